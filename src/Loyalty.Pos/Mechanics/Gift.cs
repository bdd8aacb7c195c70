using Loyalty.Core;
using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>Units of a sku are free; those that are not in the basket are reported as earned.</summary>
/// <param name="Sku">What is given.</param>
/// <param name="Quantity">How many units, at least 1.</param>
public sealed record Gift(Sku Sku, int Quantity = 1) : Reward
{
    internal override void Check()
    {
        Range.Within(Quantity, 1, Range.MostUnits, "quantity");
        if (Sku.IsNone)
        {
            throw new ArgumentException("A gift must name its sku.");
        }
    }
}
