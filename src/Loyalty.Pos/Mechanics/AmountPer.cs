namespace Loyalty.Pos.Mechanics;

/// <summary>How often an amount is taken off.</summary>
public enum AmountPer
{
    /// <summary>Off each target unit; a weighed line is one unit.</summary>
    Unit,

    /// <summary>Once, spread over the target lines.</summary>
    Basket,
}
