using Loyalty.Pos.Redemption;

namespace Loyalty.Testing;

/// <summary>What a store should say, worked out anew each time from the list of redemptions and leases: no counters.</summary>
internal sealed class NaiveRedemptions
{
    private readonly Dictionary<string, Sale> sales = [];
    private readonly Dictionary<string, Slice> leases = [];
    private readonly HashSet<(TillId, long)> seen = [];

    public void Expire(DateTimeOffset now)
    {
        foreach (Sale sale in sales.Values.Where(s => s.State == RedemptionState.Reserved && s.Expires <= now))
        {
            sale.State = RedemptionState.Expired;
        }

        foreach (Slice slice in leases.Values.Where(l => l.Expires <= now))
        {
            slice.Ended = true;
        }
    }

    public RedemptionState StateOf(string id) => sales.GetValueOrDefault(id)?.State ?? RedemptionState.Unknown;

    public (long Used, long Held, long Leased) Usage(LimitKey key) =>
    (
        sales.Values.Where(s => s.State == RedemptionState.Confirmed).Sum(s => s.Amount(key)),
        sales.Values.Where(s => s.State == RedemptionState.Reserved).Sum(s => s.Amount(key)),
        leases.Values.Where(l => !l.Ended && l.Asked.Key == key).Sum(l => l.Granted - l.Drawn)
    );

    public ReserveOutcome Reserve(Reservation wanted)
    {
        Sale? sale = sales.GetValueOrDefault(wanted.Id.Value);
        switch (sale?.State)
        {
            case RedemptionState.Voided:
                return ReserveOutcome.Voided;
            case RedemptionState.Confirmed:
                return ReserveOutcome.Repeated;
            case RedemptionState.Reserved:
                sale.Expires = wanted.ExpiresAt > sale.Expires ? wanted.ExpiresAt : sale.Expires;
                return ReserveOutcome.Repeated;
        }

        if (wanted.Claims.Any(c => Math.Min(c.Amount, sale?.Bounds.GetValueOrDefault(c.Key, long.MaxValue) ?? long.MaxValue) > c.Limit - Taken(c.Key)))
        {
            return ReserveOutcome.LimitReached;
        }

        sale = Open(wanted.Id.Value);
        (sale.Claims, sale.State, sale.Expires) = (wanted.Claims, RedemptionState.Reserved, wanted.ExpiresAt);
        return ReserveOutcome.Reserved;
    }

    public void Confirm(string id, DateTimeOffset at)
    {
        if (sales.GetValueOrDefault(id) is { Claims.Count: > 0 } sale && sale.State is not (RedemptionState.Confirmed or RedemptionState.Voided))
        {
            (sale.State, sale.PaidAt) = (RedemptionState.Confirmed, at);
        }
    }

    public void Release(string id)
    {
        if (sales.GetValueOrDefault(id) is { State: RedemptionState.Reserved or RedemptionState.Expired } sale)
        {
            sale.State = RedemptionState.Released;
        }
    }

    public void Void(string id) => Open(id).State = RedemptionState.Voided;

    public void Reduce(string id, LimitAmount remaining)
    {
        Sale sale = Open(id);
        sale.Bounds[remaining.Key] = Math.Min(remaining.Amount, sale.Bounds.GetValueOrDefault(remaining.Key, long.MaxValue));
    }

    public LeaseResult Grant(Lease lease)
    {
        if (leases.GetValueOrDefault(lease.Id.Value) is { } known)
        {
            known.Expires = known.Ended || known.Expires > lease.ExpiresAt ? known.Expires : lease.ExpiresAt;
            return known.Ended ? new(LeaseOutcome.Ended, 0, null) : new(LeaseOutcome.Repeated, known.Granted, known.Expires);
        }

        long granted = Math.Min(lease.Amount, Math.Max(0, lease.Limit - Taken(lease.Key)));
        if (granted == 0)
        {
            return new(LeaseOutcome.LimitReached, 0, null);
        }

        leases.Add(lease.Id.Value, new Slice(lease, granted) { Expires = lease.ExpiresAt });
        return new(LeaseOutcome.Granted, granted, lease.ExpiresAt);
    }

    public void Return(string id)
    {
        if (leases.GetValueOrDefault(id) is { } slice)
        {
            slice.Ended = true;
        }
    }

    public void Apply(TillId till, JournalEntry entry)
    {
        if (!seen.Add((till, entry.Sequence)))
        {
            return;
        }

        if (entry.Kind == JournalEntryKind.Voided)
        {
            Void(entry.Id.Value);
        }
        else if (entry.Kind == JournalEntryKind.Reduced)
        {
            Reduce(entry.Id.Value, entry.Remaining[0]);
        }
        else
        {
            Redeem(entry);
        }
    }

    /// <summary>Each limit's sales in order of payment, then of id: those at which the running sum exceeds the limit.</summary>
    public IEnumerable<(LimitKey Key, string Id)> Conflicts(LimitKey key, long limit)
    {
        long running = 0;
        foreach ((string id, Sale sale) in sales.Where(s => s.Value.State == RedemptionState.Confirmed && s.Value.Amount(key) > 0)
            .OrderBy(s => s.Value.PaidAt).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            running += sale.Amount(key);
            if (running > limit)
            {
                yield return (key, id);
            }
        }
    }

    private void Redeem(JournalEntry entry)
    {
        Sale sale = Open(entry.Id.Value);
        sale.Claims = sale.Claims.Count == 0 ? entry.Claims : sale.Claims;
        foreach (LimitClaim claim in sale.Journaled ? [] : entry.Claims)
        {
            if (leases.GetValueOrDefault(claim.Lease.Value) is { Ended: false } slice && slice.Asked.Key == claim.Key)
            {
                slice.Drawn += Math.Min(claim.Amount, slice.Granted - slice.Drawn);
            }
        }

        sale.Journaled = true;
        Confirm(entry.Id.Value, entry.At);
    }

    private long Taken(LimitKey key)
    {
        (long used, long held, long leased) = Usage(key);
        return used + held + leased;
    }

    private Sale Open(string id) => sales.TryGetValue(id, out Sale? sale) ? sale : sales[id] = new Sale();

    private sealed class Sale
    {
        public RedemptionState State { get; set; }

        public IReadOnlyList<LimitClaim> Claims { get; set; } = [];

        public DateTimeOffset Expires { get; set; }

        public DateTimeOffset PaidAt { get; set; }

        public bool Journaled { get; set; }

        public Dictionary<LimitKey, long> Bounds { get; } = [];

        public long Amount(LimitKey key) => Claims.Where(c => c.Key == key).Sum(c => Math.Min(c.Amount, Bounds.GetValueOrDefault(key, long.MaxValue)));
    }

    private sealed class Slice(Lease asked, long granted)
    {
        public Lease Asked { get; } = asked;

        public long Granted { get; } = granted;

        public DateTimeOffset Expires { get; set; }

        public long Drawn { get; set; }

        public bool Ended { get; set; }
    }
}
