namespace Loyalty.ContactPolicy.Ledger;

/// <summary>The answer to a request for a slot.</summary>
/// <remarks>Equal when all members are. The <c>default</c> denies. Immutable.</remarks>
/// <param name="Decision">Whether the message may go; a slot is held for it only if it may.</param>
/// <param name="State">Where the message stands: <see cref="MessageState.Reserved"/> or <see cref="MessageState.Confirmed"/> with a slot, <see cref="MessageState.Unknown"/> without.</param>
/// <param name="ExpiresAt">When a held slot is given up unless confirmed, in UTC; null where none is held.</param>
/// <param name="IsRepeated">Whether the same message had its slot before, so that nothing was counted now.</param>
public readonly record struct Reservation(ContactDecision Decision, MessageState State, DateTimeOffset? ExpiresAt, bool IsRepeated);
