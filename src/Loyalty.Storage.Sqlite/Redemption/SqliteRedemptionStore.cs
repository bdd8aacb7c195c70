using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Sqlite.Internal;

namespace Loyalty.Storage.Sqlite.Redemption;

/// <summary>Keeps redemptions in one SQLite file, which several processes of one machine may share.</summary>
/// <remarks>
/// <para>A call returns when the disk has what it did; one that throws did nothing. Calls that wait at the same time reach the disk together, so many
/// callers get more done a second than one.</para>
/// <para>Calls run on the thread of a caller, this one or another that waits. Safe for any number of threads. An erasure leaves no byte of the guest in the file or beside it, unless
/// another process is reading at that moment: then its next checkpoint removes them.</para>
/// <para>A file that cannot be read or written is a <see cref="SqliteStorageException"/>, which says why and what to do.</para>
/// </remarks>
public sealed class SqliteRedemptionStore : IRedemptionStore, IDisposable
{
    private readonly SqliteFile file;
    private readonly SqliteQueue queue;
    private readonly SqliteRedemptionTables tables;

    private SqliteRedemptionStore(SqliteFile file)
    {
        this.file = file;
        queue = new SqliteQueue(file);
        tables = new SqliteRedemptionTables(file);
    }

    /// <summary>Opens a file, makes it if there is none, and brings an older one up to date.</summary>
    /// <param name="path">The file, on a disk of this machine; beside it lie <c>-wal</c> and <c>-shm</c> while it is open.</param>
    /// <param name="options">How to open it; null for the defaults.</param>
    /// <exception cref="SqliteStorageException">It is no file of this package, a newer package wrote it, or it cannot be read or written.</exception>
    public static SqliteRedemptionStore Open(string path, SqliteStorageOptions? options = null) =>
        new(new SqliteFile(path, options ?? new SqliteStorageOptions(), SqliteRedemptionSchema.Current));

    /// <inheritdoc/>
    public ValueTask<ReserveResult> ReserveAsync(Reservation reservation, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(reservation, now);
        return RunAsync(() => RedemptionCalls.ReserveAsync(tables, reservation, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SettleResult> ConfirmAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        RunAsync(() => RedemptionCalls.ConfirmAsync(tables, id, now.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> ReleaseAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        RunAsync(() => RedemptionCalls.ReleaseAsync(tables, id, now.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> VoidAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(id);
        return RunAsync(() => RedemptionCalls.VoidAsync(tables, id, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SettleResult> ReduceAsync(ReservationId id, IReadOnlyList<LimitAmount> remaining, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(id);
        LimitAmount[] bounds = RedemptionArguments.Sort(remaining);
        return RunAsync(() => RedemptionCalls.ReduceAsync(tables, id, bounds, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LimitUsage>> UsageAsync(IReadOnlyList<LimitKey> keys, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return RunAsync(() => RedemptionCalls.UsageAsync(tables, keys, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LeaseResult> LeaseAsync(Lease lease, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(lease, now);
        return RunAsync(() => RedemptionCalls.LeaseAsync(tables, lease, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LeaseResult> ReturnAsync(LeaseId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        RunAsync(() => RedemptionCalls.ReturnAsync(tables, id, now.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<SyncReport> ApplyAsync(TillId till, IReadOnlyList<JournalEntry> entries, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(till, entries);
        return RunAsync(() => JournalCall.ApplyAsync(tables, till, entries, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RedemptionConflict>> ConflictsAsync(CancellationToken cancellation = default) =>
        RunAsync(() => RedemptionCalls.ConflictsAsync(tables), cancellation);

    /// <inheritdoc/>
    public async ValueTask<int> EraseAsync(string guest, CancellationToken cancellation = default)
    {
        if (!RedemptionArguments.CanBeGuest(guest))
        {
            return 0;
        }

        int erased = await RunAsync(() => tables.EraseAsync(guest), cancellation).ConfigureAwait(false);
        queue.Alone(() => file.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        return erased;
    }

    /// <inheritdoc/>
    public ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation = default) =>
        RunAsync(() => tables.ForgetAsync(before.UtcTicks), cancellation);

    /// <summary>Closes the file.</summary>
    public void Dispose() => queue.Dispose();

    /// <summary>The tables of a file answer at once, so that what a call awaits is there.</summary>
    private ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellation) => queue.RunAsync(
        () =>
        {
            ValueTask<T> answer = call();
            return answer.IsCompleted ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
        },
        cancellation);
}
