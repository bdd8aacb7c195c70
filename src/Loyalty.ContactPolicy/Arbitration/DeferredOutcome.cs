namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>What became of a message that was held back.</summary>
public enum DeferredOutcome
{
    /// <summary>It expired before it could be asked for again, or would before its next instant: dropped.</summary>
    Expired,

    /// <summary>The matrix denies it by now: dropped.</summary>
    Denied,

    /// <summary>Held back again.</summary>
    Deferred,

    /// <summary>It may go now.</summary>
    Allowed,
}
