namespace Loyalty.Pos.Redemption;

/// <summary>Keeps counters, reservations and leases in memory: for one process, tests, and as the specification of other stores.</summary>
/// <remarks>What it knows is gone with the process. Safe for any number of threads, one at a time.</remarks>
public sealed class MemoryRedemptionStore : IRedemptionStore
{
    private readonly Lock gate = new();
    private readonly RedemptionBook book = new();
    private readonly JournalIntake intake;

    /// <summary>Makes an empty store.</summary>
    public MemoryRedemptionStore() => intake = new JournalIntake(book);

    /// <inheritdoc/>
    public ValueTask<ReserveResult> ReserveAsync(Reservation reservation, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        RequireLater(reservation.ExpiresAt, now, nameof(reservation));
        return At(now, () => Reserve(reservation), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SettleResult> ConfirmAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        At(now, () => book.Find(id) is { HasContent: true } record
            ? Settle(record, record.State is RedemptionState.Voided or RedemptionState.Confirmed ? record.State : RedemptionState.Confirmed, now)
            : Unchanged(id), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> ReleaseAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        At(now, () => book.Find(id) is { State: RedemptionState.Reserved or RedemptionState.Expired } record
            ? Settle(record, RedemptionState.Released, now)
            : Unchanged(id), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> VoidAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        At(now, () => Settle(book.Open(Named(id)), RedemptionState.Voided, now), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> ReduceAsync(ReservationId id, IReadOnlyList<LimitAmount> remaining, DateTimeOffset now, CancellationToken cancellation = default)
    {
        LimitAmount[] bounds = RemainingList.Sort(remaining);
        return At(now, () =>
        {
            RedemptionRecord record = book.Open(Named(id));
            ConflictWatch watch = book.Watch();
            book.Reduce(record, bounds, now.UtcTicks, watch);
            return new SettleResult(record.State, record.State, watch.New());
        }, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LimitUsage>> UsageAsync(IReadOnlyList<LimitKey> keys, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return At<IReadOnlyList<LimitUsage>>(now, () => [.. keys.Select(book.Usage)], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LeaseResult> LeaseAsync(Lease lease, DateTimeOffset now, CancellationToken cancellation = default)
    {
        if (lease.Id.IsNone)
        {
            throw new ArgumentException("The lease is the default and asks for nothing; make one with its id, till, limit and amount.", nameof(lease));
        }

        RequireLater(lease.ExpiresAt, now, nameof(lease));
        return At(now, () => Grant(lease), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LeaseResult> ReturnAsync(LeaseId id, DateTimeOffset now, CancellationToken cancellation = default) => At(now, () =>
    {
        if (book.Find(id) is not { } lease)
        {
            return new LeaseResult(LeaseOutcome.Unknown, 0, null);
        }

        if (lease.IsEnded)
        {
            return new LeaseResult(LeaseOutcome.Ended, 0, null);
        }

        book.End(lease, now.UtcTicks);
        return new LeaseResult(LeaseOutcome.Returned, lease.Unspent, null);
    }, cancellation);

    /// <inheritdoc/>
    public ValueTask<SyncReport> ApplyAsync(TillId till, IReadOnlyList<JournalEntry> entries, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (till.IsNone)
        {
            throw new ArgumentException("A journal needs its till's id, but it is the default.", nameof(till));
        }

        if (entries.Contains(null!))
        {
            throw new ArgumentException("One of the entries is null; nothing was applied.", nameof(entries));
        }

        return At(now, () => intake.Apply(till, entries), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RedemptionConflict>> ConflictsAsync(CancellationToken cancellation = default) => At(DateTimeOffset.MinValue, book.Conflicts, cancellation);

    /// <inheritdoc/>
    public ValueTask<int> EraseAsync(string guest, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(guest);
        return At(DateTimeOffset.MinValue, () => book.Erase(guest), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation = default) =>
        At(before.UtcTicks > 0 ? before.AddTicks(-1) : before, () => book.Forget(before.UtcTicks), cancellation);

    private ReserveResult Reserve(Reservation reservation)
    {
        RedemptionRecord? known = book.Find(reservation.Id);
        if (known is { State: RedemptionState.Voided })
        {
            return new(ReserveOutcome.Voided, RedemptionState.Voided, null, []);
        }

        if (known is { HasContent: true } && !ClaimList.AreSame(known.Guest, known.Claims, reservation.Guest, reservation.Claims))
        {
            return new(ReserveOutcome.OtherContent, known.State, null, []);
        }

        if (known is { State: RedemptionState.Confirmed })
        {
            return new(ReserveOutcome.Repeated, RedemptionState.Confirmed, null, []);
        }

        if (known is { State: RedemptionState.Reserved })
        {
            return Hold(known, ReserveOutcome.Repeated, Math.Max(known.ExpiresAt, reservation.ExpiresAt.UtcTicks));
        }

        LimitAmount[] reached = [.. reservation.Claims.Where(c => !Fits(known, c)).Select(c => new LimitAmount(c.Key, book.Usage(c.Key).Remaining(c.Limit)))];
        if (reached.Length > 0)
        {
            return new(ReserveOutcome.LimitReached, known?.State ?? RedemptionState.Unknown, null, reached);
        }

        RedemptionRecord record = book.Open(reservation.Id);
        book.Fill(record, reservation.Guest, reservation.Till, reservation.Claims);
        book.Move(record, RedemptionState.Reserved, reservation.ExpiresAt.UtcTicks, book.Watch());
        return Hold(record, ReserveOutcome.Reserved, reservation.ExpiresAt.UtcTicks);
    }

    private bool Fits(RedemptionRecord? known, LimitClaim claim)
    {
        LimitAmount amount = new(claim.Key, claim.Amount);
        return (known?.Effective(amount) ?? claim.Amount) <= book.Usage(claim.Key).Remaining(claim.Limit);
    }

    private ReserveResult Hold(RedemptionRecord record, ReserveOutcome outcome, long until)
    {
        record.ExpiresAt = until;
        book.Await(record);
        return new(outcome, RedemptionState.Reserved, new DateTimeOffset(until, TimeSpan.Zero), []);
    }

    private LeaseResult Grant(in Lease lease)
    {
        if (book.Find(lease.Id) is { } known)
        {
            if (!known.IsRequestedBy(lease))
            {
                return new(LeaseOutcome.OtherContent, 0, null);
            }

            if (known.IsEnded)
            {
                return new(LeaseOutcome.Ended, 0, null);
            }

            known.ExpiresAt = Math.Max(known.ExpiresAt, lease.ExpiresAt.UtcTicks);
            book.Await(known);
            return new(LeaseOutcome.Repeated, known.Granted, new DateTimeOffset(known.ExpiresAt, TimeSpan.Zero));
        }

        long granted = Math.Min(lease.Amount, book.Usage(lease.Key).Remaining(lease.Limit));
        if (granted == 0)
        {
            return new(LeaseOutcome.LimitReached, 0, null);
        }

        LeaseRecord record = new(lease, granted);
        book.Add(record);
        book.Await(record);
        return new(LeaseOutcome.Granted, granted, lease.ExpiresAt);
    }

    private SettleResult Settle(RedemptionRecord record, RedemptionState after, DateTimeOffset now)
    {
        RedemptionState before = record.State;
        ConflictWatch watch = book.Watch();
        if (before != after)
        {
            book.Move(record, after, now.UtcTicks, watch);
        }

        return new SettleResult(before, after, watch.New());
    }

    private SettleResult Unchanged(ReservationId id)
    {
        RedemptionState state = book.Find(id)?.State ?? RedemptionState.Unknown;
        return new SettleResult(state, state, []);
    }

    private static ReservationId Named(ReservationId id) =>
        id.IsNone ? throw new ArgumentException("The id is the default; name the redemption.", nameof(id)) : id;

    private static void RequireLater(DateTimeOffset expiresAt, DateTimeOffset now, string name)
    {
        if (expiresAt <= now)
        {
            throw new ArgumentException($"It would expire at {expiresAt:O}, which is not after {now.ToUniversalTime():O}; let it last longer than it takes to pay.", name);
        }
    }

    private ValueTask<T> At<T>(DateTimeOffset now, Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            book.Expire(now.UtcTicks);
            return ValueTask.FromResult(work());
        }
    }
}
