namespace Loyalty.Pos.Redemption;

/// <summary>What became of a request to reserve.</summary>
public enum ReserveOutcome
{
    /// <summary>The claims are held now.</summary>
    Reserved,

    /// <summary>The same reservation came before and is held or confirmed; nothing was counted now.</summary>
    Repeated,

    /// <summary>At least one limit has too little left; nothing is held.</summary>
    LimitReached,

    /// <summary>The id belongs to a reservation that claims something else, or for another guest; nothing was changed.</summary>
    OtherContent,

    /// <summary>The id belongs to a sale that was cancelled; a new sale takes a new id.</summary>
    Voided,
}
