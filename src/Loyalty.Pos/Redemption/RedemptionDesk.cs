namespace Loyalty.Pos.Redemption;

/// <summary>Redeems offers against a store that all tills share: reserve when the basket is priced, confirm when it is paid.</summary>
/// <remarks>
/// Every call may be repeated. It throws what the store throws when that cannot be reached; an <see cref="OfflineRedemptionDesk"/> then goes on.
/// Safe for any number of threads where the store is.
/// </remarks>
public sealed class RedemptionDesk
{
    private readonly RedemptionRules rules;
    private readonly IRedemptionStore store;
    private readonly TimeProvider time;
    private readonly RedemptionOptions options;
    private readonly TillId till;

    /// <summary>Opens a desk.</summary>
    /// <param name="rules">The limits.</param>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock by which reservations expire; the same for all desks of a store.</param>
    /// <param name="till">The till to name in reports, if any.</param>
    /// <param name="options">How to redeem; default: as <see cref="RedemptionOptions"/> says.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public RedemptionDesk(RedemptionRules rules, IRedemptionStore store, TimeProvider time, TillId till = default, RedemptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        (this.rules, this.store, this.time, this.till, this.options) = (rules, store, time, till, (options ?? new RedemptionOptions()).Checked());
    }

    /// <summary>Holds what the offers on a receipt demand, all or nothing.</summary>
    /// <param name="id">The redemption's id. A basket that changes after this takes a new one, and the old one is released.</param>
    /// <param name="priced">The receipt; it is read before the call returns, and may be filled again after.</param>
    /// <param name="basket">The basket, for the guest and the coupons.</param>
    /// <param name="coupons">The signed coupons that were checked and whose codes stand on the basket.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>The ticket, or the offers that are used up. An offer that is limited for each guest is used up for a basket without one.</returns>
    /// <exception cref="ArgumentException">The id is missing, or the guest is no text that can be kept.</exception>
    public ValueTask<RedemptionAnswer> ReserveAsync(
        ReservationId id, PricedBasket priced, Basket basket, IReadOnlyList<Coupon>? coupons = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(priced);
        ArgumentNullException.ThrowIfNull(basket);
        RedemptionDemand demand = RedemptionDemand.Of(rules, priced, basket, coupons);
        DateTimeOffset now = time.GetUtcNow();
        if (demand.WithoutGuest.Count > 0)
        {
            return ValueTask.FromResult(new RedemptionAnswer(ReserveOutcome.LimitReached, null, demand.WithoutGuest, []));
        }

        RedemptionTicket ticket = new(id, demand.Claims, now + options.Hold, demand.Guest);
        return ticket.Claims.Count == 0
            ? ValueTask.FromResult(new RedemptionAnswer(ReserveOutcome.Reserved, ticket, [], []))
            : ReserveAsync(demand, ticket, now, cancellation);
    }

    /// <summary>Says that a receipt was paid.</summary>
    /// <param name="ticket">Its ticket, of this or another desk.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed. A redemption that the store does not know, because its reservation never arrived, stays <see cref="RedemptionState.Unknown"/>.</returns>
    public ValueTask<SettleResult> ConfirmAsync(RedemptionTicket ticket, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return ticket.Claims.Count == 0
            ? ValueTask.FromResult(new SettleResult(RedemptionState.Confirmed, RedemptionState.Confirmed, []))
            : store.ConfirmAsync(ticket.Id, time.GetUtcNow(), cancellation);
    }

    /// <summary>Says that a basket was given up before payment.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed; a paid one stays paid.</returns>
    public ValueTask<SettleResult> ReleaseAsync(ReservationId id, CancellationToken cancellation = default) => store.ReleaseAsync(id, time.GetUtcNow(), cancellation);

    /// <summary>Cancels a sale, paid or not: the guest may use the offers again.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed.</returns>
    public ValueTask<SettleResult> VoidAsync(ReservationId id, CancellationToken cancellation = default) => store.VoidAsync(id, time.GetUtcNow(), cancellation);

    /// <summary>Gives part of what a sale took back to its limits, where part of it is returned.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="remaining">The most that remains claimed of each limit named; of others everything remains.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>The state, which this does not change.</returns>
    public ValueTask<SettleResult> ReduceAsync(ReservationId id, IReadOnlyList<LimitAmount> remaining, CancellationToken cancellation = default) =>
        store.ReduceAsync(id, remaining, time.GetUtcNow(), cancellation);

    private async ValueTask<RedemptionAnswer> ReserveAsync(RedemptionDemand demand, RedemptionTicket ticket, DateTimeOffset now, CancellationToken cancellation)
    {
        Reservation reservation = new(ticket.Id, ticket.Claims, ticket.ExpiresAt, ticket.Guest, till);
        ReserveResult result = await store.ReserveAsync(reservation, now, cancellation).ConfigureAwait(false);
        return new RedemptionAnswer(result.Outcome, result.IsHeld ? ticket : null, demand.UsedUp(result.Reached), result.Reached);
    }
}
