using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>A share off each target line; without a target, off the basket.</summary>
/// <param name="Percent">0 to 100 (inclusive), at most twelve decimals.</param>
public sealed record PercentOff(decimal Percent) : Reward
{
    internal override void Check() => Range.Within(Percent, 0, 100, "A percent");
}
