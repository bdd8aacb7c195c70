using Loyalty.Pos.Catalog;
using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>Units of several items together for one price, in sets from the dearest units down.</summary>
/// <param name="Items">What makes a set, 1 to 16 items of together at most 64 units.</param>
/// <param name="Price">The price of a set in minor units, 0 to 10^15.</param>
public sealed record Bundle(IReadOnlyList<BundleItem> Items, long Price) : Reward
{
    internal override void Check()
    {
        Range.Amount(Price, "A bundle's price");
        Range.Within(Items.Count, 1, 16, "The number of a bundle's items");
        long units = 0;
        foreach (BundleItem item in Items)
        {
            Range.Within(item.Quantity, 1, Range.MostUnits, "quantity");
            item.Items.Check("A bundle's item");
            units += item.Quantity;
        }

        Range.Within(units, 1, 64, "The number of units in a bundle's set");
    }
}
