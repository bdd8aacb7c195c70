namespace Loyalty.Pos.Redemption;

/// <summary>What a till finds about a coupon's token: the first of these that holds.</summary>
public enum CouponVerdict
{
    /// <summary>The text is something else: an article's barcode, a card.</summary>
    NotACoupon,

    /// <summary>The text begins like a coupon and is none: cut off, mistyped, misread.</summary>
    Malformed,

    /// <summary>It is of a version that this till does not know; update the till.</summary>
    NewerVersion,

    /// <summary>It is signed with a key that the till does not have, or no longer.</summary>
    UnknownKey,

    /// <summary>The signature is not the key's: forged or misread.</summary>
    BadSignature,

    /// <summary>It holds later.</summary>
    NotYetValid,

    /// <summary>It is over.</summary>
    Expired,

    /// <summary>It is bound to another guest, or the guest is not known.</summary>
    OtherGuest,

    /// <summary>It holds. Whether it was used before, the limits tell.</summary>
    Valid,
}
