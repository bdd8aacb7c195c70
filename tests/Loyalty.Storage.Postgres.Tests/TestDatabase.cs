using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Postgres;
using Loyalty.Storage.Postgres.Contacts;
using Loyalty.Storage.Postgres.Redemption;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Loyalty.Storage.Postgres.Tests;

/// <summary>A database for one test, in which each store has a schema of its own.</summary>
public sealed class TestDatabase(PostgresServer server) : IAsyncDisposable
{
    private static int databases;
    private NpgsqlDataSource? source;
    private int schemas;

    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");

    public async Task<NpgsqlDataSource> SourceAsync()
    {
        if (source is null)
        {
            await using NpgsqlDataSource administration = NpgsqlDataSource.Create(server.ConnectionTo("postgres") + ";Pooling=false");
            await using NpgsqlCommand create = administration.CreateCommand($"CREATE DATABASE {Name}");
            await create.ExecuteNonQueryAsync();
            source = NpgsqlDataSource.Create(server.ConnectionTo(Name));
        }

        return source;
    }

    public async Task<IRedemptionStore> CreateAsync() =>
        await PostgresRedemptionStore.OpenAsync(await SourceAsync(), new PostgresStorageOptions { Schema = string.Create(CultureInfo.InvariantCulture, $"store_{schemas++}") });

    public async Task<IContactLedger> LedgerAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) => await PostgresContactLedger.OpenAsync(
        await SourceAsync(), gate, time, options, new PostgresStorageOptions { Schema = string.Create(CultureInfo.InvariantCulture, $"ledger_{place}") });

    public async Task<T?> AskAsync<T>(string sql)
    {
        await using NpgsqlCommand command = (await SourceAsync()).CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    public async Task RunAsync(string sql)
    {
        await using NpgsqlCommand command = (await SourceAsync()).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => source?.DisposeAsync() ?? ValueTask.CompletedTask;
}
