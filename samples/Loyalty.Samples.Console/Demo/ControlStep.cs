using Loyalty.Core;
using Loyalty.Offers.Experiments;

namespace Loyalty.Samples.Demo;

/// <summary>(d) A tenth of the guests with an offer do not get it, so that the effect can be told.</summary>
/// <param name="Plan">The split.</param>
/// <param name="Control">Who gets nothing.</param>
/// <param name="Target">Who gets the offer.</param>
/// <param name="Sizes">Whether the groups' sizes fit the plan.</param>
internal sealed record ControlStep(Experiment Plan, IReadOnlyList<CustomerId> Control, IReadOnlyList<CustomerId> Target, SampleRatio? Sizes)
{
    /// <summary>The share of guests held out.</summary>
    public const decimal Share = 0.1m;

    public static ControlStep Run(ProfilesStep profiles, IEnumerable<CustomerId> chosen)
    {
        Experiment plan = new("personal-offers-2011-11", Share);
        CustomerId[] all = [.. chosen.Order()];
        bool isControl(CustomerId guest) => plan.IsControl(GuestKey.Of(profiles.Guests[guest.Index].Profile.Id.Value));
        CustomerId[] control = [.. all.Where(isControl)];
        CustomerId[] target = [.. all.Where(g => !isControl(g))];
        return new ControlStep(plan, control, target, new EffectAnalysis().CheckSizes(control.Length, target.Length, (double)Share));
    }
}
