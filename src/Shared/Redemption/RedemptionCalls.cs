using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Internal;

/// <summary>What each call of a redemption store does within one transaction: read the rows under lock, decide, write.</summary>
internal static class RedemptionCalls
{
    public static async ValueTask<ReserveResult> ReserveAsync(IRedemptionTables tables, Reservation reservation, long now)
    {
        RedemptionRows rows = await OpenAsync(tables, [reservation.Id], [.. reservation.Claims.Select(c => c.Key)], [], now).ConfigureAwait(false);
        ReserveResult result = Reserve(rows, reservation);
        await tables.SaveAsync(rows).ConfigureAwait(false);
        return result;
    }

    public static ValueTask<SettleResult> ConfirmAsync(IRedemptionTables tables, ReservationId id, long now) => SettleAsync(tables, id, [], now, (rows, row) =>
    {
        if (row.HasContent && row.State is not (RedemptionState.Voided or RedemptionState.Confirmed))
        {
            rows.Move(row, RedemptionState.Confirmed, now);
        }
    });

    public static ValueTask<SettleResult> ReleaseAsync(IRedemptionTables tables, ReservationId id, long now) => SettleAsync(tables, id, [], now, (rows, row) =>
    {
        if (row.State is RedemptionState.Reserved or RedemptionState.Expired)
        {
            rows.Move(row, RedemptionState.Released, now);
        }
    });

    public static ValueTask<SettleResult> VoidAsync(IRedemptionTables tables, ReservationId id, long now) => SettleAsync(tables, id, [], now, (rows, row) =>
    {
        if (row.State != RedemptionState.Voided)
        {
            rows.Move(row, RedemptionState.Voided, now);
        }
    });

    public static ValueTask<SettleResult> ReduceAsync(IRedemptionTables tables, ReservationId id, LimitAmount[] remaining, long now) =>
        SettleAsync(tables, id, [.. remaining.Select(r => r.Key)], now, (rows, row) => rows.Reduce(row, remaining, now));

    public static async ValueTask<IReadOnlyList<LimitUsage>> UsageAsync(IRedemptionTables tables, IReadOnlyList<LimitKey> keys, long now)
    {
        LimitKey[] distinct = [.. keys.Where(k => !k.IsNone).Distinct()];
        (Dictionary<LimitKey, LimitUsage> usage, bool isDue) = await tables.UsageAsync(distinct, now).ConfigureAwait(false);
        if (isDue)
        {
            RedemptionRows rows = await tables.LoadAsync([], distinct, [], now).ConfigureAwait(false);
            usage = rows.Counters.ToDictionary(c => c.Key, c => c.Value.Usage);
            await tables.SaveAsync(rows).ConfigureAwait(false);
        }

        return [.. keys.Select(k => usage.GetValueOrDefault(k))];
    }

    public static async ValueTask<LeaseResult> LeaseAsync(IRedemptionTables tables, Lease lease, long now)
    {
        RedemptionRows rows = await tables.LoadAsync([], [lease.Key], [lease.Id], now).ConfigureAwait(false);
        LeaseResult result = Grant(rows, lease);
        await tables.SaveAsync(rows).ConfigureAwait(false);
        return result;
    }

    public static async ValueTask<LeaseResult> ReturnAsync(IRedemptionTables tables, LeaseId id, long now)
    {
        RedemptionRows rows = await tables.LoadAsync([], [], [id], now).ConfigureAwait(false);
        LeaseResult result = new(LeaseOutcome.Unknown, 0, null);
        if (rows.Leases.TryGetValue(id, out LeaseRow? lease))
        {
            result = new(lease.IsEnded ? LeaseOutcome.Ended : LeaseOutcome.Returned, lease.IsEnded ? 0 : lease.Unspent, null);
            if (!lease.IsEnded)
            {
                CounterRow counter = rows.Counter(lease.Key);
                (counter.Leased, counter.IsChanged) = (counter.Leased - lease.Unspent, true);
                (lease.IsEnded, lease.EndedAt, lease.IsChanged) = (true, now, true);
            }
        }

        await tables.SaveAsync(rows).ConfigureAwait(false);
        return result;
    }

    public static async ValueTask<IReadOnlyList<RedemptionConflict>> ConflictsAsync(IRedemptionTables tables)
    {
        List<RedemptionConflict> conflicts = [];
        foreach ((LimitKey key, long excess) in await tables.OverrunAsync().ConfigureAwait(false))
        {
            conflicts.AddRange(Conflicts(key, await tables.LatestSalesAsync(key, excess).ConfigureAwait(false), excess));
        }

        return InOrder(conflicts);
    }

    /// <summary>Reads rows, with what is needed to tell later which conflicts are new.</summary>
    internal static async ValueTask<RedemptionRows> OpenAsync(
        IRedemptionTables tables, IReadOnlyCollection<ReservationId> ids, IReadOnlyCollection<LimitKey> keys, IReadOnlyCollection<LeaseId> leases, long now)
    {
        RedemptionRows rows = await tables.LoadAsync(ids, keys, leases, now).ConfigureAwait(false);
        foreach (CounterRow counter in rows.Counters.Values.Where(c => c.IsOverrun))
        {
            rows.OverrunSales.Add(counter.Key, await tables.LatestSalesAsync(counter.Key, counter.Used - counter.Limit).ConfigureAwait(false));
        }

        rows.Expire(now);
        return rows;
    }

    /// <summary>After rows were saved, the conflicts that they brought about.</summary>
    internal static async ValueTask<IReadOnlyList<RedemptionConflict>> NewConflictsAsync(IRedemptionTables tables, RedemptionRows rows)
    {
        List<RedemptionConflict> conflicts = [];
        foreach (CounterRow counter in rows.Touched.Select(rows.Counter).Where(c => c.IsOverrun))
        {
            long excess = counter.Used - counter.Limit;
            List<Sale> latest = await tables.LatestSalesAsync(counter.Key, excess).ConfigureAwait(false);
            conflicts.AddRange(Conflicts(counter.Key, latest, excess).Where(c => !rows.WasConflict(counter.Key, c.Reservation)));
        }

        return InOrder(conflicts);
    }

    private static IEnumerable<RedemptionConflict> Conflicts(LimitKey key, List<Sale> latest, long excess) =>
        RedemptionRows.Beyond(latest, excess).Select(s => new RedemptionConflict(key, s.Id, Instant(s.PaidAt), s.Till, s.Amount));

    private static RedemptionConflict[] InOrder(List<RedemptionConflict> conflicts) =>
        conflicts.Count == 0 ? [] : [.. conflicts.OrderBy(c => c.Key).ThenBy(c => c.PaidAt).ThenBy(c => c.Reservation)];

    private static async ValueTask<SettleResult> SettleAsync(
        IRedemptionTables tables, ReservationId id, IReadOnlyCollection<LimitKey> keys, long now, Action<RedemptionRows, RedemptionRow> settle)
    {
        RedemptionRows rows = await OpenAsync(tables, [id], keys, [], now).ConfigureAwait(false);
        RedemptionRow row = rows.Redemption(id);
        RedemptionState before = row.State;
        settle(rows, row);
        await tables.SaveAsync(rows).ConfigureAwait(false);
        return new SettleResult(before, row.State, await NewConflictsAsync(tables, rows).ConfigureAwait(false));
    }

    private static ReserveResult Reserve(RedemptionRows rows, Reservation reservation)
    {
        RedemptionRow row = rows.Redemption(reservation.Id);
        if (row.State == RedemptionState.Voided)
        {
            return new(ReserveOutcome.Voided, row.State, null, []);
        }

        if (row.HasContent && !row.IsSame(reservation.Guest, reservation.Claims))
        {
            return new(ReserveOutcome.OtherContent, row.State, null, []);
        }

        long until = reservation.ExpiresAt.UtcTicks;
        if (row.State == RedemptionState.Confirmed)
        {
            return new(ReserveOutcome.Repeated, row.State, null, []);
        }

        if (row.State == RedemptionState.Reserved)
        {
            RedemptionRows.Hold(row, Math.Max(row.ExpiresAt, until));
            return new(ReserveOutcome.Repeated, row.State, Instant(row.ExpiresAt), []);
        }

        LimitAmount[] reached = [.. reservation.Claims.Where(c => !Fits(rows, row, c)).Select(c => new LimitAmount(c.Key, Free(rows, c)))];
        if (reached.Length > 0)
        {
            return new(ReserveOutcome.LimitReached, row.State, null, reached);
        }

        rows.Fill(row, reservation.Guest, reservation.Till, reservation.Claims);
        rows.Move(row, RedemptionState.Reserved, until);
        RedemptionRows.Hold(row, until);
        return new(ReserveOutcome.Reserved, row.State, Instant(until), []);
    }

    private static bool Fits(RedemptionRows rows, RedemptionRow row, LimitClaim claim) =>
        (row.Claims.TryGetValue(claim.Key, out ClaimRow? known) ? known.Effective(claim.Amount) : claim.Amount) <= rows.Counter(claim.Key).Usage.Remaining(claim.Limit);

    private static long Free(RedemptionRows rows, LimitClaim claim) => rows.Counter(claim.Key).Usage.Remaining(claim.Limit);

    private static LeaseResult Grant(RedemptionRows rows, in Lease lease)
    {
        if (rows.Leases.TryGetValue(lease.Id, out LeaseRow? known))
        {
            if (known.Till != lease.Till || known.Key != lease.Key || known.Wanted != lease.Amount)
            {
                return new(LeaseOutcome.OtherContent, 0, null);
            }

            if (known.IsEnded)
            {
                return new(LeaseOutcome.Ended, 0, null);
            }

            known.ExpiresAt = known.EndedAt = Math.Max(known.ExpiresAt, lease.ExpiresAt.UtcTicks);
            known.IsChanged = true;
            return new(LeaseOutcome.Repeated, known.Granted, Instant(known.ExpiresAt));
        }

        CounterRow counter = rows.Counter(lease.Key);
        long granted = Math.Min(lease.Amount, counter.Usage.Remaining(lease.Limit));
        if (granted == 0)
        {
            return new(LeaseOutcome.LimitReached, 0, null);
        }

        (counter.Leased, counter.Limit, counter.IsChanged) = (counter.Leased + granted, Math.Max(counter.Limit, lease.Limit), true);
        long until = lease.ExpiresAt.UtcTicks;
        rows.Leases.Add(lease.Id, new LeaseRow(lease.Id, lease.Till, lease.Key, lease.Amount, granted) { ExpiresAt = until, EndedAt = until, IsNew = true });
        return new(LeaseOutcome.Granted, granted, lease.ExpiresAt);
    }

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
