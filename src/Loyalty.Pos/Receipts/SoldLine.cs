using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Pos.Receipts;

/// <summary>A line of a stored receipt.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SoldLine
{
    internal SoldLine(Sku sku, ImmutableArray<Category> categories, decimal quantity, long unitPrice, long amount, long discount, long multiplier)
    {
        Sku = sku;
        Categories = categories;
        Quantity = quantity;
        UnitPrice = unitPrice;
        Amount = amount;
        Discount = discount;
        MultiplierMillionths = multiplier;
    }

    /// <summary>What was sold.</summary>
    public Sku Sku { get; }

    /// <summary>Its categories when it was sold.</summary>
    public ImmutableArray<Category> Categories { get; }

    /// <summary>How much.</summary>
    /// <value>More than 0; a fraction was weighed and is one unit.</value>
    public decimal Quantity { get; }

    /// <summary>The price of one, in minor units.</summary>
    public long UnitPrice { get; }

    /// <summary>Quantity × unit price, rounded half away from zero, once, in minor units.</summary>
    public long Amount { get; }

    /// <summary>What was taken off, in minor units.</summary>
    /// <value>0 to <see cref="Amount"/>.</value>
    public long Discount { get; }

    /// <summary>What was paid, in minor units.</summary>
    public long Paid => Amount - Discount;

    /// <summary>How often what was paid counts towards points.</summary>
    /// <value>0 where the line earns none; else at least 1.</value>
    public decimal PointsMultiplier => MultiplierMillionths / (decimal)PointsStage.MultiplierUnit;

    internal long MultiplierMillionths { get; }

    internal bool IsWeighed => decimal.Truncate(Quantity) != Quantity;

    /// <summary>The units: the quantity where it is whole; a weighed line is one unit.</summary>
    internal long Units => IsWeighed ? 1 : (long)Quantity;

    /// <summary>What the first so many units, or so much of what was weighed, cost before any discount and what was taken off them.</summary>
    internal (long Amount, long Discount) OfFirst(decimal quantity) => IsWeighed
        ? UnitSpread.OfWeight(Amount, Discount, Quantity, quantity)
        : UnitSpread.OfUnits(Amount, Discount, (long)Quantity, (long)quantity);
}
