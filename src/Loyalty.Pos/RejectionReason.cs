namespace Loyalty.Pos;

/// <summary>Why an offer does not stand on a receipt: the first of these that holds.</summary>
public enum RejectionReason
{
    /// <summary>It begins later.</summary>
    NotStarted,

    /// <summary>It is over.</summary>
    Expired,

    /// <summary>It applies on other days.</summary>
    WrongDay,

    /// <summary>It applies at other hours.</summary>
    WrongHour,

    /// <summary>The basket brings none of its codes.</summary>
    NoCoupon,

    /// <summary>It is for other guests.</summary>
    NotForGuest,

    /// <summary>Nothing in the basket is what it concerns or requires.</summary>
    NoMatchingItems,

    /// <summary>The basket spends too little on what it requires.</summary>
    MinSpend,

    /// <summary>The basket holds too few units of what it requires, or of a group or set.</summary>
    MinQuantity,

    /// <summary>Floors, or what was taken before, leave it nothing to give.</summary>
    PriceFloor,

    /// <summary>A redemption limit is used up: see <see cref="Basket.Exhaust"/>.</summary>
    LimitReached,

    /// <summary>It would apply alone, but not in the chosen combination.</summary>
    LostToBetter,
}
