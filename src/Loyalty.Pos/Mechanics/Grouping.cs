namespace Loyalty.Pos.Mechanics;

/// <summary>Which units are got in a <see cref="BuyGet"/>.</summary>
public enum Grouping
{
    /// <summary>The cheapest that qualify.</summary>
    Cheapest,

    /// <summary>Units are grouped from the dearest down, and each group's cheapest are got.</summary>
    Best,
}
