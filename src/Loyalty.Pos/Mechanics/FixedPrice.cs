using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>Each target unit costs a price, where that is less; a weighed one that price times its quantity.</summary>
/// <param name="Price">The price in minor units, 0 to 10^15.</param>
public sealed record FixedPrice(long Price) : Reward
{
    internal override void Check() => Range.Amount(Price, "A fixed price");
}
