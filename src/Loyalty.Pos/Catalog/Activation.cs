namespace Loyalty.Pos.Catalog;

/// <summary>What makes an offer concern a basket.</summary>
public enum Activation
{
    /// <summary>Every basket.</summary>
    Automatic,

    /// <summary>Baskets that bring one of the offer's codes.</summary>
    Coupon,

    /// <summary>Baskets of the guests that the offer names.</summary>
    Personal,
}
