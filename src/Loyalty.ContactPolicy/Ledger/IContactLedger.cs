using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>Remembers what was sent to each guest, wherever that is kept, so that partners, processes and hosts share one set of limits.</summary>
/// <remarks>
/// <para>Caps hold on what was confirmed together with what is reserved. Each call is one step for the guest that it names: of two that ask for one slot at
/// once, one gets it. A call that throws did nothing; one that is repeated, because its answer got lost, is not counted twice, for a message is known by its id.</para>
/// <para>Guests are named by a key that all who share the ledger know. A key and an id have 1 to 128 characters without control characters and without white space at either
/// end. Requests are decided at the instant that they carry; the ledger's clock only ends reservations. A slot that was given up stays given up,
/// even where the clock is set back.</para>
/// <para>A message that carries other partners' blocks is one contact: what is counted for each partner counts it for its sender and for each of these, what is counted for all together once.</para>
/// </remarks>
public interface IContactLedger
{
    /// <summary>What decides.</summary>
    ContactGate Gate { get; }

    /// <summary>Asks for a slot and holds it until the message is confirmed, released or expired.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="messageId">The message's id, unique for the guest.</param>
    /// <param name="request">The request; its <see cref="ContactRequest.Customer"/> is not looked at.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>The decision. A message that has its slot gets the same answer again; one that was refused, released or expired is decided anew.</returns>
    /// <exception cref="ArgumentException">A name is missing or malformed, or the guest's own limits look back further than the ledger remembers.</exception>
    /// <exception cref="InvalidOperationException">The guest has <see cref="ContactLedgerOptions.MostContacts"/> contacts that must be remembered.</exception>
    ValueTask<Reservation> ReserveAsync(string guest, string messageId, ContactRequest request, CancellationToken cancellation = default);

    /// <summary>Asks for many slots at once, which is many times as fast as one by one.</summary>
    /// <param name="slots">The questions. Those about one guest are decided in their order.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>The answers, in the order of the questions.</returns>
    /// <exception cref="ArgumentException">One of the questions is malformed; nothing was counted.</exception>
    /// <exception cref="InvalidOperationException">A guest has too many contacts; some of the others may be counted. Asked again, they answer as repeated.</exception>
    /// <remarks>Each question is one step for its guest; the batch as a whole need not be.</remarks>
    ValueTask<IReadOnlyList<Reservation>> ReserveAsync(IReadOnlyList<SlotRequest> slots, CancellationToken cancellation = default);

    /// <summary>Says that a message went.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="messageId">The id under which it was reserved.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed. A confirmation that comes after the slot was given up counts as well, and says so: <see cref="MessageChange.IsLate"/>.</returns>
    ValueTask<MessageChange> ConfirmAsync(string guest, string messageId, CancellationToken cancellation = default);

    /// <summary>Says that a message will not go: its slot is free again.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="messageId">The id under which it was reserved.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed; a confirmed message stays confirmed.</returns>
    ValueTask<MessageChange> ReleaseAsync(string guest, string messageId, CancellationToken cancellation = default);

    /// <summary>Counts a message that went elsewhere, whatever the rules say, once for its id.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="messageId">The message's id, unique for the guest.</param>
    /// <param name="contact">The contact; its <see cref="Contact.Customer"/> is not looked at. Where the message has a slot, or had one, that slot is what counts.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>What changed.</returns>
    ValueTask<MessageChange> RecordAsync(string guest, string messageId, Contact contact, CancellationToken cancellation = default);

    /// <summary>Says that the guest opened a message.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="messageId">The id under which it was confirmed.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    /// <returns>Whether this is the first time for a confirmed message.</returns>
    ValueTask<bool> MarkOpenedAsync(string guest, string messageId, CancellationToken cancellation = default);

    /// <summary>Tells a guest's contacts that count, confirmed and reserved, oldest first: what <see cref="ContactGate.Explain(in ContactRequest, ReadOnlySpan{Contact})"/> and <see cref="ContactGate.Record"/> take. Exempt ones are among them.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The contacts, in UTC; they name no customer.</returns>
    ValueTask<IReadOnlyList<Contact>> HistoryAsync(string guest, CancellationToken cancellation = default);

    /// <summary>Tells what was sent to a guest, exempt messages included.</summary>
    /// <param name="guest">The guest's key.</param>
    /// <param name="since">The first instant told of (inclusive). What is older than <see cref="ContactLedgerOptions.LoadPeriod"/> may be forgotten.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The load card; its <see cref="GuestLoad.Customer"/> is <see cref="CustomerId.None"/>.</returns>
    ValueTask<GuestLoad> LoadAsync(string guest, DateTimeOffset since, CancellationToken cancellation = default);

    /// <summary>Forgets a guest: contacts, messages, their ids and the key.</summary>
    /// <param name="guest">The guest's key; erasing twice is no error.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    ValueTask EraseAsync(string guest, CancellationToken cancellation = default);

    /// <summary>Forgets what no rule and no load card can see any more.</summary>
    /// <param name="asOf">The instant from which requests will come; one later than the clock's means the clock's. Reserved messages stay.</param>
    /// <param name="cancellation">Gives up waiting; what was decided by then stands.</param>
    ValueTask ForgetAsync(DateTimeOffset asOf, CancellationToken cancellation = default);
}
