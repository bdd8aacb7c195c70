using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Storage.Postgres.Contacts;
using Npgsql;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

public sealed class PostgresContactFaultTests(PostgresServer server) : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ContactRequest Promo = new(CustomerId.None, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, Noon);
    private static readonly ContactGate Daily = new(ContactMatrix.Parse("""
        {
          "timeZone": "Europe/Kyiv", "quietHours": [{ "from": "22:00", "to": "08:00" }],
          "caps": [{ "id": "daily", "max": 1, "window": "24h" }, { "id": "week", "max": 3, "window": "calendar-week" }, { "id": "month", "max": 9, "window": "1mo" }]
        }
        """));

    private readonly TestDatabase database = new(server);

    /// <summary>A thousand races; LOYALTY_RACES runs more.</summary>
    private static int Races => int.Parse(Environment.GetEnvironmentVariable("LOYALTY_RACES") ?? "1000", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task<IContactLedger> LedgerAsync() => database.LedgerAsync(0, Daily, new HandClock(Noon), new());

    private static async Task<PostgresContactLedger> OverAsync(NpgsqlDataSource source, PostgresStorageOptions? storage = null) =>
        await PostgresContactLedger.OpenAsync(source, Daily, new HandClock(Noon), null, storage ?? new() { Schema = "ledger_0" });

    [Fact]
    public async Task EachCall_TakesOneRoundTrip()
    {
        await LedgerAsync();
        using TcpDouble line = new(server.Port);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Through(line));
        PostgresContactLedger ledger = await OverAsync(source);
        await ledger.ReserveAsync("warm", "m", Promo);
        async Task<int> Turns(Func<ValueTask> call)
        {
            int before = line.Turns;
            await call();
            return line.Turns - before;
        }

        Assert.Equal(1, await Turns(async () => Assert.True((await ledger.ReserveAsync("anna", "m1", Promo)).Decision.IsAllowed)));
        Assert.Equal(1, await Turns(async () => Assert.True((await ledger.ReserveAsync("anna", "m1", Promo)).IsRepeated)));
        Assert.Equal(1, await Turns(async () => Assert.Equal("daily", (await ledger.ReserveAsync("anna", "m2", Promo)).Decision.Rule)));
        Assert.Equal(1, await Turns(async () => Assert.False((await ledger.ReserveAsync("anna", "m2", Promo with { At = Noon.AddHours(-8) })).Decision.IsAllowed)));
        Assert.Equal(1, await Turns(async () => await ledger.ConfirmAsync("anna", "m1")));
        Assert.Equal(1, await Turns(async () => await ledger.RecordAsync("anna", "m3", new(default, Promo.Partner, Promo.Channel, Promo.Kind, Noon))));
        Assert.Equal(1, await Turns(async () => await ledger.LoadAsync("anna", Noon)));
        Assert.Equal(1, await Turns(async () => await ledger.EraseAsync("anna")));
        foreach (int guests in (int[])[1, 3, 40, 128])
        {
            SlotRequest[] slots = [.. Enumerable.Range(0, guests).Select(i => new SlotRequest($"g{guests}-{i}", "m", Promo))];
            Assert.Equal(1, await Turns(async () => Assert.All(await ledger.ReserveAsync(slots), a => Assert.True(a.Decision.IsAllowed))));
            Assert.Equal(1, await Turns(async () => Assert.All(await ledger.ReserveAsync(slots), a => Assert.True(a.IsRepeated))));
        }
    }

    [Fact]
    public async Task ContactAtTheEdgeOfAMonth_IsLeftToTheCalendar_UnderTheGuestsLock()
    {
        ContactGate gate = new(ContactMatrix.Parse("""{ "caps": [{ "id": "month", "max": 1, "window": "1mo" }] }"""));
        IContactLedger ledger = await database.LedgerAsync(0, gate, new HandClock(Noon), new());
        DateTimeOffset[] before = [Noon.AddMonths(-1).AddTicks(1), Noon.AddMonths(-1)];
        for (int i = 0; i < 2; i++)
        {
            for (int race = 0; race < 20; race++)
            {
                string guest = $"guest-{i}-{race}";
                await ledger.RecordAsync(guest, "old", new(default, Promo.Partner, Promo.Channel, Promo.Kind, before[i]));
                Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(m => Task.Run(async () => await ledger.ReserveAsync(guest, $"m{m}", Promo))));
                Assert.Equal(i, answers.Count(a => a.Decision.IsAllowed));
            }
        }
    }

    [Fact]
    public async Task Batch_WithTwoQuestionsAboutOneGuest_DecidesTheFirstFirst_AlsoWhereOnlyTheCalendarCanTell()
    {
        ContactGate gate = new(ContactMatrix.Parse("""{ "caps": [{ "id": "month", "max": 1, "window": "1mo" }] }"""));
        IContactLedger ledger = await database.LedgerAsync(0, gate, new HandClock(Noon), new());
        await ledger.RecordAsync("anna", "old", new(default, Promo.Partner, Promo.Channel, Promo.Kind, Noon.AddMonths(-1)));
        IReadOnlyList<Reservation> answers = await ledger.ReserveAsync([new("anna", "m1", Promo), new("boris", "m1", Promo), new("anna", "m2", Promo with { At = Noon.AddDays(20) })]);
        Assert.Equal([true, true, false], answers.Select(a => a.Decision.IsAllowed));
    }

    [Fact]
    public async Task Batches_OfTheSameGuestsInOtherOrders_NeverWaitInACircle()
    {
        await LedgerAsync();
        PostgresContactLedger once = await OverAsync(await database.SourceAsync(), new() { Schema = "ledger_0", Retries = 0 });
        string[] guests = [.. Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"guest-{i}"))];
        for (int round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(b => Task.Run(async () =>
                await once.ReserveAsync([.. (b % 2 == 0 ? guests : guests.Reverse()).Select(g => new SlotRequest(g, $"m{round}-{b}", Promo))]))));
        }
    }

    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task Race_WhereTheDatabaseDefaultsToAnotherIsolation_HasOneWinner(string isolation)
    {
        await LedgerAsync();
        await database.RunAsync($"ALTER DATABASE {database.Name} SET default_transaction_isolation = '{isolation}'");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionTo(database.Name) + ";Application Name=isolated");
        PostgresContactLedger ledger = await OverAsync(source, new() { Schema = "ledger_0", Retries = 20, FirstWait = TimeSpan.FromMilliseconds(1) });
        for (int race = 0; race < 60; race++)
        {
            Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(m => Task.Run(async () => await ledger.ReserveAsync($"guest-{race}", $"m{m}", Promo))));
            Assert.Equal(1, answers.Count(a => a.Decision.IsAllowed));
        }
    }

    [Fact]
    public async Task TwoHosts_OneSlot_ManyTimes_OneWinnerEach()
    {
        IContactLedger one = await LedgerAsync();
        await using NpgsqlDataSource other = NpgsqlDataSource.Create(server.ConnectionTo(database.Name));
        IContactLedger two = await OverAsync(other);
        async Task<bool[]> Race(IContactLedger ledger, string name)
        {
            bool[] won = new bool[Races];
            for (int race = 0; race < won.Length; race++)
            {
                won[race] = (await ledger.ReserveAsync(string.Create(CultureInfo.InvariantCulture, $"guest-{race}"), name, Promo)).Decision.IsAllowed;
            }

            return won;
        }

        bool[][] won = await Task.WhenAll(Task.Run(() => Race(one, "a")), Task.Run(() => Race(two, "b")));
        Assert.All(Enumerable.Range(0, Races), race => Assert.True(won[0][race] != won[1][race]));
    }

    [Fact]
    public async Task Call_WhoseAnswerIsLost_IsTriedAgain_AndCountsOnce()
    {
        IContactLedger direct = await LedgerAsync();
        using TcpDouble line = new(server.Port);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Through(line));
        PostgresContactLedger ledger = await OverAsync(source);
        await ledger.ReserveAsync("warm", "m", Promo);

        line.CutAtLastAnswer();
        Reservation slot = await ledger.ReserveAsync("anna", "m1", Promo);
        Assert.True(slot is { Decision.IsAllowed: true, IsRepeated: true });
        line.CutAtLastAnswer();
        Assert.Equal(MessageState.Confirmed, (await ledger.ConfirmAsync("anna", "m1")).After);
        line.CutAtLastAnswer();
        Assert.Equal(MessageState.Confirmed, (await ledger.RecordAsync("anna", "m2", new(default, Promo.Partner, Promo.Channel, Promo.Kind, Noon))).After);
        Assert.Equal(2, (await direct.HistoryAsync("anna")).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_WhoseLineIsCut_IsTriedAgain_AndCountsOnce(bool afterItIsDone)
    {
        IContactLedger direct = await LedgerAsync();
        using TcpDouble line = new(server.Port);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(Through(line).Replace("Maximum Pool Size=20", "Maximum Pool Size=1", StringComparison.Ordinal));
        PostgresContactLedger ledger = await OverAsync(source);
        await ledger.ReserveAsync("warm", "m", Promo);
        SlotRequest[] slots = [.. Enumerable.Range(0, 1000).Select(i => new SlotRequest(string.Create(CultureInfo.InvariantCulture, $"guest-{i % 700}"), $"m{i}", Promo))];
        if (afterItIsDone)
        {
            line.CutAtLastAnswer();
        }
        else
        {
            line.CutAtNextAnswer();
        }

        IReadOnlyList<Reservation> answers = await ledger.ReserveAsync(slots);
        Assert.Equal(700, answers.Count(a => a.Decision.IsAllowed));

        // A server whose line is cut on the way may get through before it notices; then these are repetitions too.
        Assert.True(answers.Any(a => a.IsRepeated) || !afterItIsDone);
        Assert.Equal(700L, await database.AskAsync<long>("SELECT count(*) FROM ledger_0.contact WHERE guest LIKE 'guest-%'"));
        Assert.All(Enumerable.Range(0, 700), i => Assert.True(answers[i].Decision.IsAllowed));
        Assert.Single(await direct.HistoryAsync("guest-0"));
    }

    [Fact]
    public async Task Batch_OfManyGuests_NeedsNoMoreThanOneConnection_AndKeepsTheOrderOfEachGuestsQuestions()
    {
        await LedgerAsync();
        await using NpgsqlDataSource one = NpgsqlDataSource.Create(server.ConnectionTo(database.Name).Replace("Maximum Pool Size=20", "Maximum Pool Size=1", StringComparison.Ordinal));
        PostgresContactLedger ledger = await OverAsync(one);
        SlotRequest[] slots = [.. Enumerable.Range(0, 2100).Select(i => new SlotRequest($"guest-{i % 700}", $"m{i}", Promo with { At = Noon.AddHours(i / 700 / 2.0) }))];
        IReadOnlyList<Reservation> answers = await ledger.ReserveAsync(slots);
        Assert.All(answers.Take(700), a => Assert.True(a.Decision.IsAllowed));
        Assert.All(answers.Skip(700), a => Assert.Equal(Noon.AddHours(24), a.Decision.NextAllowedAt));
    }

    [Fact]
    public async Task Reserve_WhoseBackendIsTerminatedMidCall_CountsOnce()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.RecordAsync("anna", "old", new(default, Promo.Partner, Promo.Channel, Promo.Kind, Noon.AddDays(-3)));
        await using NpgsqlConnection holder = await (await database.SourceAsync()).OpenConnectionAsync();
        NpgsqlTransaction hold = await holder.BeginTransactionAsync();
        await using (NpgsqlCommand take = new("SELECT 1 FROM ledger_0.contact_guest FOR UPDATE", holder))
        {
            await take.ExecuteScalarAsync();
        }

        Task<Reservation> waiting = Task.Run(async () => await ledger.ReserveAsync("anna", "m1", Promo));
        long killed = 0;
        while (killed == 0)
        {
            killed = await database.AskAsync<long>(
                $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{database.Name}' AND wait_event_type = 'Lock'");
        }

        await hold.CommitAsync();
        Assert.True((await waiting).Decision.IsAllowed);
        Assert.Equal(2, (await ledger.HistoryAsync("anna")).Count);
    }

    [Fact]
    public async Task FullDisk_ChangesNothing_AndSaysSo()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "before", Promo);
        await database.RunAsync("""
            CREATE FUNCTION ledger_0.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$
            """);
        await database.RunAsync("CREATE TRIGGER full_disk BEFORE INSERT ON ledger_0.contact FOR EACH ROW WHEN (NEW.guest = 'guest-40') EXECUTE FUNCTION ledger_0.full_disk()");
        PostgresContactLedger impatient = await OverAsync(await database.SourceAsync(), new() { Schema = "ledger_0", Retries = 1, FirstWait = TimeSpan.Zero });
        SlotRequest[] slots = [.. Enumerable.Range(0, 50).Select(i => new SlotRequest($"guest-{i}", "m", Promo))];
        PostgresException full = await Assert.ThrowsAsync<PostgresException>(async () => await impatient.ReserveAsync(slots));
        Assert.Equal(PostgresErrorCodes.DiskFull, full.SqlState);
        await Assert.ThrowsAsync<PostgresException>(async () => await impatient.ReserveAsync("guest-40", "m", Promo));
        Assert.Equal(1L, await database.AskAsync<long>("SELECT count(*) FROM ledger_0.contact"));
        await database.RunAsync("DROP TRIGGER full_disk ON ledger_0.contact");
        Assert.All(await impatient.ReserveAsync(slots), a => Assert.True(a is { Decision.IsAllowed: true, IsRepeated: false }));
        Assert.True((await ledger.ReserveAsync("anna", "before", Promo)).IsRepeated);
    }

    [Fact]
    public async Task MillionContactsOfOneGuest_AreReadAndCounted_OneMoreIsRefused_AndOthersAreNotConcerned()
    {
        // One a minute for two years, all of which must be remembered.
        IContactLedger ledger = await database.LedgerAsync(0, Daily, new HandClock(Noon), new() { LoadPeriod = TimeSpan.FromDays(3650) });
        await database.RunAsync($"INSERT INTO ledger_0.contact SELECT 'anna', 'm' || i, {Noon.UtcTicks} - i * {TimeSpan.TicksPerMinute}, 'email', 'promo', 'bakery', 2, false, 0 FROM generate_series(1::bigint, 1000000) i");
        Assert.Equal("month", (await ledger.ReserveAsync("anna", "more", Promo)).Decision.Rule);
        Assert.Equal(1_000_000, (await ledger.LoadAsync("anna", Noon.AddYears(-2))).Sent);
        DateTimeOffset later = Noon.AddDays(60);
        InvalidOperationException full = await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync("anna", "more", Promo with { At = later }));
        Assert.DoesNotContain("anna", full.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync([new("boris", "m", Promo with { At = later }), new("anna", "more", Promo with { At = later })]));
        Assert.True((await ledger.ReserveAsync("boris", "m", Promo with { At = later })).IsRepeated);
        await ledger.EraseAsync("anna");
        Assert.True((await ledger.ReserveAsync("anna", "more", Promo)).Decision.IsAllowed);
    }

    [Fact]
    public async Task EveryStatementButForgetting_LooksIntoOnePartition()
    {
        await LedgerAsync();
        string[] statements =
        [
            "SELECT FROM ledger_0.contact_guest WHERE guest = 'anna' FOR UPDATE",
            "UPDATE ledger_0.contact SET state = 4 WHERE guest = 'anna' AND state = 1 AND expires_at <= 5",
            "SELECT at FROM ledger_0.contact WHERE guest = 'anna' AND state IN (1, 2) AND at >= 7",
        ];
        foreach (string statement in statements)
        {
            await using NpgsqlCommand explain = (await database.SourceAsync()).CreateCommand("EXPLAIN " + statement);
            await using NpgsqlDataReader plan = await explain.ExecuteReaderAsync();
            HashSet<string> scanned = [];
            while (await plan.ReadAsync())
            {
                string step = plan.GetString(0);
                if (step.Contains(" on contact", StringComparison.Ordinal) && step.Contains("Scan", StringComparison.Ordinal) && !step.Contains("Bitmap Index", StringComparison.Ordinal))
                {
                    scanned.Add(step.Split(" on ")[1].Split(' ')[0]);
                }
            }

            Assert.Single(scanned);
        }
    }

    [Fact]
    public async Task Erase_LeavesNoRowThatNamesTheGuest_AndForgetNoGuestWithoutContacts()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna-kovalenko", "m1", Promo);
        await ledger.RecordAsync("boris", "m1", new(default, Promo.Partner, Promo.Channel, Promo.Kind, Noon.AddDays(-90)));
        await ledger.EraseAsync("anna-kovalenko");
        foreach (string table in new[] { "contact", "contact_guest" })
        {
            Assert.Equal(0L, await database.AskAsync<long>($"SELECT count(*) FROM ledger_0.{table} t WHERE t::text LIKE '%kovalenko%'"));
        }

        await ledger.ForgetAsync(Noon);
        Assert.Equal(0L, await database.AskAsync<long>("SELECT count(*) FROM ledger_0.contact_guest"));
    }

    [Fact]
    public async Task Open_OfNewerTables_IsRefused_WithTheReason_AndFromManyHostsAtOnceMakesThemOnce()
    {
        _ = await database.SourceAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(LedgerAsync)));
        Assert.Equal(1L, await database.AskAsync<long>("SELECT count(*) FROM ledger_0.schema_version"));
        await database.RunAsync("UPDATE ledger_0.schema_version SET version = 99");
        PostgresStorageException refused = await Assert.ThrowsAsync<PostgresStorageException>(LedgerAsync);
        Assert.Contains("version 99 of the 'contact' tables", refused.Message, StringComparison.Ordinal);
    }

    private string Through(TcpDouble line) => server.ConnectionTo(database.Name).Replace($"Port={server.Port}", $"Port={line.Port}", StringComparison.Ordinal);
}
