using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres;
using Loyalty.Storage.Postgres.Internal;
using Loyalty.Storage.Postgres.Redemption;

namespace Loyalty.Storage.Postgres.Tests;

public sealed class PostgresMigrationTests(PostgresServer server) : IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Open_Twice_FindsTheSameTables()
    {
        DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        LimitKey code = LimitKey.OfCode("SAVE10");
        IRedemptionStore first = await database.CreateAsync();
        await first.ReserveAsync(new Reservation(new("r1"), [new LimitClaim(code, 1, 5)], now.AddMinutes(1)), now);
        PostgresRedemptionStore second = await PostgresRedemptionStore.OpenAsync(await database.SourceAsync(), new() { Schema = "store_0" });
        Assert.Equal(1, (await second.UsageAsync([code], now))[0].Held);
    }

    [Fact]
    public async Task Open_FromManyHostsAtOnce_MakesTheTablesOnce()
    {
        _ = await database.SourceAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            await PostgresRedemptionStore.OpenAsync(await database.SourceAsync(), new() { Schema = "shared" }))));
        Assert.Equal(1L, await database.AskAsync<long>("SELECT count(*) FROM shared.schema_version"));
    }

    [Fact]
    public async Task Open_OfANewerSchema_IsRefused_WithTheReason()
    {
        _ = await database.CreateAsync();
        await database.RunAsync("UPDATE store_0.schema_version SET version = 99");
        PostgresStorageException refused = await Assert.ThrowsAsync<PostgresStorageException>(async () =>
            await PostgresRedemptionStore.OpenAsync(await database.SourceAsync(), new() { Schema = "store_0" }));
        Assert.Contains("version 99", refused.Message, StringComparison.Ordinal);
        Assert.Contains("newer package", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_TakesTheStepsThatAreMissing_AllOrNone()
    {
        PostgresDatabase target = new(await database.SourceAsync(), new PostgresStorageOptions { Schema = "steps" });
        await target.MigrateAsync(new StorageSchema("thing", ["CREATE TABLE loyalty.a (x integer)"]), default);
        StorageSchema broken = new("thing", ["never run", "CREATE TABLE loyalty.b (x integer)", "no statement"]);
        await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(async () => await target.MigrateAsync(broken, default));
        Assert.Equal(0L, await database.AskAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'steps' AND tablename = 'b'"));
        await target.MigrateAsync(new StorageSchema("thing", ["never run", "CREATE TABLE loyalty.b (x integer)"]), default);
        Assert.Equal(2, await database.AskAsync<int>("SELECT version FROM steps.schema_version WHERE capability = 'thing'"));
    }

    [Fact]
    public void Options_OutsideTheirRanges_AreRefused()
    {
        foreach (string schema in new[] { "", "Loyalty", "1a", "a;b", "a\"b", new string('a', 64) })
        {
            Assert.Throws<ArgumentException>(() => new PostgresStorageOptions { Schema = schema }.Checked());
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new PostgresStorageOptions { Retries = 21 }.Checked());
        Assert.Throws<ArgumentOutOfRangeException>(() => new PostgresStorageOptions { FirstWait = TimeSpan.FromSeconds(3) }.Checked());
    }
}
