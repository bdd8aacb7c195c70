using Loyalty.Core;
using Loyalty.Storage.Internal;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>A <see cref="ContactLedger"/> behind the interface of all ledgers: for one process, tests, and as the specification of the others.</summary>
/// <remarks>What it knows is gone with the process. Safe for any number of threads, one at a time.</remarks>
public sealed class MemoryContactLedger : IContactLedger
{
    private readonly Lock entrance = new();
    private readonly CustomerDirectory directory = new();
    private readonly ContactLedger ledger;
    private readonly TimeSpan memory;

    /// <summary>Makes an empty ledger.</summary>
    /// <param name="gate">Decides.</param>
    /// <param name="time">Ends reservations.</param>
    /// <param name="options">How long to hold and remember; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public MemoryContactLedger(ContactGate gate, TimeProvider time, ContactLedgerOptions? options = null)
    {
        ledger = new ContactLedger(gate, time, options);
        memory = (options ?? new()).MemoryFor(gate.Matrix);
    }

    /// <inheritdoc/>
    public ContactGate Gate => ledger.Gate;

    /// <inheritdoc/>
    public ValueTask<Reservation> ReserveAsync(string guest, string messageId, ContactRequest request, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        ContactArguments.Check(Gate, memory, request);
        return With(guest, customer => ledger.Reserve(messageId, request with { Customer = customer }), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reservation>> ReserveAsync(IReadOnlyList<SlotRequest> slots, CancellationToken cancellation = default)
    {
        ContactArguments.Check(Gate, memory, slots);
        cancellation.ThrowIfCancellationRequested();
        Reservation[] answers = new Reservation[slots.Count];
        lock (entrance)
        {
            for (int i = 0; i < answers.Length; i++)
            {
                answers[i] = ledger.Reserve(slots[i].MessageId, slots[i].Request with { Customer = directory.GetOrAdd(slots[i].Guest) });
            }
        }

        return ValueTask.FromResult<IReadOnlyList<Reservation>>(answers);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> ConfirmAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return With(guest, customer => ledger.Confirm(customer, messageId), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> ReleaseAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return With(guest, customer => ledger.Release(customer, messageId), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> RecordAsync(string guest, string messageId, Contact contact, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        ContactArguments.Check(Gate, contact);
        return With(guest, customer => ledger.Record(messageId, contact with { Customer = customer }), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkOpenedAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return With(guest, customer => ledger.MarkOpened(customer, messageId), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Contact>> HistoryAsync(string guest, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        return With<IReadOnlyList<Contact>>(guest, customer => ledger.History(customer), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<GuestLoad> LoadAsync(string guest, DateTimeOffset since, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        return With(guest, customer => ledger.Load(customer, since) with { Customer = CustomerId.None }, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask EraseAsync(string guest, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        cancellation.ThrowIfCancellationRequested();
        lock (entrance)
        {
            if (directory.TryGet(guest, out CustomerId customer))
            {
                ledger.Erase(customer);
                directory.Erase(customer);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(DateTimeOffset asOf, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ledger.Forget(asOf);
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> With<T>(string guest, Func<CustomerId, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (entrance)
        {
            return ValueTask.FromResult(work(directory.GetOrAdd(guest)));
        }
    }
}
