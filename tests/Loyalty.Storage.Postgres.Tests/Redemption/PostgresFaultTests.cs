using System.Globalization;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Postgres.Redemption;
using Npgsql;

namespace Loyalty.Storage.Postgres.Tests.Redemption;

public sealed class PostgresFaultTests(PostgresServer server) : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly LimitKey Code = LimitKey.OfCode("SAVE10");
    private readonly TestDatabase database = new(server);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static Reservation Of(string id, string? guest, params LimitKey[] keys) => new(new(id), keys.Select(k => new LimitClaim(k, 1, 5)), Noon.AddMinutes(15), guest);

    [Fact]
    public async Task Reserve_TakesOneRoundTrip_AndConfirmFour()
    {
        await database.CreateAsync();
        using TcpDouble line = new(server.Port);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Through(line));
        PostgresRedemptionStore store = await PostgresRedemptionStore.OpenAsync(source, new() { Schema = "store_0" });
        await store.ReserveAsync(Of("warm", null, Code), Noon);
        int before = line.Turns;
        await store.ReserveAsync(Of("r1", null, Code, LimitKey.OfBudget("b"), LimitKey.OfCode("x")), Noon);
        Assert.Equal(1, line.Turns - before);
        before = line.Turns;
        await store.ConfirmAsync(new("r1"), Noon);
        Assert.Equal(4, line.Turns - before);
    }

    [Fact]
    public async Task Lease_OfOneIdForTwoLimitsAtOnce_IsGrantedForOne()
    {
        IRedemptionStore store = await database.CreateAsync();
        for (int race = 0; race < 100; race++)
        {
            LimitKey[] keys = [LimitKey.OfCode($"a{race}"), LimitKey.OfCode($"b{race}")];
            LeaseResult[] results = await Task.WhenAll(keys.Select(k => Task.Run(async () =>
                await store.LeaseAsync(new Lease(new($"l{race}"), new("till"), k, 3, 9, Noon.AddHours(1)), Noon))));
            Assert.Equal([LeaseOutcome.Granted, LeaseOutcome.OtherContent], results.Select(r => r.Outcome).Order());
            Assert.Equal(3, (await store.UsageAsync(keys, Noon)).Sum(u => u.Leased));
        }
    }

    [Fact]
    public async Task Reserve_WhoseBackendIsTerminatedMidCall_CountsOnce()
    {
        IRedemptionStore store = await database.CreateAsync();
        await store.ReserveAsync(Of("r0", null, Code), Noon);
        await using NpgsqlConnection holder = await (await database.SourceAsync()).OpenConnectionAsync();
        NpgsqlTransaction hold = await holder.BeginTransactionAsync();
        await using (NpgsqlCommand take = new("SELECT 1 FROM store_0.counter FOR UPDATE", holder))
        {
            await take.ExecuteScalarAsync();
        }

        Task<ReserveResult> waiting = Task.Run(async () => await store.ReserveAsync(Of("r1", null, Code), Noon));
        long killed = 0;
        while (killed == 0)
        {
            killed = await database.AskAsync<long>(
                $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database.Name}' AND wait_event_type = 'Lock'");
        }

        await hold.CommitAsync();
        Assert.True((await waiting).IsHeld);
        Assert.Equal(2, (await store.UsageAsync([Code], Noon))[0].Held);
    }

    [Fact]
    public async Task Call_WhoseAnswerIsLost_IsTriedAgain_AndCountsOnce()
    {
        IRedemptionStore direct = await database.CreateAsync();
        using TcpDouble line = new(server.Port);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Through(line));
        PostgresRedemptionStore store = await PostgresRedemptionStore.OpenAsync(source, new() { Schema = "store_0" });
        await store.ReserveAsync(Of("r0", null, Code), Noon);

        line.CutAtNextAnswer();
        ReserveResult reserved = await store.ReserveAsync(Of("r1", null, Code), Noon);
        Assert.Equal(ReserveOutcome.Repeated, reserved.Outcome);
        Assert.Equal(2, (await direct.UsageAsync([Code], Noon))[0].Held);

        line.CutAtNextAnswer();
        Assert.Equal(RedemptionState.Confirmed, (await store.ConfirmAsync(new("r1"), Noon)).After);
        JournalEntry[] journal = [JournalEntry.Redeemed(1, Noon, new("r2"), null, [new LimitClaim(Code, 1, 5)])];
        line.CutAtNextAnswer();
        Assert.Equal(1, (await store.ApplyAsync(new("till"), journal, Noon)).AcknowledgedThrough);
        Assert.Equal(new LimitUsage(2, 1, 0, 5), (await direct.UsageAsync([Code], Noon))[0]);
    }

    [Fact]
    public async Task Call_ThatKeepsFailing_GivesUp_WithTheServersReason()
    {
        await database.CreateAsync();
        TcpDouble line = new(server.Port);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Through(line) + ";Pooling=false");
        PostgresRedemptionStore store = await PostgresRedemptionStore.OpenAsync(source, new() { Schema = "store_0", Retries = 2, FirstWait = TimeSpan.FromMilliseconds(1) });
        line.Dispose();
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await store.ReserveAsync(Of("r1", null, Code), Noon));
    }

    [Fact]
    public async Task TwoHosts_OneSlot_AThousandTimes_OneWinnerEach()
    {
        IRedemptionStore one = await database.CreateAsync();
        await using NpgsqlDataSource other = NpgsqlDataSource.Create(server.ConnectionTo(database.Name));
        IRedemptionStore two = await PostgresRedemptionStore.OpenAsync(other, new() { Schema = "store_0" });
        async Task<bool[]> Race(IRedemptionStore store, string name)
        {
            bool[] won = new bool[1000];
            for (int race = 0; race < won.Length; race++)
            {
                LimitKey slot = LimitKey.OfCode(string.Create(CultureInfo.InvariantCulture, $"slot-{race}"));
                won[race] = (await store.ReserveAsync(new Reservation(new($"{name}{race}"), [new LimitClaim(slot, 1, 1)], Noon.AddMinutes(15)), Noon)).IsHeld;
            }

            return won;
        }

        bool[][] won = await Task.WhenAll(Task.Run(() => Race(one, "a")), Task.Run(() => Race(two, "b")));
        Assert.All(Enumerable.Range(0, 1000), race => Assert.True(won[0][race] != won[1][race]));
    }

    [Fact]
    public async Task ManyCallsAtOnce_OnTheSameLimits_NeverExceedThem_AndNeverFail()
    {
        IRedemptionStore store = await database.CreateAsync();
        LimitKey[] keys = [.. Enumerable.Range(0, 4).Select(i => LimitKey.OfCode($"k{i}"))];
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (i, token) =>
        {
            ReservationId id = new($"r{i % 60}");
            LimitClaim[] claims = [.. keys.Where((_, k) => ((i % 60) >> k & 1) == 0 || k == i % 4).Select(k => new LimitClaim(k, 1, 20))];
            switch (i % 6)
            {
                case 0 or 1:
                    await store.ReserveAsync(new Reservation(id, claims, Noon.AddMinutes(15), "anna"), Noon, token);
                    break;
                case 2:
                    await store.ConfirmAsync(id, Noon, token);
                    break;
                case 3:
                    JournalEntry[] journal = [JournalEntry.Redeemed(i + 1, Noon, id, "anna", claims), JournalEntry.Voided(i + 1001, Noon, new($"r{(i + 7) % 60}"))];
                    await store.ApplyAsync(new("t"), journal, Noon, token);
                    break;
                case 4:
                    await store.EraseAsync("anna", token);
                    break;
                default:
                    await store.ReleaseAsync(id, Noon, token);
                    break;
            }

            Assert.All(await store.UsageAsync(keys, Noon, token), u => Assert.True(u.Held >= 0 && u.Used >= 0));
        });
        long claimed = (await database.AskAsync<long?>("SELECT sum(amount)::bigint FROM store_0.claim WHERE counting = 1"))!.Value;
        Assert.Equal(claimed, (await store.UsageAsync(keys, Noon)).Sum(u => u.Held));
    }

    [Fact]
    public async Task Erase_LeavesNoRowThatNamesTheGuest()
    {
        IRedemptionStore store = await database.CreateAsync();
        LimitKey hers = LimitKey.OfGuest(new("dairy"), "anna-kovalenko");
        await store.ReserveAsync(Of("r1", "anna-kovalenko", hers, Code), Noon);
        await store.ReduceAsync(new("r9"), [new LimitAmount(hers, 1)], Noon);
        await store.ApplyAsync(new("t"), [JournalEntry.Redeemed(1, Noon, new("r2"), "anna-kovalenko", [new LimitClaim(hers, 1, 5)])], Noon);
        Assert.Equal(2, await store.EraseAsync("anna-kovalenko"));
        foreach (string table in new[] { "redemption", "counter", "claim", "lease", "till", "journal" })
        {
            Assert.Equal(0L, await database.AskAsync<long>($"SELECT count(*) FROM store_0.{table} t WHERE t::text LIKE '%kovalenko%'"));
        }
    }

    private string Through(TcpDouble line) => server.ConnectionTo(database.Name).Replace($"Port={server.Port}", $"Port={line.Port}", StringComparison.Ordinal);
}
