using Loyalty.Core;

namespace Loyalty.Offers.Allocation.Internal;

/// <summary>Value against spend: the sorted steps added up.</summary>
internal static class BudgetCurve
{
    public static IReadOnlyList<BudgetPoint> Of(Columns columns, int perCustomer, int points)
    {
        Bracket whole = Bracket.Whole(columns, perCustomer);
        Int128 total = whole.Cost;
        foreach (Step step in whole.Steps)
        {
            total += step.Cost;
        }

        List<BudgetPoint> curve = [];
        Int128 cost = whole.Cost;
        Int128 value = whole.Value;
        double unit = Math.Pow(10, -columns.Digits) * columns.Currency.Scale;
        for (int i = 0; i <= whole.Steps.Count; i++)
        {
            bool last = i == whole.Steps.Count;
            Int128 next = last ? cost : cost + whole.Steps[i].Cost;

            // A point stands where the next step would pass the next even share of the whole spend.
            if (curve.Count == 0 || last || next * (points - 1) > total * curve.Count)
            {
                Money spend = new(checked((long)cost), columns.Currency);
                if (curve.Count == 0 || curve[^1].Spend != spend)
                {
                    curve.Add(new BudgetPoint(spend, columns.ToDecimal(value), last ? 0 : whole.Steps[i].Price.ToDouble() * unit));
                }
            }

            (cost, value) = last ? (cost, value) : (next, value + whole.Steps[i].Value);
        }

        return curve;
    }
}
