using Loyalty.Core;
using Loyalty.Offers.Experiments;

namespace Loyalty.Samples.Demo;

/// <summary>One measure, target against control.</summary>
/// <param name="Name">What is measured for each guest.</param>
/// <param name="Effect">What the analysis says.</param>
/// <param name="SmallestVisible">The smallest true difference that groups of these sizes would most likely show.</param>
internal sealed record Measure(string Name, EffectResult Effect, double SmallestVisible);

/// <summary>(h) What the offers changed: all who were to get one against all who were held out, opened or not.</summary>
/// <param name="Bought">The share of guests who bought the good of their offer.</param>
/// <param name="Goods">Pounds spent on that good, after discounts.</param>
/// <param name="Spend">Pounds spent in all, after discounts; adjusted by what the guest spent in the two months before.</param>
internal sealed record EffectStep(Measure Bought, Measure Goods, Measure Spend)
{
    public static EffectStep Run(ControlStep groups, TillStep till)
    {
        EffectAnalysis analysis = new();
        Measure measure(string name, Func<GuestMonth, double> outcome, Func<GuestMonth, double> before)
        {
            ArmTally control = Tally(groups.Control, till, outcome, before);
            ArmTally target = Tally(groups.Target, till, outcome, before);
            EffectResult effect = analysis.Compare(control, target);
            double deviation = Math.Sqrt(ArmTally.Combine(control, target).Outcome.Variance ?? 0);
            return new Measure(name, effect, EffectPlanner.SmallestEffect(control.Count + target.Count, (double)ControlStep.Share, deviation));
        }

        return new EffectStep(
            measure("bought the offered good", m => m.BoughtOffered ? 1 : 0, m => m.BoughtOfferedBefore ? 1 : 0),
            measure("spent on the offered good", m => m.OfferedPaid, m => m.OfferedPaidBefore),
            measure("spent in all", m => m.Paid, m => m.PaidBefore));
    }

    private static ArmTally Tally(IReadOnlyList<CustomerId> guests, TillStep till, Func<GuestMonth, double> outcome, Func<GuestMonth, double> before)
    {
        ArmTally tally = default;
        foreach (CustomerId guest in guests)
        {
            GuestMonth month = till.MonthOf(guest);
            tally = tally.Add(outcome(month), before(month));
        }

        return tally;
    }
}
