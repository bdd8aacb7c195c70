namespace Loyalty.Pos.Redemption;

/// <summary>What became of a request for a lease, or of its return.</summary>
public enum LeaseOutcome
{
    /// <summary>The slice is the till's now.</summary>
    Granted,

    /// <summary>The same request came before; the same slice stands, nothing was counted now.</summary>
    Repeated,

    /// <summary>Nothing is left.</summary>
    LimitReached,

    /// <summary>The id belongs to a lease of another till, limit or amount; nothing was changed.</summary>
    OtherContent,

    /// <summary>The unspent part went back.</summary>
    Returned,

    /// <summary>It ended before: it expired, or was returned.</summary>
    Ended,

    /// <summary>The store does not know the lease.</summary>
    Unknown,
}
