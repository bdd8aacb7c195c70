using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>What the store in memory knows of one lease.</summary>
internal sealed class LeaseRecord(Lease lease, long granted)
{
    public Lease Lease { get; } = lease;

    public long Granted { get; } = granted;

    public long ExpiresAt { get; set; } = lease.ExpiresAt.UtcTicks;

    public long Drawn { get; set; }

    public bool IsEnded { get; set; }

    /// <summary>When it ended, or is due to.</summary>
    public long EndedAt { get; set; } = lease.ExpiresAt.UtcTicks;

    public long Unspent => Granted - Drawn;

    public bool IsRequestedBy(in Lease other) => Lease.Till == other.Till && Lease.Key == other.Key && Lease.Amount == other.Amount;
}
