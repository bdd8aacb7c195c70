namespace Loyalty.Pos.Redemption;

/// <summary>An entry of a journal that contradicts what the store knows.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Sequence">The entry's number.</param>
/// <param name="Reservation">The redemption that it names.</param>
/// <param name="Kind">How it contradicts.</param>
public readonly record struct SyncContradiction(long Sequence, ReservationId Reservation, ContradictionKind Kind);
