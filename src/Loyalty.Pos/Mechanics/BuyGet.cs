using Loyalty.Pos.Catalog;
using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>For every so many bought, so many more at a percent off, in whole groups.</summary>
/// <param name="Buy">The units bought in a group, at least 1.</param>
/// <param name="Get">The units got in a group, at least 1.</param>
public sealed record BuyGet(int Buy, int Get) : Reward
{
    /// <summary>The share off the units got.</summary>
    /// <value>0 to 100 (inclusive); default 100.</value>
    public decimal Percent { get; init; } = 100;

    /// <summary>What is got.</summary>
    /// <value>Default null: the offer's target.</value>
    public Selector? Items { get; init; }

    /// <summary>Which units are got.</summary>
    /// <value>Default <see cref="Grouping.Cheapest"/>.</value>
    public Grouping Grouping { get; init; }

    internal override void Check()
    {
        Range.Within(Buy, 1, Range.MostUnits, "buy");
        Range.Within(Get, 1, Range.MostUnits, "get");
        Range.Within(Percent, 0, 100, "A percent");
        Range.Known(Grouping, "grouping");
        Items?.Check("items");
    }
}
