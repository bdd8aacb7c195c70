namespace Loyalty.Pos.Redemption;

/// <summary>Redeems offers at a till without a network: out of leases, and into the till's journal, which is synced later.</summary>
/// <remarks>
/// What an offer or a budget allows in all is spent from leases alone, so all tills together never exceed it. Codes and guests' limits are judged by
/// the till's own journal unless the options forbid it. Every call may be repeated. Safe for any number of threads.
/// </remarks>
public sealed class OfflineRedemptionDesk
{
    private readonly RedemptionRules rules;
    private readonly TillJournal journal;
    private readonly TimeProvider time;
    private readonly RedemptionOptions options;
    private readonly JournalSync sync;

    /// <summary>Opens a desk on a till's journal.</summary>
    /// <param name="rules">The limits.</param>
    /// <param name="journal">The journal; the host closes it.</param>
    /// <param name="time">The till's clock.</param>
    /// <param name="options">How to redeem; default: as <see cref="RedemptionOptions"/> says.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public OfflineRedemptionDesk(RedemptionRules rules, TillJournal journal, TimeProvider time, RedemptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(time);
        (this.rules, this.journal, this.time, this.options) = (rules, journal, time, (options ?? new RedemptionOptions()).Checked());
        sync = new JournalSync(journal, time);
    }

    /// <summary>Holds what the offers on a receipt demand, all or nothing. Nothing is recorded: a basket that is not paid leaves no trace.</summary>
    /// <param name="id">The redemption's id, unique among all tills'. A basket that changes after this takes a new one, and the old one is released.</param>
    /// <param name="priced">The receipt.</param>
    /// <param name="basket">The basket, for the guest and the coupons.</param>
    /// <param name="coupons">The signed coupons that were checked and whose codes stand on the basket.</param>
    /// <returns>The ticket, or the offers that are used up as far as this till may say.</returns>
    /// <exception cref="ArgumentException">The id is missing, or the guest is no text that can be kept.</exception>
    public RedemptionAnswer Reserve(ReservationId id, PricedBasket priced, Basket basket, IReadOnlyList<Coupon>? coupons = null)
    {
        ArgumentNullException.ThrowIfNull(priced);
        ArgumentNullException.ThrowIfNull(basket);
        RedemptionDemand demand = RedemptionDemand.Of(rules, priced, basket, coupons);
        if (demand.WithoutGuest.Count > 0)
        {
            return new(ReserveOutcome.LimitReached, null, demand.WithoutGuest, []);
        }

        RedemptionTicket wanted = new(id, demand.Claims, time.GetUtcNow() + options.Hold, demand.Guest);
        lock (journal.Gate)
        {
            return wanted.Claims.Count == 0 ? new(ReserveOutcome.Reserved, wanted, [], []) : Reserve(demand, wanted);
        }
    }

    /// <summary>Says that a receipt was paid, and returns when that is on the disk.</summary>
    /// <param name="ticket">Its ticket, of this desk before or after a restart, or of the online desk that can no longer be reached.</param>
    /// <returns>What changed, as far as the till knows; the store's own judgement comes with the sync.</returns>
    /// <exception cref="IOException">It could not be recorded.</exception>
    public SettleResult Confirm(RedemptionTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        lock (journal.Gate)
        {
            DateTimeOffset now = Expire();
            RedemptionState before = journal.Book.Find(ticket.Id)?.State ?? RedemptionState.Unknown;
            if (before is RedemptionState.Confirmed or RedemptionState.Voided || ticket.Claims.Count == 0)
            {
                return new(before, ticket.Claims.Count == 0 ? RedemptionState.Confirmed : before, []);
            }

            journal.Append(new JournalRecord.Entry(JournalEntry.Redeemed(journal.NextSequence, now, ticket.Id, ticket.Guest, ticket.Claims)));
            return new(before, RedemptionState.Confirmed, []);
        }
    }

    /// <summary>Says that a basket was given up before payment.</summary>
    /// <param name="id">The redemption.</param>
    /// <returns>What changed; a paid one stays paid.</returns>
    public SettleResult Release(ReservationId id)
    {
        lock (journal.Gate)
        {
            Expire();
            TillSale? sale = journal.Book.Find(id);
            RedemptionState before = sale?.State ?? RedemptionState.Unknown;
            if (before is not (RedemptionState.Reserved or RedemptionState.Expired))
            {
                return new(before, before, []);
            }

            journal.Book.Release(sale!);
            return new(before, RedemptionState.Released, []);
        }
    }

    /// <summary>Cancels a sale of any till, paid or not, and returns when that is on the disk. A lease that paid is not refilled: the use goes back to all tills with the sync.</summary>
    /// <param name="id">The redemption.</param>
    /// <returns>What changed, as far as the till knows.</returns>
    /// <exception cref="IOException">It could not be recorded.</exception>
    public SettleResult Void(ReservationId id)
    {
        lock (journal.Gate)
        {
            DateTimeOffset now = Expire();
            RedemptionState before = journal.Book.Find(id)?.State ?? RedemptionState.Unknown;
            if (before != RedemptionState.Voided)
            {
                journal.Append(new JournalRecord.Entry(JournalEntry.Voided(journal.NextSequence, now, id)));
            }

            return new(before, RedemptionState.Voided, []);
        }
    }

    /// <summary>Gives part of what a sale took back to its limits, and returns when that is on the disk.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="remaining">The most that remains claimed of each limit named; of others everything remains.</param>
    /// <returns>The state, which this does not change.</returns>
    /// <exception cref="ArgumentException">Nothing is named, or a limit twice.</exception>
    /// <exception cref="IOException">It could not be recorded.</exception>
    public SettleResult Reduce(ReservationId id, IReadOnlyList<LimitAmount> remaining)
    {
        lock (journal.Gate)
        {
            DateTimeOffset now = Expire();
            RedemptionState state = journal.Book.Find(id)?.State ?? RedemptionState.Unknown;
            journal.Append(new JournalRecord.Entry(JournalEntry.Reduced(journal.NextSequence, now, id, remaining)));
            return new(state, state, []);
        }
    }

    /// <summary>What of a limit this till may still spend without a network.</summary>
    /// <param name="key">The limit of an offer or a budget.</param>
    /// <returns>Uses, or minor units; what is held for unpaid baskets is not in it.</returns>
    public long Leased(LimitKey key)
    {
        lock (journal.Gate)
        {
            long until = (Expire() + options.LeaseMargin).UtcTicks;
            return journal.Book.Leases.Where(l => l.Granted.Key == key && l.IsLive(until)).Sum(l => l.Free);
        }
    }

    /// <summary>Takes a slice of a limit from the store while there is a network. It is on the disk when this returns.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The limit of an offer or a budget that the rules name.</param>
    /// <param name="amount">Uses, or minor units; less is granted where less is left.</param>
    /// <param name="cancellation">Gives up waiting; what was granted by then is free again when it expires.</param>
    /// <returns>What was granted.</returns>
    /// <exception cref="ArgumentException">No rule limits <paramref name="key"/> for all tills.</exception>
    /// <exception cref="IOException">It could not be recorded; the slice is free again when it expires.</exception>
    public ValueTask<LeaseResult> LeaseAsync(IRedemptionStore store, LimitKey key, long amount, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        long limit = rules.LimitOf(key) ?? throw new ArgumentException($"No rule limits '{key}' for all tills; lease the uses of an offer or a budget that the rules name.", nameof(key));
        return sync.LeaseAsync(store, key, amount, limit, options.LeaseTime, cancellation);
    }

    /// <summary>Sends the journal to the store: what it does not have yet, each entry once, however often this is called or broken off.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellation">Gives up waiting; what the store has by then it has.</param>
    /// <returns>What the store made of it.</returns>
    public ValueTask<SyncReport> SyncAsync(IRedemptionStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return sync.SendAsync(store, cancellation);
    }

    /// <summary>Gives the unspent leases back: the till stops spending them, sends its journal, then returns them. Those held for unpaid baskets stay.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellation">Gives up waiting; calling again goes on.</param>
    /// <returns>What the store made of the journal.</returns>
    public ValueTask<SyncReport> ReturnAsync(IRedemptionStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        lock (journal.Gate)
        {
            Expire();
        }

        return sync.ReturnAsync(store, cancellation);
    }

    private RedemptionAnswer Reserve(RedemptionDemand demand, RedemptionTicket wanted)
    {
        DateTimeOffset now = Expire();
        TillSale? known = journal.Book.Find(wanted.Id);
        if (known is { State: RedemptionState.Voided })
        {
            return new(ReserveOutcome.Voided, null, [], []);
        }

        if (known is { HasContent: true } && !known.IsSame(wanted.Guest, wanted.Claims))
        {
            return new(ReserveOutcome.OtherContent, null, [], []);
        }

        if (known is { State: RedemptionState.Confirmed })
        {
            return new(ReserveOutcome.Repeated, new RedemptionTicket(wanted.Id, known.Claims, now, known.Guest), [], []);
        }

        if (known is { State: RedemptionState.Reserved })
        {
            known.ExpiresAt = Math.Max(known.ExpiresAt, wanted.ExpiresAt.UtcTicks);
            return new(ReserveOutcome.Repeated, new RedemptionTicket(wanted.Id, known.Claims, new DateTimeOffset(known.ExpiresAt, TimeSpan.Zero), known.Guest), [], []);
        }

        List<LimitClaim> paid = [];
        List<LimitAmount> reached = [];
        long until = (now + options.LeaseMargin).UtcTicks;
        foreach (LimitClaim claim in wanted.Claims)
        {
            Pay(claim, until, paid, reached);
        }

        if (reached.Count > 0)
        {
            return new(ReserveOutcome.LimitReached, null, demand.UsedUp(reached), reached);
        }

        journal.Book.Hold(wanted.Id, wanted.Guest, [.. paid], wanted.ExpiresAt.UtcTicks);
        return new(ReserveOutcome.Reserved, new RedemptionTicket(wanted.Id, paid, wanted.ExpiresAt, wanted.Guest), [], []);
    }

    private void Pay(LimitClaim claim, long until, List<LimitClaim> paid, List<LimitAmount> reached)
    {
        if (journal.Book.LeaseFor(claim.Key, claim.Amount, until, out long free) is { } lease)
        {
            paid.Add(claim with { Lease = lease.Id });
            return;
        }

        if ((claim.Key.Kind == LimitKind.Code && options.TakesCodesOffline) || (claim.Key.Kind == LimitKind.Guest && options.TakesGuestLimitsOffline))
        {
            free = Math.Max(0, claim.Limit - journal.Book.Taken(claim.Key));
            if (claim.Amount <= free)
            {
                paid.Add(claim);
                return;
            }
        }

        reached.Add(new LimitAmount(claim.Key, free));
    }

    private DateTimeOffset Expire()
    {
        DateTimeOffset now = time.GetUtcNow();
        journal.Book.Expire(now.UtcTicks);
        return now;
    }
}
