using System.Globalization;
using Loyalty.Core;
using Loyalty.Offers.Experiments;

namespace Loyalty.Samples.Demo;

/// <summary>(d) A tenth of the guests with an offer do not get it, so that the effect can be told.</summary>
/// <param name="Plan">The split.</param>
/// <param name="Control">Who gets nothing.</param>
/// <param name="Target">Who gets the offer.</param>
/// <param name="Sizes">Whether the groups' sizes fit the plan.</param>
/// <param name="Habits">What the groups did before, target against control.</param>
/// <param name="Draws">How often the split was drawn until no habit differed more than chance does in 19 of 20 cases.</param>
internal sealed record ControlStep(
    Experiment Plan, IReadOnlyList<CustomerId> Control, IReadOnlyList<CustomerId> Target, SampleRatio? Sizes, IReadOnlyList<Habit> Habits, int Draws)
{
    /// <summary>The share of guests held out.</summary>
    public const decimal Share = 0.1m;

    /// <summary>Below this p-value a habit counts as different, and the split is drawn again: before anything is sent, that is fair.</summary>
    public const double Different = 0.05;

    private const int MostDraws = 20;

    private static readonly EffectAnalysis Analysis = new();

    /// <summary>Whether no habit differs.</summary>
    public bool IsBalanced => Habits.All(h => h.Effect.PValue is not < Different);

    public static ControlStep Run(ProfilesStep profiles, SegmentsStep segments, IEnumerable<CustomerId> chosen)
    {
        CustomerId[] all = [.. chosen.Order()];
        ControlStep step = Draw(profiles, segments, all, 1);
        while (!step.IsBalanced && step.Draws < MostDraws)
        {
            step = Draw(profiles, segments, all, step.Draws + 1);
        }

        return step;
    }

    private static ControlStep Draw(ProfilesStep profiles, SegmentsStep segments, CustomerId[] all, int draw)
    {
        Experiment plan = new(string.Create(CultureInfo.InvariantCulture, $"personal-offers-2011-11-{draw}"), Share);
        bool isControl(CustomerId guest) => plan.IsControl(GuestKey.Of(profiles.Guests[guest.Index].Profile.Id.Value));
        CustomerId[] control = [.. all.Where(isControl)];
        CustomerId[] target = [.. all.Where(g => !isControl(g))];
        Habit habit(string name, int digits, Func<CustomerId, double> of) => new(name, digits, Analysis.Compare(Tally(control, of), Tally(target, of)));
        return new ControlStep(plan, control, target, Analysis.CheckSizes(control.Length, target.Length, (double)Share),
        [
            habit("visits", 2, c => segments.Summaries[c].Visits),
            habit("days since the last visit", 1, c => segments.Summaries[c].RecencyDays ?? 0),
            habit("net spend, £", 0, c => segments.Summaries[c].Net.MinorUnits / 100.0),
            habit("purchase days expected in November", 2, c => segments.Expected(c, DemoPlan.Month.Days)),
        ], draw);
    }

    private static ArmTally Tally(IReadOnlyList<CustomerId> guests, Func<CustomerId, double> of) => guests.Aggregate(default(ArmTally), (sum, guest) => sum.Add(of(guest)));
}

/// <summary>What two groups did before the campaign.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Digits">How many digits after the point matter.</param>
/// <param name="Effect">Target against control.</param>
internal sealed record Habit(string Name, int Digits, EffectResult Effect);
