namespace Loyalty.Pos.Redemption;

/// <summary>What a limit counts.</summary>
public enum LimitKind
{
    /// <summary>The uses of an offer, by anybody.</summary>
    Offer,

    /// <summary>The uses of an offer by one guest.</summary>
    Guest,

    /// <summary>The uses of a coupon code.</summary>
    Code,

    /// <summary>Money that offers may give away, in minor units.</summary>
    Budget,
}
