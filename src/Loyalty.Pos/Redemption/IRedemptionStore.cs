namespace Loyalty.Pos.Redemption;

/// <summary>Keeps the counters, reservations and leases that tills share.</summary>
/// <remarks>
/// <para>The law: what is used, held and leased of a counter never exceeds the limit by which a reservation or lease is judged when it is granted.
/// Only what has already been sold can exceed it (a confirmation that came late, an entry of a till that had no network), and that is reported.</para>
/// <para>Every call is atomic: all of it or nothing, even when the process dies, and calls that run at the same time give what some order of
/// them gives. Every call is idempotent, so a caller who heard no answer asks again. What a call reported as done is not lost.</para>
/// <para>Time is passed in, and should be one clock for all callers, the store's host's. A reservation or lease is live while <c>now</c> is
/// before its <c>ExpiresAt</c>; one that was found expired stays so even if a later call names an earlier instant. Instants are kept to the tick.</para>
/// <para>Implementations are safe for any number of threads. <c>RedemptionStoreConformance</c> in the tests is their specification.</para>
/// </remarks>
public interface IRedemptionStore
{
    /// <summary>Holds every claim of a reservation, or none.</summary>
    /// <param name="reservation">The claims.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>
    /// Whether they are held, or every limit that has too little left. The same content under the same id again: <see cref="ReserveOutcome.Repeated"/>
    /// while it is reserved (it then holds until the later of both expiries) or confirmed; decided anew after it expired or was released; other content is refused.
    /// </returns>
    /// <exception cref="ArgumentException">The reservation expires at or before <paramref name="now"/>.</exception>
    ValueTask<ReserveResult> ReserveAsync(Reservation reservation, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Says that a sale was paid: what it held is used.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="now">The instant, which is kept as the payment's.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed. After expiry or release it counts too: see <see cref="SettleResult.IsLate"/>. A voided sale stays voided, an unknown one unknown.</returns>
    ValueTask<SettleResult> ConfirmAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Says that a basket was given up before payment: what it held is free.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed: reserved and expired ones are released; a confirmed one stays confirmed.</returns>
    ValueTask<SettleResult> ReleaseAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Cancels a sale, paid or not: whatever it held or used is free, for ever.</summary>
    /// <param name="id">The redemption; one that is unknown is remembered as voided, so that a reservation or payment that comes later has no effect.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed.</returns>
    ValueTask<SettleResult> VoidAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Lowers what a redemption claims, where part of the sale is taken back. Amounts only fall, so repeating it or changing the order changes nothing.</summary>
    /// <param name="id">The redemption; for one that is unknown the bounds are remembered until it becomes known.</param>
    /// <param name="remaining">The most that remains claimed of each limit named, 1 to 1,000 (inclusive), each once; of others everything remains.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>The state, which this does not change.</returns>
    /// <exception cref="ArgumentException">Nothing is named, or a limit twice.</exception>
    ValueTask<SettleResult> ReduceAsync(ReservationId id, IReadOnlyList<LimitAmount> remaining, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Tells where counters stand.</summary>
    /// <param name="keys">The counters; any number, doubled ones too.</param>
    /// <param name="now">The instant, as of which reservations and leases are live or not.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>A usage for each key, in the same order; <c>default</c> for a counter that nothing has touched.</returns>
    ValueTask<IReadOnlyList<LimitUsage>> UsageAsync(IReadOnlyList<LimitKey> keys, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Gives a till a slice of a limit, as much as is wanted or as is left.</summary>
    /// <param name="lease">The request.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What was granted. The same request again: the same grant while the lease is live, which then lasts until the later of both expiries; <see cref="LeaseOutcome.Ended"/> after.</returns>
    /// <exception cref="ArgumentException">The lease is the default, or expires at or before <paramref name="now"/>.</exception>
    ValueTask<LeaseResult> LeaseAsync(Lease lease, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Ends a lease: what no entry that the store has seen spent of it is free again. A till sends its journal first.</summary>
    /// <param name="id">The lease.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns><see cref="LeaseOutcome.Returned"/> with what went back; <see cref="LeaseOutcome.Ended"/> where it had ended, <see cref="LeaseOutcome.Unknown"/> where it is not known.</returns>
    ValueTask<LeaseResult> ReturnAsync(LeaseId id, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Takes over entries of a till's journal, each exactly once, in whatever order and however often they come. The sales stand, whatever the limits say.</summary>
    /// <param name="till">The till.</param>
    /// <param name="entries">Entries, in any order, any of them again.</param>
    /// <param name="now">The instant, as of which leases are live or not.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What was new, what comes late, what is in conflict.</returns>
    /// <remarks>
    /// <para>An entry is known by till and <see cref="JournalEntry.Sequence"/>. One that is known with another <see cref="JournalEntry.Fingerprint"/>
    /// is reported and applied all the same, for the redemption's id guards against counting twice; it counts as applied.</para>
    /// <para><see cref="JournalEntryKind.Redeemed"/>: an unknown redemption becomes confirmed with the entry's claims and guest; a reserved, expired or released
    /// one becomes confirmed with the claims it has; a confirmed or voided one stays. When a redemption's entry is applied for the first time each claim draws
    /// its full amount from its lease, whatever was voided or reduced, as far as the lease is live, of the same limit and has it, whichever till sends the entry; that ends its part of <see cref="LimitUsage.Leased"/>.
    /// <see cref="JournalEntryKind.Voided"/> and <see cref="JournalEntryKind.Reduced"/> do what <see cref="VoidAsync"/> and <see cref="ReduceAsync"/> do.</para>
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="till"/> is none, or an entry is null.</exception>
    ValueTask<SyncReport> ApplyAsync(TillId till, IReadOnlyList<JournalEntry> entries, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>Lists every conflict that stands, in order of the limit's key, the payment and the id.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    ValueTask<IReadOnlyList<RedemptionConflict>> ConflictsAsync(CancellationToken cancellation = default);

    /// <summary>Forgets a guest: the counters of their uses, their claims on them, and their name on every redemption. The other counters stay as they are.</summary>
    /// <param name="guest">The guest; erasing twice is no error.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>How many redemptions no longer name the guest.</returns>
    ValueTask<int> EraseAsync(string guest, CancellationToken cancellation = default);

    /// <summary>Forgets redemptions and leases that ended before an instant. Counters, and the numbers of journals' entries, stay.</summary>
    /// <param name="before">
    /// Redemptions that are not live reservations and were last confirmed, released, voided or due to expire before it are forgotten (a later message about
    /// them finds them unknown, and a conflict of theirs is no longer listed); so are leases that ended or expired before it.
    /// </param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>How many redemptions were forgotten.</returns>
    ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation = default);
}
