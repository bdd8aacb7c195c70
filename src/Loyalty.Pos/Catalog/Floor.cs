namespace Loyalty.Pos.Catalog;

/// <summary>A price below which no offer goes, such as the law's for alcohol, or goods that are never discounted.</summary>
public sealed record Floor
{
    /// <summary>What it concerns.</summary>
    /// <value>Default: everything.</value>
    public Selector Items { get; init; } = Selector.Everything;

    /// <summary>The least price of a unit, or of a quantity of one for a weighed line, in minor units.</summary>
    /// <value>0 to 10^15; default 0. Of several floors the highest counts.</value>
    public long MinPrice { get; init; }

    /// <summary>Whether nothing at all is taken off.</summary>
    /// <value>Default false.</value>
    public bool NeverDiscounted { get; init; }

    internal void Check()
    {
        Items.Check("A floor");
        Range.Amount(MinPrice, "minPrice");
    }
}
