using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Internal;

/// <summary>What a claim is counted as at present.</summary>
internal enum Counting
{
    Nothing = 0,
    Held = 1,
    Used = 2,

    /// <summary>It was held, and was found expired on this counter.</summary>
    Lapsed = 3,
}

/// <summary>One redemption's part of one counter. Changed only while the counter is locked.</summary>
internal sealed class ClaimRow(LimitKey key)
{
    public LimitKey Key { get; } = key;

    /// <summary>What it claims, as it came; null while only a bound is known.</summary>
    public long? Claimed { get; set; }

    /// <summary>The most that remains after reductions; null where there was none.</summary>
    public long? Most { get; set; }

    public Counting Counting { get; set; }

    /// <summary>While held, the expiry; while used, the payment.</summary>
    public long At { get; set; }

    public bool IsChanged { get; set; }

    public bool IsEmpty => Claimed is null && Most is null;

    public long Amount => Effective(Claimed ?? 0);

    public long Effective(long claimed) => Most is { } most ? Math.Min(most, claimed) : claimed;
}

/// <summary>One counter.</summary>
internal sealed class CounterRow(LimitKey key)
{
    public LimitKey Key { get; } = key;

    public long Used { get; set; }

    public long Held { get; set; }

    public long Leased { get; set; }

    public long Limit { get; set; }

    public bool IsChanged { get; set; }

    public LimitUsage Usage => new(Used, Held, Leased, Limit);

    public bool IsOverrun => Used > Limit;

    /// <summary>Nothing was ever counted here, so that it need not be kept.</summary>
    public bool IsBlank => Usage == default;
}

/// <summary>One redemption. Changed only while it is locked.</summary>
internal sealed class RedemptionRow(ReservationId id)
{
    public ReservationId Id { get; } = id;

    public RedemptionState State { get; set; }

    public string? Guest { get; set; }

    public TillId Till { get; set; }

    public bool HasContent { get; set; }

    /// <summary>Whether a journal's entry of the sale was applied, which draws its leases once.</summary>
    public bool IsJournaled { get; set; }

    public long ExpiresAt { get; set; }

    /// <summary>When it was last confirmed, released or voided, or is or was due to expire.</summary>
    public long SettledAt { get; set; }

    /// <summary>Whether the store knows it, be it by a void or a bound alone.</summary>
    public bool IsKnown { get; set; }

    public bool IsChanged { get; set; }

    public Dictionary<LimitKey, ClaimRow> Claims { get; } = [];

    public IEnumerable<ClaimRow> Content => Claims.Values.Where(c => c.Claimed is not null);

    public ClaimRow Claim(LimitKey key)
    {
        if (!Claims.TryGetValue(key, out ClaimRow? claim))
        {
            Claims.Add(key, claim = new ClaimRow(key));
        }

        claim.IsChanged = true;
        return claim;
    }

    /// <summary>Whether a request under this id claims the same. What an erasure takes away is not compared.</summary>
    public bool IsSame(string? guest, IEnumerable<LimitClaim> claims) =>
        (Guest is null || guest is null || Guest == guest)
        && Content.Where(c => c.Key.Guest is null).OrderBy(c => c.Key).Select(c => (c.Key, c.Claimed!.Value))
            .SequenceEqual(claims.Where(c => c.Key.Guest is null).OrderBy(c => c.Key).Select(c => (c.Key, c.Amount)));
}

/// <summary>One lease. Its till, limit and amount never change; the rest only while its counter is locked.</summary>
internal sealed class LeaseRow(LeaseId id, TillId till, LimitKey key, long wanted, long granted)
{
    public LeaseId Id { get; } = id;

    public TillId Till { get; } = till;

    public LimitKey Key { get; } = key;

    public long Wanted { get; } = wanted;

    public long Granted { get; } = granted;

    public long Drawn { get; set; }

    public long ExpiresAt { get; set; }

    public bool IsEnded { get; set; }

    /// <summary>When it ended, or is due to.</summary>
    public long EndedAt { get; set; }

    public bool IsNew { get; set; }

    public bool IsChanged { get; set; }

    public long Unspent => Granted - Drawn;
}

/// <summary>A paid redemption on one counter.</summary>
internal readonly record struct Sale(ReservationId Id, long PaidAt, TillId Till, long Amount);
