namespace Loyalty.Pos.Catalog;

/// <summary>What a basket must hold, before any discount, for an offer to apply.</summary>
public sealed record Requirement
{
    /// <summary>The least spend, in minor units.</summary>
    /// <value>0 to 10^15; default 0, no condition.</value>
    public long MinSpend { get; init; }

    /// <summary>The fewest units; a weighed line is one unit.</summary>
    /// <value>0 to 10^9; default 0, no condition.</value>
    public decimal MinQuantity { get; init; }

    /// <summary>What counts towards both; at least one such unit must be in the basket.</summary>
    /// <value>Default: null, the offer's target.</value>
    public Selector? Items { get; init; }

    internal void Check()
    {
        Range.Amount(MinSpend, "requires.minSpend");
        Range.Within(MinQuantity, 0, Range.MostUnits, "requires.minQuantity");
        Items?.Check("requires.items");
    }
}
