using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>The counters and what they count: the state of the store in memory, and the moves that keep them in step.</summary>
internal sealed class RedemptionBook
{
    private readonly Dictionary<LimitKey, LimitCounter> counters = [];
    private readonly Dictionary<ReservationId, RedemptionRecord> records = [];
    private readonly Dictionary<LeaseId, LeaseRecord> leases = [];
    private readonly SortedSet<LimitKey> overrun = [];
    private readonly PriorityQueue<RedemptionRecord, long> dueReservations = new();
    private readonly PriorityQueue<LeaseRecord, long> dueLeases = new();

    public RedemptionRecord? Find(ReservationId id) => records.GetValueOrDefault(id);

    public LeaseRecord? Find(LeaseId id) => leases.GetValueOrDefault(id);

    public LimitUsage Usage(LimitKey key) => counters.TryGetValue(key, out LimitCounter? counter) ? counter.Usage : default;

    public ConflictWatch Watch() => new(ConflictsOf);

    public RedemptionRecord Open(ReservationId id)
    {
        if (!records.TryGetValue(id, out RedemptionRecord? record))
        {
            records.Add(id, record = new RedemptionRecord(id));
        }

        return record;
    }

    /// <summary>Gives a redemption its content; nothing may be counted for it at the time.</summary>
    public void Fill(RedemptionRecord record, string? guest, TillId till, IEnumerable<LimitClaim> claims)
    {
        record.Guest = guest;
        record.Till = till;
        record.HasContent = true;
        record.Claims = [.. claims.Select(c => new LimitAmount(c.Key, c.Amount))];
        Raise(claims);
    }

    public void Raise(IEnumerable<LimitClaim> claims)
    {
        foreach (LimitClaim claim in claims)
        {
            LimitCounter counter = Counter(claim.Key);
            counter.Raise(claim.Limit);
            Note(counter);
        }
    }

    public void Move(RedemptionRecord record, RedemptionState state, long at, ConflictWatch watch)
    {
        Count(record, -1, watch);
        record.State = state;
        record.SettledAt = at;
        Count(record, +1, watch);
    }

    public void Reduce(RedemptionRecord record, IEnumerable<LimitAmount> remaining, long at, ConflictWatch watch)
    {
        if (record.State == RedemptionState.Unknown)
        {
            record.SettledAt = at;
        }

        Count(record, -1, watch);
        foreach (LimitAmount bound in remaining)
        {
            record.Bound(bound);
        }

        Count(record, +1, watch);
    }

    public void Await(RedemptionRecord record) => dueReservations.Enqueue(record, record.ExpiresAt);

    public void Add(LeaseRecord lease)
    {
        leases.Add(lease.Lease.Id, lease);
        LimitCounter counter = Counter(lease.Lease.Key);
        counter.Raise(lease.Lease.Limit);
        counter.Leased += lease.Granted;
        Note(counter);
    }

    public void Await(LeaseRecord lease) => dueLeases.Enqueue(lease, lease.ExpiresAt);

    public void End(LeaseRecord lease, long at)
    {
        Counter(lease.Lease.Key).Leased -= lease.Unspent;
        lease.IsEnded = true;
        lease.EndedAt = at;
    }

    /// <summary>Lets a sale draw on its lease.</summary>
    /// <returns>Whether the lease paid for all of it.</returns>
    public bool Draw(in LimitClaim claim)
    {
        if (Find(claim.Lease) is not { IsEnded: false } lease || lease.Lease.Key != claim.Key)
        {
            return false;
        }

        long drawn = Math.Min(lease.Unspent, claim.Amount);
        lease.Drawn += drawn;
        Counter(claim.Key).Leased -= drawn;
        return drawn == claim.Amount;
    }

    /// <summary>Gives up what is due by an instant.</summary>
    public void Expire(long now)
    {
        while (dueReservations.TryPeek(out RedemptionRecord? record, out long due) && due <= now)
        {
            dueReservations.Dequeue();
            if (record.State == RedemptionState.Reserved && record.ExpiresAt <= now)
            {
                Move(record, RedemptionState.Expired, record.ExpiresAt, Watch());
            }
        }

        while (dueLeases.TryPeek(out LeaseRecord? lease, out long due) && due <= now)
        {
            dueLeases.Dequeue();
            if (!lease.IsEnded && lease.ExpiresAt <= now)
            {
                End(lease, lease.ExpiresAt);
            }
        }
    }

    public IReadOnlyList<RedemptionConflict> Conflicts() =>
        [.. overrun.SelectMany(k => ConflictsOf(counters[k]).OrderBy(c => c.PaidAt).ThenBy(c => c.Reservation))];

    public int Erase(string guest)
    {
        int erased = 0;
        foreach (RedemptionRecord record in records.Values)
        {
            if (record.Guest == guest)
            {
                erased++;
                record.Guest = null;
                record.Claims = [.. record.Claims.Where(c => c.Key.Guest is null)];
            }

            foreach (LimitKey key in record.Bounded.Where(k => k.Guest == guest).ToArray())
            {
                record.Unbound(key);
            }
        }

        foreach (LimitKey key in counters.Keys.Where(k => k.Guest == guest).ToArray())
        {
            counters.Remove(key);
            overrun.Remove(key);
        }

        return erased;
    }

    public int Forget(long before)
    {
        RedemptionRecord[] old = [.. records.Values.Where(r => r.State != RedemptionState.Reserved && r.SettledAt < before)];
        foreach (RedemptionRecord record in old)
        {
            foreach (LimitAmount claim in record.Claims)
            {
                Counter(claim.Key).Forget(record.SettledAt, record.Id);
            }

            records.Remove(record.Id);
        }

        foreach (LeaseRecord lease in leases.Values.Where(l => l.IsEnded && l.EndedAt < before).ToArray())
        {
            leases.Remove(lease.Lease.Id);
        }

        return old.Length;
    }

    private IEnumerable<RedemptionConflict> ConflictsOf(LimitCounter counter)
    {
        foreach (ReservationId id in counter.SalesBeyondLimit(id => records[id].EffectiveOf(counter.Key)))
        {
            RedemptionRecord record = records[id];
            yield return new(counter.Key, id, new DateTimeOffset(record.SettledAt, TimeSpan.Zero), record.Till, record.EffectiveOf(counter.Key));
        }
    }

    private void Count(RedemptionRecord record, int sign, ConflictWatch watch)
    {
        if (record.State is not (RedemptionState.Reserved or RedemptionState.Confirmed))
        {
            return;
        }

        foreach (LimitAmount claim in record.Claims)
        {
            LimitCounter counter = Counter(claim.Key);
            long amount = record.Effective(claim);
            watch.Touch(counter);
            if (record.State == RedemptionState.Reserved)
            {
                counter.Held += sign * amount;
            }
            else if (amount > 0 && sign > 0)
            {
                counter.Sell(amount, record.SettledAt, record.Id);
            }
            else if (amount > 0)
            {
                counter.TakeBack(amount, record.SettledAt, record.Id);
            }

            Note(counter);
        }
    }

    private void Note(LimitCounter counter)
    {
        if (counter.IsOverrun)
        {
            overrun.Add(counter.Key);
        }
        else
        {
            overrun.Remove(counter.Key);
        }
    }

    private LimitCounter Counter(LimitKey key)
    {
        if (!counters.TryGetValue(key, out LimitCounter? counter))
        {
            counters.Add(key, counter = new LimitCounter(key));
        }

        return counter;
    }
}
