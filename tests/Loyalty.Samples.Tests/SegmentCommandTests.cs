using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Loyalty.Samples.Tests;

public class SegmentCommandTests
{
    private const string Header = "customer_id,receipt_id,occurred_at,quantity,unit_price\n";

    private const string Three = Header +
        "b,r1,2026-06-01,2,5.00\n" +
        "b,r1,2026-06-01,1,2.50\n" +
        "a,r2,2026-06-03T18:05:00+03:00,1,100\n" +
        ",r3,2026-06-04,1,7\n" +
        "c,r4,2026-06-05,1,20\n" +
        "c,r4,2026-06-09,-1,20\n" +
        "b,r5,2026-06-08,3,1.005\n";

    [Fact]
    public void Segment_AFewReceipts_WritesARowACustomerInOrder()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Three), "--as-of", "2026-06-10", "--out", cli["out.csv"], "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(
            "customer_id,recency_days,frequency,monetary,r,f,m,segment,lifecycle,favourite_day,p_alive,expected_purchases_90d\n" +
            "a,7,1,100.00,1,1,5,lost,new,none,,\n" +
            "b,2,2,15.52,5,5,1,loyal,developing,none,,\n" +
            "c,,0,0.00,,,,returned-all,,none,,\n",
            cli.Read("out.csv"));
        JsonNode summary = result.Summary;
        Assert.Equal((5, 3, 1, 1), ((int)summary["receipts"]!, (int)summary["customers"]!, (int)summary["anonymousReceipts"]!, (int)summary["returns"]!));
        Assert.Equal(1, (int)summary["bySegment"]!["returned-all"]!);
        Assert.Equal(1, (int)summary["byLifecycle"]!["developing"]!);
        Assert.Null(summary["cascade"]);
    }

    [Fact]
    public void Segment_RowsInAnyOrderAndAgain_GiveTheSameBytes()
    {
        using Cli cli = new();
        string[] lines = Three.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string turned = string.Join('\n', [lines[0], .. lines.Skip(1).Reverse()]) + "\n";

        Cli.Run("segment", cli.Write("r.csv", Three), "--as-of", "2026-06-10", "--out", cli["1.csv"]);
        Cli.Run("segment", cli.Write("t.csv", turned), "--as-of", "2026-06-10", "--out", cli["2.csv"]);
        CliResult direct = Cli.Run("segment", cli["r.csv"], "--as-of", "2026-06-10");

        Assert.Equal(cli.Read("1.csv"), cli.Read("2.csv"));
        Assert.Equal(cli.Read("1.csv"), direct.Output);
    }

    [Fact]
    public void Segment_AmountColumn_RoundsOnceAndTakesNegativeForReturns()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv",
            "amount,occurred_at,receipt_id,customer_id,ignored\n10.005,2026-06-01,r1,a,x\n-3,2026-06-02,r2,a,y\n"), "--as-of", "2026-06-01", "--out", cli["o.csv"], "--json");

        Assert.Contains("\na,0,1,10.01,", cli.Read("o.csv"), StringComparison.Ordinal);
        Assert.Equal(1, (int)result.Summary["rowsAfterAsOf"]!);
    }

    [Fact]
    public void Segment_PartialReturnLater_NetsTheMoneyAndDoesNotRefreshRecency()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Header + "a,r1,2026-06-01,2,10\na,r1,2026-06-20,-1,10\n"), "--as-of", "2026-06-30");
        Assert.Contains("\na,29,1,10.00,", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_HeaderOnly_GivesNoRows()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Header), "--as-of", "2026-06-30", "--out", cli["o.csv"], "--json");
        Assert.Equal(0, result.Code);
        Assert.Single(cli.Read("o.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, (int)result.Summary["customers"]!);
    }

    [Fact]
    public void Segment_TenBins_ScoresUpToTen()
    {
        using Cli cli = new();
        string rows = string.Concat(Enumerable.Range(1, 40).Select(i => $"c{i:00},r{i},2026-06-01,1,{i}\n"));
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Header + rows), "--as-of", "2026-06-30", "--quantiles", "10");
        Assert.Contains("\nc40,29,1,40.00,10,1,10,", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nc01,29,1,1.00,10,1,1,", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_Cascade_CountsAfterEachStep()
    {
        using Cli cli = new();
        string cascade = cli.Write("c.json", """
            {"steps":[{"name":"bought","where":{"segment":{"not":["returned-all"]}}},{"name":"big","where":{"monetary":{"min":100}}}]}
            """);
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Three), "--as-of", "2026-06-10", "--cascade", cascade, "--out", cli["o.csv"], "--json");
        Assert.Equal("""{"bought":2,"big":1}""", result.Summary["cascade"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{\"steps\":[\n{\"name\":\"a\",\"where\":{\"lifecicle\":[\"new\"]}}]}", "c.json:2: there is no attribute 'lifecicle'; did you mean 'lifecycle'?")]
    [InlineData("{\"steps\":[\n{\"name\":\"a\",\"where\":{\"segment\":[\"champion\"]}}]}", "c.json:2: ")]
    [InlineData("{\"steps\":[\n", "c.json:2: ")]
    public void Segment_BadCascade_NamesTheCascadesLineAndLeavesOldOutput(string cascade, string expected)
    {
        using Cli cli = new();
        cli.Write("o.csv", "old");
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Three), "--as-of", "2026-06-10", "--cascade", cli.Write("c.json", cascade), "--out", cli["o.csv"]);
        Assert.Equal(1, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal("old", cli.Read("o.csv"));
        Assert.Equal(["c.json", "o.csv", "r.csv"], cli.Files);
    }

    [Theory]
    [InlineData("a,r1,2026-06-01,x,5\n", "r.csv:2: column 'quantity': 'x'")]
    [InlineData("a,r1,2026-06-01,1,\n", "r.csv:2: column 'unit_price': the value is empty")]
    [InlineData("a,r1,2026-06-01,1,1e5\n", "r.csv:2: column 'unit_price': '1e5'")]
    [InlineData("a,r1,2026-06-01,9999999999999,1\n", "r.csv:2: column 'quantity': ")]
    [InlineData("a,r1,2026-06-01,999999999999,999999999999\n", "r.csv:2: column 'unit_price': ")]
    [InlineData("a,r1,yesterday,1,5\n", "r.csv:2: column 'occurred_at': 'yesterday'")]
    [InlineData("a,r1,2026-02-30,1,5\n", "r.csv:2: column 'occurred_at': '2026-02-30'")]
    [InlineData("a,,2026-06-01,1,5\n", "r.csv:2: column 'receipt_id': the value is empty")]
    [InlineData("a,r1,2026-06-01,1,5\nb,r1,2026-06-01,1,5\n", "r.csv:3: column 'customer_id': the receipt 'r1' belongs to another customer")]
    [InlineData("a,r1,2026-06-01,1\n", "r.csv:2: the row has 4 fields")]
    [InlineData("\"a,r1,2026-06-01,1,5\n", "r.csv:2: the quoting is broken")]
    public void Segment_BadRow_ExitsWithOneAndNamesFileLineAndColumn(string rows, string expected)
    {
        using Cli cli = new();
        cli.Write("o.csv", "old");
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Header + rows), "--as-of", "2026-06-10", "--out", cli["o.csv"]);
        Assert.Equal(1, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("old", cli.Read("o.csv"));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("customer_id,receipt_id,occurred_at\n", "column 'amount': the column is missing")]
    [InlineData("customer_id,receipt_id,occurred_at,quantity\n", "column 'unit_price': the column is missing")]
    [InlineData("customer_id,receipt_id,quantity,unit_price\n", "column 'occurred_at': the column is missing")]
    [InlineData("customer_id,receipt_id,occurred_at,amount,amount\n", "the column stands twice")]
    public void Segment_BadHeader_ExitsWithOne(string text, string expected)
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv", text), "--as-of", "2026-06-10");
        Assert.Equal(1, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_NotUtf8_ExitsWithOne()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv", [.. Encoding.UTF8.GetBytes(Header), 0xFF, 0xFE, (byte)'\n']), "--as-of", "2026-06-10");
        Assert.Equal(1, result.Code);
        Assert.Contains("r.csv:2: the text is not UTF-8", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_Lenient_SetsBadRowsAsideAndCounts()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", cli.Write("r.csv", Three + "d,r9,never,1,5\nd,r1,2026-06-01,1,5\n"), "--as-of", "2026-06-10", "--lenient", "--out", cli["o.csv"], "--json");
        Assert.Equal(0, result.Code);
        Assert.Equal((9, 7, 2), ((int)result.Summary["read"]!, (int)result.Summary["kept"]!, (int)result.Summary["rejected"]!));
        Assert.DoesNotContain("\nd,", cli.Read("o.csv"), StringComparison.Ordinal);
        Assert.Contains("never", cli.Read("o.csv.rejected.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("segment")]
    [InlineData("segment", "r.csv")]
    [InlineData("segment", "r.csv", "--as-of", "tomorrow")]
    [InlineData("segment", "r.csv", "--as-of", "2026-06-10", "--quantiles", "1")]
    [InlineData("segment", "r.csv", "--as-of", "2026-06-10", "--quantiles", "101")]
    [InlineData("segment", "r.csv", "--as-of", "2026-06-10", "--currency", "euro")]
    [InlineData("segment", "r.csv", "--as-of", "2026-06-10", "--json")]
    [InlineData("segment", "r.csv", "s.csv", "--as-of", "2026-06-10")]
    [InlineData("segment", "r.csv", "--as-of", "2026-06-10", "--bins", "3")]
    public void Segment_BadUsage_ExitsWithTwoAndHelp(params string[] args)
    {
        using Cli cli = new();
        cli.Write("r.csv", Three);
        CliResult result = Cli.Run([.. args.Select(a => a.EndsWith(".csv", StringComparison.Ordinal) ? cli[a] : a)]);
        Assert.Equal(2, result.Code);
        Assert.Contains("Usage: segment", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_CleanRowsOfOnlineRetail_GivesTheReferenceScoresOfEveryCustomer()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", CleanOnlineRetail(cli), "--as-of", "2011-12-10", "--out", cli["o.csv"], "--json");

        Assert.Equal((18532, 4338, 0, 0), ((int)result.Summary["receipts"]!, (int)result.Summary["customers"]!,
            (int)result.Summary["anonymousReceipts"]!, (int)result.Summary["returns"]!));
        string[] expected =
        [
            .. Lines(Repository.PathOf("tests", "Loyalty.Segmentation.Tests", "Data", "online-retail-2011", "rfm_by_customer.csv.gz")).Skip(1)
                .Select(l => l.Split(','))
                .Select(f => $"{f[0]},{f[1]},{f[2]},{decimal.Parse(f[3], CultureInfo.InvariantCulture).ToString("F2", CultureInfo.InvariantCulture)},{f[7]},{f[8]},{f[9]}"),
        ];
        Assert.Equal(4338, expected.Length);
        Assert.Equal(expected.Order(StringComparer.Ordinal), cli.Read("o.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => string.Join(',', l.Split(',').Take(7))));
    }

    [Fact]
    public void Segment_WholeOnlineRetailWithReturns_KeepsEveryCustomerAndReceipt()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("segment", OnlineRetail, "--as-of", "2011-12-10", "--out", cli["o.csv"], "--json");

        Assert.Equal((25900, 4372, 3710, 10624), ((int)result.Summary["receipts"]!, (int)result.Summary["customers"]!,
            (int)result.Summary["anonymousReceipts"]!, (int)result.Summary["returns"]!));
        Assert.Equal(34, (int)result.Summary["bySegment"]!["returned-all"]!);
        string[][] rows = [.. cli.Read("o.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
        Assert.Equal(18532, rows.Sum(r => int.Parse(r[2], CultureInfo.InvariantCulture)));
        Assert.Equal(8300065.81m, rows.Sum(r => decimal.Parse(r[3], CultureInfo.InvariantCulture)));
    }

    private static string OnlineRetail => Repository.PathOf("samples", "data", "online-retail.csv.gz");

    /// <summary>Customer present, invoice not starting with C, quantity and price above zero.</summary>
    private static string CleanOnlineRetail(Cli cli)
    {
        StringBuilder clean = new();
        foreach (string line in Lines(OnlineRetail))
        {
            string[] f = line.Split(',');
            if (clean.Length == 0
                || (f[0].Length > 0 && !f[1].StartsWith('C') && int.Parse(f[4], CultureInfo.InvariantCulture) > 0 && decimal.Parse(f[5], CultureInfo.InvariantCulture) > 0))
            {
                clean.Append(line).Append('\n');
            }
        }

        return cli.Write("clean.csv", clean.ToString());
    }

    private static IEnumerable<string> Lines(string file)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
