using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>What a till knows of a lease of its own.</summary>
internal sealed class TillLease(JournalRecord.Leased granted)
{
    public JournalRecord.Leased Granted { get; } = granted;

    /// <summary>Paid with it. What is voided later goes back to the shared counter, not to the lease.</summary>
    public long Spent { get; set; }

    /// <summary>Held for baskets that are not paid yet.</summary>
    public long Held { get; set; }

    public bool IsEnded { get; set; }

    public bool IsReturned { get; set; }

    public long Free => IsEnded ? 0 : Math.Max(0, Granted.Granted - Spent - Held);

    public bool IsLive(long now) => !IsEnded && now < Granted.ExpiresAt;

    public LeaseId Id => Granted.Id;
}
