using System.Data;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;

namespace Loyalty.Storage.Postgres.Redemption;

/// <summary>Keeps redemptions in PostgreSQL (13 or later), which any number of hosts share.</summary>
/// <remarks>
/// <para>A reservation is one round trip. Other calls are transactions of a few. Rows are locked in one order, so calls wait for each other and seldom
/// begin anew; a deadlock, a serialisation failure or a lost connection is tried again (<see cref="PostgresStorageOptions.Retries"/>). Where the answer of a call that
/// was done got lost, its repetition answers as such: <see cref="ReserveOutcome.Repeated"/>, or no change.</para>
/// <para>Time is the caller's, never the server's. An erasure leaves no row that names the guest; the server's own dead rows and write-ahead log go with its vacuum and
/// archive. Safe for any number of threads. The data source stays the host's.</para>
/// </remarks>
public sealed class PostgresRedemptionStore : IRedemptionStore
{
    private readonly PostgresDatabase database;

    private PostgresRedemptionStore(PostgresDatabase database) => this.database = database;

    /// <summary>Makes the tables if there are none, brings older ones up to date, and opens the store.</summary>
    /// <param name="source">Where to connect; it must be allowed to create tables where they are missing or older.</param>
    /// <param name="options">Where the tables stand; null for the defaults.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="PostgresStorageException">A newer package made the tables.</exception>
    public static async Task<PostgresRedemptionStore> OpenAsync(NpgsqlDataSource source, PostgresStorageOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        PostgresDatabase database = new(source, options ?? new PostgresStorageOptions());
        await database.MigrateAsync(PostgresRedemptionSchema.Current, cancellation).ConfigureAwait(false);
        return new PostgresRedemptionStore(database);
    }

    /// <inheritdoc/>
    public ValueTask<ReserveResult> ReserveAsync(Reservation reservation, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(reservation, now);
        return database.OnceAsync((connection, token) => PostgresReserve.RunAsync(database, connection, reservation, now.UtcTicks, token), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SettleResult> ConfirmAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        RunAsync(tables => RedemptionCalls.ConfirmAsync(tables, id, now.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> ReleaseAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        RunAsync(tables => RedemptionCalls.ReleaseAsync(tables, id, now.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<SettleResult> VoidAsync(ReservationId id, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(id);
        return RunAsync(tables => RedemptionCalls.VoidAsync(tables, id, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<SettleResult> ReduceAsync(ReservationId id, IReadOnlyList<LimitAmount> remaining, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(id);
        LimitAmount[] bounds = RedemptionArguments.Sort(remaining);
        return RunAsync(tables => RedemptionCalls.ReduceAsync(tables, id, bounds, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LimitUsage>> UsageAsync(IReadOnlyList<LimitKey> keys, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return RunAsync(tables => RedemptionCalls.UsageAsync(tables, keys, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LeaseResult> LeaseAsync(Lease lease, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(lease, now);
        return RunAsync(tables => RedemptionCalls.LeaseAsync(tables, lease, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<LeaseResult> ReturnAsync(LeaseId id, DateTimeOffset now, CancellationToken cancellation = default) =>
        RunAsync(tables => RedemptionCalls.ReturnAsync(tables, id, now.UtcTicks), cancellation);

    /// <inheritdoc/>
    public ValueTask<SyncReport> ApplyAsync(TillId till, IReadOnlyList<JournalEntry> entries, DateTimeOffset now, CancellationToken cancellation = default)
    {
        RedemptionArguments.Check(till, entries);
        return RunAsync(tables => JournalCall.ApplyAsync(tables, till, entries, now.UtcTicks), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RedemptionConflict>> ConflictsAsync(CancellationToken cancellation = default) =>
        RunAsync(RedemptionCalls.ConflictsAsync, cancellation, IsolationLevel.RepeatableRead);

    /// <inheritdoc/>
    public ValueTask<int> EraseAsync(string guest, CancellationToken cancellation = default) =>
        RedemptionArguments.CanBeGuest(guest) ? RunAsync(tables => tables.EraseAsync(guest), cancellation) : ValueTask.FromResult(0);

    /// <inheritdoc/>
    public ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellation = default) =>
        RunAsync(tables => tables.ForgetAsync(before.UtcTicks), cancellation);

    private ValueTask<T> RunAsync<T>(Func<IRedemptionTables, ValueTask<T>> call, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        database.InTransactionAsync((connection, token) => call(new PostgresRedemptionTables(database, connection, token)), cancellation, isolation);
}
