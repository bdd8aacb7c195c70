using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;

namespace Loyalty.Testing;

/// <summary>A ledger in as few words as possible: a list of messages, read from end to end at each call.</summary>
internal sealed class NaiveContactLedger(ContactGate gate, TimeProvider time, ContactLedgerOptions options) : IContactLedger
{
    private readonly List<Message> all = [];

    public ContactGate Gate => gate;

    public ValueTask<Reservation> ReserveAsync(string guest, string messageId, ContactRequest request, CancellationToken cancellation = default)
    {
        Message? known = Find(guest, messageId);
        if (known is { Counts: true })
        {
            DateTimeOffset? until = known.State == MessageState.Reserved ? known.Expires : null;
            return new(new Reservation(new(ContactOutcome.Allow, null, null), known.State, until, IsRepeated: true));
        }

        ContactDecision decision = gate.Decide(request, [.. all.Where(m => m.Guest == guest && m.Counts).Select(m => m.Contact)]);
        if (!decision.IsAllowed)
        {
            return new(new Reservation(decision, MessageState.Unknown, null, IsRepeated: false));
        }

        all.RemoveAll(m => m == known);
        DateTimeOffset expires = time.GetUtcNow() + options.Hold;
        all.Add(new Message(guest, messageId, new(CustomerId.None, request.Partner, request.Channel, request.Kind, request.At.ToUniversalTime()) { Carried = Others(request.Partner, request.Carried) }) { State = MessageState.Reserved, Expires = expires });
        return new(new Reservation(decision, MessageState.Reserved, expires, IsRepeated: false));
    }

    public async ValueTask<IReadOnlyList<Reservation>> ReserveAsync(IReadOnlyList<SlotRequest> slots, CancellationToken cancellation = default)
    {
        List<Reservation> answers = [];
        foreach (SlotRequest slot in slots)
        {
            answers.Add(await ReserveAsync(slot.Guest, slot.MessageId, slot.Request, cancellation));
        }

        return answers;
    }

    public ValueTask<MessageChange> ConfirmAsync(string guest, string messageId, CancellationToken cancellation = default) => new(Move(Find(guest, messageId), MessageState.Confirmed));

    public ValueTask<MessageChange> ReleaseAsync(string guest, string messageId, CancellationToken cancellation = default) =>
        Find(guest, messageId) is { State: not MessageState.Reserved } other ? new(new MessageChange(other.State, other.State)) : new(Move(Find(guest, messageId), MessageState.Released));

    public ValueTask<MessageChange> RecordAsync(string guest, string messageId, Contact contact, CancellationToken cancellation = default)
    {
        if (Find(guest, messageId) is { } known)
        {
            return new(Move(known, MessageState.Confirmed));
        }

        all.Add(new Message(guest, messageId, contact with { Customer = CustomerId.None, At = contact.At.ToUniversalTime(), Carried = Others(contact.Partner, contact.Carried) }) { State = MessageState.Confirmed });
        return new(new MessageChange(MessageState.Unknown, MessageState.Confirmed));
    }

    public ValueTask<bool> MarkOpenedAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        bool first = Find(guest, messageId) is { State: MessageState.Confirmed, IsOpened: false } found && (found.IsOpened = true);
        return new(first);
    }

    public ValueTask<IReadOnlyList<Contact>> HistoryAsync(string guest, CancellationToken cancellation = default)
    {
        _ = Find(guest, "");
        return new([.. all.Where(m => m.Guest == guest && m.Counts).Select(m => m.Contact).OrderBy(c => c.At)]);
    }

    public ValueTask<GuestLoad> LoadAsync(string guest, DateTimeOffset since, CancellationToken cancellation = default)
    {
        _ = Find(guest, "");
        Message[] seen = [.. all.Where(m => m.Guest == guest && m.Counts && m.Contact.At >= since)];
        IEnumerable<(Channel Channel, PartnerId Partner)> keys = seen.SelectMany(m => m.Partners.Select(p => (m.Contact.Channel, p))).Distinct().OrderBy(k => k.Channel).ThenBy(k => k.p);
        return new(new GuestLoad(CustomerId.None, since, [.. keys.Select(k => (Key: k, Own: seen.Where(m => m.Contact.Channel == k.Channel && m.Contact.Partner == k.Partner)))
            .Select(l => new GuestLoadLine(l.Key.Channel, l.Key.Partner, l.Own.Count(m => m.State == MessageState.Confirmed),
                l.Own.Count(m => m.State == MessageState.Confirmed && gate.Matrix.Options.Exempt.Contains(m.Contact.Kind)),
                l.Own.Count(m => m.State == MessageState.Reserved), l.Own.Count(m => m.IsOpened))
            {
                Carried = seen.Count(m => m.State == MessageState.Confirmed && m.Contact.Channel == l.Key.Channel && m.Contact.Carried.Contains(l.Key.Partner)),
            })]));
    }

    public ValueTask EraseAsync(string guest, CancellationToken cancellation = default)
    {
        all.RemoveAll(m => m.Guest == guest);
        return default;
    }

    public ValueTask ForgetAsync(DateTimeOffset asOf, CancellationToken cancellation = default) => default;

    /// <summary>Finds a message, after the guest's slots whose time has come are given up.</summary>
    private Message? Find(string guest, string messageId)
    {
        foreach (Message due in all.Where(m => m.Guest == guest && m.State == MessageState.Reserved && m.Expires <= time.GetUtcNow()))
        {
            due.State = MessageState.Expired;
        }

        return all.SingleOrDefault(m => m.Guest == guest && m.Id == messageId);
    }

    private static PartnerSet Others(PartnerId sender, PartnerSet carried) => [.. carried.Partners.ToArray().Where(p => p != sender)];

    private static MessageChange Move(Message? message, MessageState after)
    {
        MessageState before = message?.State ?? MessageState.Unknown;
        if (message is null)
        {
            return default;
        }

        message.State = after;
        return new MessageChange(before, after);
    }

    private sealed class Message(string guest, string id, Contact contact)
    {
        public string Guest => guest;

        public string Id => id;

        public Contact Contact => contact;

        public MessageState State { get; set; }

        public DateTimeOffset Expires { get; init; }

        public bool IsOpened { get; set; }

        public PartnerId[] Partners => [contact.Partner, .. contact.Carried];

        public bool Counts => State is MessageState.Reserved or MessageState.Confirmed;
    }
}
