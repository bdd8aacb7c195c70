using System.Diagnostics;
using System.Text.Json.Nodes;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Storage.Sqlite.Contacts;
using Microsoft.Data.Sqlite;

namespace Loyalty.Samples.Tests;

public sealed class ContactCommandTests : IDisposable
{
    private const string Matrix = """
        { "timeZone": "Europe/Moscow",
          "quietHours": [{ "channels": ["sms","push"], "from": "21:00", "to": "09:00" }],
          "caps": [
            { "id": "promo-weekly", "channels": ["*"], "kinds": ["promo"], "partners": "all-together", "max": 1, "window": "7d" },
            { "id": "survey-quarter", "channels": ["*"], "kinds": ["survey"], "partners": "all-together", "max": 1, "window": "90d" },
            { "id": "push-daily", "channels": ["push"], "kinds": ["*"], "partners": "each", "max": 2, "window": "calendar-day" },
            { "id": "no-calls", "channels": ["call"], "max": 0, "window": "1d" } ],
          "minimumGap": [{ "channels": ["*"], "gap": "4h" }],
          "exempt": ["transactional"] }
        """;

    private const string Header = "request_id,customer_id,partner,channel,kind,at,time_zone,priority,value\n";

    private const string Requests = Header + """
        r4,anna,cinema,sms,survey,2026-03-02T18:00:00Z,,,
        r1,anna,bakery,email,promo,2026-03-02T09:00:00Z,,1,2.50
        r3,anna,cinema,email,promo,2026-03-02T12:00:00Z,,,
        r2,anna,bakery,email,transactional,2026-03-02T09:00:00Z,Europe/Atlantis,,
        r5,boris,bakery,sms,promo,2026-03-02T18:00:00Z,Europe/Atlantis,,
        r6,boris,bakery,sms,promo,2026-03-02T18:00:00Z,America/New_York,,
        r7,vera,bakery,call,promo,2026-03-02T18:00:00Z,,,

        """;

    private readonly Cli cli = new();

    [Fact]
    public void Contact_Requests_AreDecidedInOrderOfTimeAndWrittenInOrderOfInput()
    {
        CliResult result = Run(Requests);
        Assert.Equal((0, ""), (result.Code, result.Output));
        Assert.Equal("""
            request_id,decision,rule,next_allowed_at
            r4,defer,quiet-hours,2026-03-03T06:00:00Z
            r1,allow,,
            r3,defer,promo-weekly,2026-03-09T09:00:00Z
            r2,allow,,
            r5,deny,unknown-zone,
            r6,allow,,
            r7,deny,no-calls,

            """.ReplaceLineEndings("\n"), cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_Json_CountsByDecisionRuleAndChannel()
    {
        CliResult result = Run(Requests, "--json");
        JsonNode summary = result.Summary;
        Assert.Equal("""{"allow":3,"defer":2,"deny":2}""", summary["byDecision"]!.ToJsonString());
        Assert.Equal("""{"no-calls":1,"promo-weekly":1,"quiet-hours":1,"unknown-zone":1}""", summary["byRule"]!.ToJsonString());
        Assert.Equal("""{"call":1,"email":3,"sms":3}""", summary["byChannel"]!.ToJsonString());
        Assert.Equal(7, (int)summary["requests"]!);
        Assert.NotNull(summary["seconds"]);
    }

    [Fact]
    public void Contact_EqualInstants_AreDecidedByOrdinalId()
    {
        Run(Header + "b,anna,p,email,promo,2026-03-02T12:00:00+03:00,,,\nB,anna,p,email,promo,2026-03-02T09:00:00Z,,,\n");
        Assert.Equal("request_id,decision,rule,next_allowed_at\nb,defer,promo-weekly,2026-03-09T09:00:00Z\nB,allow,,\n", cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_ColumnsInAnyOrderAndFractions_AreReadAndWrittenExactly()
    {
        Run("at,kind,ignored,channel,partner,customer_id,request_id\n2026-03-02T09:00:00.1234567Z,promo,x,email,p,42,1\n2026-03-03,promo,x,email,q,42,2\n");
        Assert.Equal("request_id,decision,rule,next_allowed_at\n1,allow,,\n2,defer,promo-weekly,2026-03-09T09:00:00.1234567Z\n", cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_SameRequestIdTwice_GetsOneAnswerAndCountsOnce()
    {
        Run(Header + "r1,anna,p,push,news,2026-03-02T09:00:00Z,,,\nr1,anna,p,push,news,2026-03-02T09:00:00Z,,,\nr2,anna,p,push,news,2026-03-02T13:00:00Z,,,\n");
        Assert.Equal("request_id,decision,rule,next_allowed_at\nr1,allow,,\nr1,allow,,\nr2,allow,,\n", cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_Twice_WritesTheSameBytes()
    {
        Run(Requests);
        string first = cli.Read("out.csv");
        Run(Requests);
        Assert.Equal(first, cli.Read("out.csv"));
        Assert.Equal(first, Cli.Run("contact", "--matrix", cli["matrix.json"], cli["requests.csv"]).Output);
    }

    [Fact]
    public void Contact_HeaderWithoutRows_GivesNoRows()
    {
        Assert.Equal(0, Run(Header).Code);
        Assert.Equal("request_id,decision,rule,next_allowed_at\n", cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_Ledger_KeepsTheLoadBetweenRuns()
    {
        Run(Requests, "--ledger", cli["ledger.db"]);
        Run(Header + "s1,anna,other,email,promo,2026-03-05T09:00:00Z,,,\ns2,anna,other,email,promo,2026-03-09T09:00:00Z,,,\n", "--ledger", cli["ledger.db"]);
        Assert.Equal("request_id,decision,rule,next_allowed_at\ns1,defer,promo-weekly,2026-03-09T09:00:00Z\ns2,allow,,\n", cli.Read("out.csv"));
        Assert.Equal(["ledger.db", "matrix.json", "out.csv", "requests.csv"], cli.Files);
    }

    [Fact]
    public void Contact_LedgerRunTwice_RepeatsItsAnswersAndCountsNothingTwice()
    {
        Run(Requests, "--ledger", cli["ledger.db"]);
        string first = cli.Read("out.csv");
        byte[] ledger = File.ReadAllBytes(cli["ledger.db"]);
        Run(Requests, "--ledger", cli["ledger.db"]);
        Assert.Equal(first, cli.Read("out.csv"));
        Assert.Equal(ledger.Length, new FileInfo(cli["ledger.db"]).Length);

        // An id that was decided before gets its answer even when the rest of the row has changed.
        Run(Header + "r3,zoe,p,email,promo,2026-09-02T09:00:00Z,,,\n", "--ledger", cli["ledger.db"]);
        Assert.Contains("r3,defer,promo-weekly,2026-03-09T09:00:00Z", cli.Read("out.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Contact_LedgerRunInTwoHalves_DecidesAsOneRun()
    {
        Run(Requests);
        string whole = cli.Read("out.csv");
        string[] lines = Requests.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<string> rows = [];
        foreach (string id in (string[])["r1", "r2", "r3", "r4", "r5", "r6", "r7"])
        {
            Run(Header + lines.Single(l => l.StartsWith(id, StringComparison.Ordinal)) + "\n", "--ledger", cli["ledger.db"]);
            rows.Add(cli.Read("out.csv").Split('\n')[1]);
        }

        Assert.Equal(whole.Split('\n').Skip(1).Where(l => l.Length > 0).Order(StringComparer.Ordinal), rows);
    }

    [Fact]
    public void Contact_FailedRun_LeavesLedgerAndOutputUntouched()
    {
        Run(Requests, "--ledger", cli["ledger.db"]);
        byte[] ledger = File.ReadAllBytes(cli["ledger.db"]);
        string rows = cli.Read("out.csv");
        CliResult result = Run(Header + "s1,anna,other,email,promo,2026-03-09T09:00:00Z,,,\ns2,anna,other,email,promo,yesterday,,,\n", "--ledger", cli["ledger.db"]);
        Assert.Equal(1, result.Code);
        Assert.Equal(ledger, File.ReadAllBytes(cli["ledger.db"]));
        Assert.Equal(rows, cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_FailedFirstRun_LeavesNoLedger()
    {
        Assert.Equal(1, Run(Header + "s1,anna,other,email,promo,yesterday,,,\n", "--ledger", cli["ledger.db"]).Code);
        Assert.False(File.Exists(cli["ledger.db"]));
    }

    [Fact]
    public void Contact_LedgerThatIsNone_IsRefused()
    {
        cli.Write("ledger.db", "this is no database, only a text that is long enough to be looked at as a header of one: " + new string('x', 200));
        CliResult result = Run(Requests, "--ledger", cli["ledger.db"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith(cli["ledger.db"] + ":1: the file is not a contact ledger", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("this is no database", cli.Read("ledger.db"), StringComparison.Ordinal);
        Assert.Equal(2, Run(Requests, "--ledger", cli["no/such/folder.db"]).Code);
    }

    [Fact]
    public void Contact_LedgerOfTheFormerFormat_IsRefused_AndLeftAlone()
    {
        using (SqliteConnection former = new($"Data Source={cli["ledger.db"]};Pooling=False"))
        {
            former.Open();
            using SqliteCommand make = former.CreateCommand();
            make.CommandText = "CREATE TABLE contact (customer TEXT, partner TEXT, channel TEXT, kind TEXT, at_ticks INTEGER); PRAGMA application_id = 1282373955; PRAGMA user_version = 1;";
            make.ExecuteNonQuery();
        }

        byte[] before = File.ReadAllBytes(cli["ledger.db"]);
        CliResult result = Run(Requests, "--ledger", cli["ledger.db"]);
        Assert.Equal(1, result.Code);
        Assert.Equal(cli["ledger.db"] + ":1: the ledger was written by an earlier version of this command, whose format is no longer read; name a new file\n", result.Error);
        Assert.Equal(before, File.ReadAllBytes(cli["ledger.db"]));
    }

    [Fact]
    public void Contact_LedgerOfAnotherProgram_IsRefused_AndLeftAlone()
    {
        using (SqliteConnection other = new($"Data Source={cli["ledger.db"]};Pooling=False"))
        {
            other.Open();
            using SqliteCommand make = other.CreateCommand();
            make.CommandText = "CREATE TABLE recipes (x)";
            make.ExecuteNonQuery();
        }

        byte[] before = File.ReadAllBytes(cli["ledger.db"]);
        Assert.StartsWith(cli["ledger.db"] + ":1: the file is not a contact ledger", Run(Requests, "--ledger", cli["ledger.db"]).Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(cli["ledger.db"]));
    }

    [Fact]
    public async Task Contact_Ledger_IsTheLibrarysOwn()
    {
        Run(Requests, "--ledger", cli["ledger.db"]);
        using SqliteContactLedger ledger = SqliteContactLedger.Open(cli["ledger.db"], new ContactGate(ContactMatrix.Parse(Matrix)), TimeProvider.System, new() { LoadPeriod = TimeSpan.FromDays(36_500) });
        Contact promo = Assert.Single(await ledger.HistoryAsync("anna"), c => c.Kind == ContactKind.Promo);
        Assert.Equal(new(default, new("bakery"), Channel.Email, ContactKind.Promo, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)), promo);
        Assert.Equal(MessageState.Confirmed, (await ledger.ConfirmAsync("anna", "r1")).Before);
    }

    [Fact]
    public void Contact_NamesThatNoLedgerTakes_AreDecidedWithALedgerAsWithout()
    {
        string longName = new('x', 300);
        string rows = Header + "\" r1 \",\" anna\",p,email,promo,2026-03-02T09:00:00Z,,,\n" + $"{longName},{longName},p,email,promo,2026-03-02T09:00:00Z,,,\n{longName}2,{longName},p,email,promo,2026-03-02T19:00:00Z,,,\n#,#,p,email,promo,2026-03-02T09:00:00Z,,,\n";
        Assert.Equal(0, Run(rows).Code);
        string without = cli.Read("out.csv");
        Assert.Equal(0, Run(rows, "--ledger", cli["ledger.db"]).Code);
        Assert.Equal(without, cli.Read("out.csv"));
        Run(rows, "--ledger", cli["ledger.db"]);
        Assert.Equal(without, cli.Read("out.csv"));
    }

    [Fact]
    public void Contact_TwoRunsAtOnce_ShareOneLedger()
    {
        cli.Write("matrix.json", Matrix);
        string[] partners = ["bakery", "cinema"];
        foreach (string partner in partners)
        {
            cli.Write(partner + ".csv", Header + string.Concat(Enumerable.Range(0, 300).Select(i => $"{partner}-{i},guest-{i},{partner},email,promo,2026-03-02T09:00:00Z,,,\n")));
        }

        Process[] runs = [.. partners.Select(p => Start("contact", "--matrix", cli["matrix.json"], cli[p + ".csv"], "--out", cli[p + "-out.csv"], "--ledger", cli["ledger.db"]))];
        foreach (Process run in runs)
        {
            run.WaitForExit();
            Assert.Equal(0, run.ExitCode);
            run.Dispose();
        }

        string[] rows = [.. partners.SelectMany(p => cli.Read(p + "-out.csv").Split('\n'))];
        Assert.Equal((300, 300), (rows.Count(r => r.Contains(",allow,", StringComparison.Ordinal)), rows.Count(r => r.Contains(",defer,promo-weekly,", StringComparison.Ordinal))));
    }

    [Fact]
    public void Contact_KilledOnTheWay_GoesOnFromThere_AndCountsNothingTwice()
    {
        cli.Write("matrix.json", Matrix);
        cli.Write("requests.csv", Header + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"r{i},guest-{i % 4_000},p{i % 3},email,promo,2026-03-{2 + (i / 4_000):00}T09:00:00Z,,,\n")));
        string[] line = ["contact", "--matrix", cli["matrix.json"], cli["requests.csv"], "--out", cli["out.csv"], "--ledger"];
        Assert.Equal(0, Cli.Run([.. line, cli["whole.db"]]).Code);
        string whole = cli.Read("out.csv");
        File.Delete(cli["out.csv"]);

        long kept;
        using (Process killed = Start([.. line, cli["ledger.db"]]))
        {
            while ((kept = Answers()) == 0 && !killed.HasExited)
            {
                Thread.Sleep(5);
            }

            killed.Kill();
            killed.WaitForExit();
        }

        Assert.InRange(kept, 1, 11_999);
        Assert.False(File.Exists(cli["out.csv"]));
        Assert.Equal(0, Cli.Run([.. line, cli["ledger.db"]]).Code);
        Assert.Equal(whole, cli.Read("out.csv"));
        Assert.Equal(4_000L, Ask("SELECT count(*) FROM loyalty_contact WHERE state = 2"));
        Assert.Equal(12_000L, Answers());
    }

    [Theory]
    [InlineData("request_id,customer_id,partner,channel,kind\n", 1, "column 'at': the column is missing")]
    [InlineData("at,at,request_id,customer_id,partner,channel,kind\n", 1, "column 'at': the column stands twice")]
    [InlineData("", 1, "the file is empty")]
    [InlineData(Header + ",anna,p,email,promo,2026-03-02,,,\n", 2, "column 'request_id': the value is empty")]
    [InlineData(Header + "r,,p,email,promo,2026-03-02,,,\n", 2, "column 'customer_id': the value is empty")]
    [InlineData(Header + "r,anna,,email,promo,2026-03-02,,,\n", 2, "column 'partner': the value is empty")]
    [InlineData(Header + "r,anna,p, email,promo,2026-03-02,,,\n", 2, "column 'channel': ' email' is not allowed")]
    [InlineData(Header + "r,anna,p,email,,2026-03-02,,,\n", 2, "column 'kind': the value is empty")]
    [InlineData(Header + "r,anna,p,email,promo,02.03.2026,,,\n", 2, "column 'at': '02.03.2026' is not an ISO 8601")]
    [InlineData(Header + "r,anna,p,email,promo,9999-12-31,,,\n", 2, "column 'at': '9999-12-31' is out of range")]
    [InlineData(Header + "r,anna,p,email,promo,2026-03-02,,high,\n", 2, "column 'priority': 'high' is not a decimal")]
    [InlineData(Header + "r,anna,p,email,promo,2026-03-02,,,1e5\n", 2, "column 'value': '1e5' is not a decimal")]
    [InlineData(Header + "r,anna,p,email,promo,2026-03-02,,\n", 2, "the row has 8")]
    public void Contact_BadRequests_AreRefusedWithLineAndColumn(string csv, int line, string told)
    {
        cli.Write("out.csv", "older");
        CliResult result = Run(csv);
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"{cli["requests.csv"]}:{line}: {told}", result.Error, StringComparison.Ordinal);
        Assert.Equal("older", cli.Read("out.csv"));
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Contact_BadMatrix_IsRefusedByItsOwnNameAndLine()
    {
        cli.Write("requests.csv", Requests);
        cli.Write("matrix.json", "{\n  \"caps\": [\n    { \"id\": \"a\", \"max\": 1, \"windw\": \"7d\" }\n  ]\n}");
        CliResult result = Cli.Run("contact", "--matrix", cli["matrix.json"], cli["requests.csv"], "--out", cli["out.csv"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith(cli["matrix.json"] + ":3: a cap has no member 'windw'", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli["out.csv"]));
    }

    [Fact]
    public void Contact_Lenient_SetsBadRowsAside()
    {
        CliResult result = Run(Header + "r1,anna,p,email,promo,2026-03-02,,,\nr2,anna,p,email,promo,tomorrow,,,\n", "--lenient", "--json");
        Assert.Equal((2, 1, 1), ((int)result.Summary["read"]!, (int)result.Summary["kept"]!, (int)result.Summary["rejected"]!));
        Assert.Contains("column 'at'", cli.Read("out.csv.rejected.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Contact_BadUsage_ShowsTheHelp()
    {
        cli.Write("requests.csv", Requests);
        Assert.Equal(2, Cli.Run("contact", cli["requests.csv"]).Code);
        Assert.Equal(2, Cli.Run("contact", "--matrix", cli["requests.csv"]).Code);
        CliResult result = Run(Requests, "--speed", "9");
        Assert.Equal(2, result.Code);
        Assert.Contains("Usage: contact --matrix", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => cli.Dispose();

    /// <summary>The sample as a process of its own.</summary>
    private static Process Start(params string[] args) =>
        Process.Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Loyalty.Samples.Console.dll"), .. args]);

    private long Answers()
    {
        try
        {
            return Ask("SELECT count(*) FROM contact_answer");
        }
        catch (SqliteException)
        {
            // The file or its table is not there yet.
            return 0;
        }
    }

    private long Ask(string sql)
    {
        using SqliteConnection file = new($"Data Source={cli["ledger.db"]};Pooling=False;Mode=ReadOnly");
        file.Open();
        using SqliteCommand ask = file.CreateCommand();
        ask.CommandText = sql;
        return (long)ask.ExecuteScalar()!;
    }

    private CliResult Run(string requests, params string[] more)
    {
        cli.Write("matrix.json", Matrix);
        cli.Write("requests.csv", requests);
        return Cli.Run(["contact", "--matrix", cli["matrix.json"], cli["requests.csv"], "--out", cli["out.csv"], .. more]);
    }
}
