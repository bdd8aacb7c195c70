namespace Loyalty.ContactPolicy.Ledger;

/// <summary>Where a message stands between 'may I?' and 'it went'.</summary>
public enum MessageState
{
    /// <summary>The ledger does not know it: never reserved, refused, or forgotten since.</summary>
    Unknown,

    /// <summary>A slot is held for it; it counts.</summary>
    Reserved,

    /// <summary>It went; it counts.</summary>
    Confirmed,

    /// <summary>It did not go, and said so; it does not count.</summary>
    Released,

    /// <summary>Nobody said in time whether it went; it does not count.</summary>
    Expired,
}
