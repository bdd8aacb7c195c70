using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>What the store in memory knows of one redemption.</summary>
internal sealed class RedemptionRecord(ReservationId id)
{
    private readonly Dictionary<LimitKey, long> bounds = [];

    public ReservationId Id { get; } = id;

    public RedemptionState State { get; set; }

    public string? Guest { get; set; }

    public TillId Till { get; set; }

    /// <summary>What it claims, as it came; empty while only a void or a reduction is known.</summary>
    public LimitAmount[] Claims { get; set; } = [];

    public bool HasContent { get; set; }

    /// <summary>Whether a journal's entry of the sale was applied, which draws its leases once.</summary>
    public bool IsJournaled { get; set; }

    public long ExpiresAt { get; set; }

    /// <summary>When it was last confirmed, released or voided; while it is confirmed, the payment.</summary>
    public long SettledAt { get; set; }

    public long Effective(in LimitAmount claim) => bounds.TryGetValue(claim.Key, out long most) ? Math.Min(most, claim.Amount) : claim.Amount;

    public long EffectiveOf(LimitKey key) => Effective(Array.Find(Claims, c => c.Key == key));

    public void Bound(in LimitAmount remaining) =>
        bounds[remaining.Key] = bounds.TryGetValue(remaining.Key, out long most) ? Math.Min(most, remaining.Amount) : remaining.Amount;

    public void Unbound(LimitKey key) => bounds.Remove(key);

    public IEnumerable<LimitKey> Bounded => bounds.Keys;
}
