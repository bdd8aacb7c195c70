namespace Loyalty.Pos.Catalog;

/// <summary>Which units a limited offer discounts first, by what remains of their amounts.</summary>
public enum UnitOrder
{
    /// <summary>The dearest first.</summary>
    Dearest,

    /// <summary>The cheapest first.</summary>
    Cheapest,
}
