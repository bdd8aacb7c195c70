using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>The steps of tiers, the lowest first.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="From">From which whole amount or units on each is reached.</param>
/// <param name="Ratios">The share of each.</param>
/// <param name="BySpend">Whether the steps count what is spent, and not units.</param>
internal sealed record TierTable(TierStep[] Steps, long[] From, Ratio[] Ratios, bool BySpend)
{
    public static TierTable Of(Tiers tiers)
    {
        TierStep[] steps = [.. tiers.Steps.OrderBy(s => s.From)];
        return new TierTable(steps, [.. steps.Select(s => (long)decimal.Ceiling(s.From))], [.. steps.Select(s => Ratio.OfPercent(s.Percent))], tiers.By == TierMeasure.Spend);
    }
}
