namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Why a message does not go.</summary>
public enum LeftOutReason
{
    /// <summary>It expired before the period.</summary>
    Expired,

    /// <summary>No instant at which it may go lies in the period.</summary>
    NoInstant,

    /// <summary>The guest did not agree.</summary>
    NoConsent,

    /// <summary>The matrix refuses it at every instant, whatever else goes.</summary>
    Refused,

    /// <summary>It is worth nothing, or less than one more message costs.</summary>
    NoWorth,

    /// <summary>Messages that are worth more took its place.</summary>
    Displaced,
}
