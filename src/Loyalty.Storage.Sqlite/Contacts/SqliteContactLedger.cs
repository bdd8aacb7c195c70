using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Sqlite.Internal;

namespace Loyalty.Storage.Sqlite.Contacts;

/// <summary>Keeps what was sent to each guest in one SQLite file, which several processes of one machine may share.</summary>
/// <remarks>
/// <para>A call returns when the disk has what it did; one that throws did nothing. Calls that wait at the same time reach the disk together, and so do the
/// questions of a batch. A process that is killed between reserving and confirming leaves a slot that expires.</para>
/// <para>Calls run on the thread of a caller, this one or another that waits. Safe for any number of threads. An erasure leaves no byte of the guest in the file or
/// beside it, unless another process is reading at that moment: then its next checkpoint removes them.</para>
/// <para>A file that cannot be read or written is a <see cref="SqliteStorageException"/>, which says why and what to do.</para>
/// </remarks>
public sealed class SqliteContactLedger : IContactLedger, IDisposable
{
    private readonly SqliteFile file;
    private readonly SqliteQueue queue;
    private readonly SqliteContactTable table;
    private readonly ContactTerms terms;

    private SqliteContactLedger(SqliteFile file, ContactTerms terms)
    {
        this.file = file;
        this.terms = terms;
        queue = new SqliteQueue(file);
        table = new SqliteContactTable(file, terms);
    }

    /// <inheritdoc/>
    public ContactGate Gate => terms.Gate;

    /// <summary>Opens a file, makes it if there is none, and brings an older one up to date.</summary>
    /// <param name="path">The file, on a disk of this machine; beside it lie <c>-wal</c> and <c>-shm</c> while it is open.</param>
    /// <param name="gate">Decides; all processes that share the file should have the same matrix.</param>
    /// <param name="time">Ends reservations; the processes' clocks should agree.</param>
    /// <param name="options">How long to hold and remember; the defaults if null.</param>
    /// <param name="storage">How to open the file; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">This host has no time zone data.</exception>
    /// <exception cref="SqliteStorageException">It is no file of this package, a newer package wrote it, or it cannot be read or written.</exception>
    public static SqliteContactLedger Open(string path, ContactGate gate, TimeProvider time, ContactLedgerOptions? options = null, SqliteStorageOptions? storage = null)
    {
        ContactTerms terms = new(gate, time, options);
        return new(new SqliteFile(path, storage ?? new SqliteStorageOptions(), SqliteContactSchema.Current), terms);
    }

    /// <inheritdoc/>
    public ValueTask<Reservation> ReserveAsync(string guest, string messageId, ContactRequest request, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        ContactArguments.Check(Gate, terms.Memory, request);
        return queue.RunAsync(() => table.Reserve(guest, messageId, request), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Reservation>> ReserveAsync(IReadOnlyList<SlotRequest> slots, CancellationToken cancellation = default)
    {
        ContactArguments.Check(Gate, terms.Memory, slots);
        return queue.RunAsync<IReadOnlyList<Reservation>>(() => [.. slots.Select(s => table.Reserve(s.Guest, s.MessageId, s.Request))], cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> ConfirmAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return queue.RunAsync(() => table.Confirm(guest, messageId), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> ReleaseAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return queue.RunAsync(() => table.Release(guest, messageId), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> RecordAsync(string guest, string messageId, Contact contact, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        ContactArguments.Check(Gate, contact);
        return queue.RunAsync(() => table.Record(guest, messageId, contact), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkOpenedAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return queue.RunAsync(() => table.MarkOpened(guest, messageId), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Contact>> HistoryAsync(string guest, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        return queue.RunAsync<IReadOnlyList<Contact>>(() => table.History(guest), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<GuestLoad> LoadAsync(string guest, DateTimeOffset since, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        return queue.RunAsync(() => table.Load(guest, since), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask EraseAsync(string guest, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        _ = await queue.RunAsync(() => table.Erase(guest), cancellation).ConfigureAwait(false);
        queue.Alone(() => file.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(DateTimeOffset asOf, CancellationToken cancellation = default) =>
        _ = await queue.RunAsync(() => table.Forget(asOf), cancellation).ConfigureAwait(false);

    /// <summary>Closes the file.</summary>
    public void Dispose() => queue.Dispose();
}
