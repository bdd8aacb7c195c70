namespace Loyalty.Pos.Redemption;

/// <summary>The answer to a request for a lease, or to its return.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Outcome">What became of it.</param>
/// <param name="Amount">What was granted; at a return, what went back; else 0.</param>
/// <param name="ExpiresAt">When the unspent part is free again, in UTC; null unless the lease is live.</param>
public readonly record struct LeaseResult(LeaseOutcome Outcome, long Amount, DateTimeOffset? ExpiresAt)
{
    /// <summary>Whether the till may spend <see cref="Amount"/>.</summary>
    public bool IsGranted => Outcome is LeaseOutcome.Granted or LeaseOutcome.Repeated;
}
