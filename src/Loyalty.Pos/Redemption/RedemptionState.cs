namespace Loyalty.Pos.Redemption;

/// <summary>Where a redemption stands. Paid outranks given up, and voided outranks paid, in whatever order the messages come.</summary>
public enum RedemptionState
{
    /// <summary>The store does not know it.</summary>
    Unknown,

    /// <summary>Its claims are held until it expires.</summary>
    Reserved,

    /// <summary>It was not confirmed in time; its claims are free again. A confirmation still counts.</summary>
    Expired,

    /// <summary>It was given up before payment; its claims are free again. A confirmation still counts.</summary>
    Released,

    /// <summary>It was paid; its claims are used.</summary>
    Confirmed,

    /// <summary>The sale was cancelled. Nothing changes that.</summary>
    Voided,
}
