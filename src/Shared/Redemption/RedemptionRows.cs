using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Internal;

/// <summary>The locked rows that one call needs, and the moves that keep counters and claims in step.</summary>
internal sealed class RedemptionRows
{
    private readonly Dictionary<LimitKey, HashSet<ReservationId>> conflictsBefore = [];

    public Dictionary<ReservationId, RedemptionRow> Redemptions { get; } = [];

    public Dictionary<LimitKey, CounterRow> Counters { get; } = [];

    public Dictionary<LeaseId, LeaseRow> Leases { get; } = [];

    /// <summary>The latest sales of counters that were overrun when they were read.</summary>
    public Dictionary<LimitKey, List<Sale>> OverrunSales { get; } = [];

    /// <summary>The counters whose conflicts may have changed.</summary>
    public IEnumerable<LimitKey> Touched => conflictsBefore.Keys;

    public bool WasConflict(LimitKey key, ReservationId id) => conflictsBefore[key].Contains(id);

    public RedemptionRow Redemption(ReservationId id) => Redemptions[id];

    public CounterRow Counter(LimitKey key)
    {
        if (!Counters.TryGetValue(key, out CounterRow? counter))
        {
            Counters.Add(key, counter = new CounterRow(key));
        }

        return counter;
    }

    /// <summary>Reservations that are due, or of which another call found a claim expired, are expired as a whole.</summary>
    public void Expire(long now)
    {
        foreach (RedemptionRow row in Redemptions.Values)
        {
            if (row.State == RedemptionState.Reserved && (row.ExpiresAt <= now || row.Content.Any(c => c.Counting == Counting.Lapsed)))
            {
                Move(row, RedemptionState.Expired, row.ExpiresAt);
            }
        }

        conflictsBefore.Clear();
    }

    /// <summary>Gives a redemption its content; nothing may be counted for it at the time.</summary>
    public void Fill(RedemptionRow row, string? guest, TillId till, IReadOnlyList<LimitClaim> claims)
    {
        foreach (ClaimRow old in row.Content)
        {
            (old.Claimed, old.IsChanged) = (null, true);
        }

        foreach (LimitClaim claim in claims)
        {
            row.Claim(claim.Key).Claimed = claim.Amount;
        }

        (row.Guest, row.Till, row.HasContent, row.IsKnown, row.IsChanged) = (guest, till, true, true, true);
        Raise(claims);
    }

    public void Raise(IEnumerable<LimitClaim> claims)
    {
        foreach (LimitClaim claim in claims)
        {
            CounterRow counter = Counter(claim.Key);
            if (claim.Limit > counter.Limit)
            {
                (counter.Limit, counter.IsChanged) = (claim.Limit, true);
            }
        }
    }

    public void Move(RedemptionRow row, RedemptionState state, long at)
    {
        Uncount(row);
        (row.State, row.SettledAt, row.IsKnown, row.IsChanged) = (state, at, true, true);
        Count(row);
    }

    public static void Hold(RedemptionRow row, long until)
    {
        (row.ExpiresAt, row.SettledAt, row.IsChanged) = (until, until, true);
        foreach (ClaimRow claim in row.Content)
        {
            (claim.At, claim.IsChanged) = (until, true);
        }
    }

    public void Reduce(RedemptionRow row, IEnumerable<LimitAmount> remaining, long at)
    {
        if (row.State == RedemptionState.Unknown)
        {
            row.SettledAt = at;
        }

        Uncount(row);
        (row.IsKnown, row.IsChanged) = (true, true);
        foreach (LimitAmount bound in remaining)
        {
            ClaimRow claim = row.Claim(bound.Key);
            claim.Most = Math.Min(claim.Most ?? bound.Amount, bound.Amount);
        }

        Count(row);
    }

    /// <summary>Lets a sale draw on its lease.</summary>
    /// <returns>Whether the lease paid for all of it.</returns>
    public bool Draw(in LimitClaim claim)
    {
        if (!Leases.TryGetValue(claim.Lease, out LeaseRow? lease) || lease.IsEnded || lease.Key != claim.Key)
        {
            return false;
        }

        long drawn = Math.Min(lease.Unspent, claim.Amount);
        (lease.Drawn, lease.IsChanged) = (lease.Drawn + drawn, true);
        CounterRow counter = Counter(claim.Key);
        (counter.Leased, counter.IsChanged) = (counter.Leased - drawn, true);
        return drawn == claim.Amount;
    }

    /// <summary>Of sales, those that do not fit under the limit, the last first.</summary>
    public static IEnumerable<Sale> Beyond(IEnumerable<Sale> latest, long excess)
    {
        long later = 0;
        foreach (Sale sale in latest.OrderByDescending(s => s.PaidAt).ThenByDescending(s => s.Id))
        {
            if (later >= excess)
            {
                yield break;
            }

            yield return sale;
            later += sale.Amount;
        }
    }

    private void Uncount(RedemptionRow row)
    {
        foreach (ClaimRow claim in Countable(row))
        {
            CounterRow counter = Touch(claim.Key);
            if (claim.Counting == Counting.Held)
            {
                counter.Held -= claim.Amount;
            }
            else if (claim.Counting == Counting.Used)
            {
                counter.Used -= claim.Amount;
            }

            (claim.Counting, claim.IsChanged) = (Counting.Nothing, true);
        }
    }

    private void Count(RedemptionRow row)
    {
        foreach (ClaimRow claim in Countable(row))
        {
            CounterRow counter = Touch(claim.Key);
            if (row.State == RedemptionState.Reserved)
            {
                counter.Held += claim.Amount;
                claim.Counting = Counting.Held;
            }
            else
            {
                counter.Used += claim.Amount;
                claim.Counting = Counting.Used;
            }

            (claim.At, claim.IsChanged) = (row.SettledAt, true);
        }
    }

    private static IEnumerable<ClaimRow> Countable(RedemptionRow row) =>
        row.State is RedemptionState.Reserved or RedemptionState.Confirmed ? row.Content : [];

    private CounterRow Touch(LimitKey key)
    {
        CounterRow counter = Counter(key);
        counter.IsChanged = true;
        if (!conflictsBefore.ContainsKey(key))
        {
            conflictsBefore.Add(key, counter.IsOverrun ? [.. Beyond(OverrunSales.GetValueOrDefault(key, []), counter.Used - counter.Limit).Select(s => s.Id)] : []);
        }

        return counter;
    }
}
