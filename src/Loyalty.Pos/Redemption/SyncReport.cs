namespace Loyalty.Pos.Redemption;

/// <summary>What the store made of entries of a journal.</summary>
/// <remarks>Applied + repeated = sent.</remarks>
/// <param name="Applied">Entries that the store had not seen.</param>
/// <param name="Repeated">Entries that it had, which changed nothing.</param>
/// <param name="AcknowledgedThrough">The number up to which, from 1, the store has every entry of the till: so far the till need not send again. 0 where it lacks the first.</param>
/// <param name="Late">Redemptions, by id, that an entry of this call paid of a lease that had ended, was unknown or too small, or after their reservation had been given up.</param>
/// <param name="Conflicts">The conflicts that this call brought about.</param>
/// <param name="Suspicious">Entries that contradict what is known, and why.</param>
public sealed record SyncReport(
    int Applied,
    int Repeated,
    long AcknowledgedThrough,
    IReadOnlyList<ReservationId> Late,
    IReadOnlyList<RedemptionConflict> Conflicts,
    IReadOnlyList<SyncContradiction> Suspicious);
