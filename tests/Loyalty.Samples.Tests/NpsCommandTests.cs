using System.Globalization;

namespace Loyalty.Samples.Tests;

public sealed class NpsCommandTests : IDisposable
{
    private const string Header = "customer_id,answered_at,score,store,category\n";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Nps_ByStore_GivesOrderedRowsWithIntervalsAndChange()
    {
        string file = cli.Write("a.csv", Header + Answers("b", "2026-10", 5, 3, 2) + Answers("b", "2026-11", 8, 1, 1) + Answers("a", "2026-11", 10, 0, 0));
        CliResult result = Cli.Run("nps", file, "--by", "store");
        Assert.Equal(0, result.Code);
        string[] rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("store,period,answers,promoters,passives,detractors,nps,ci_low,ci_high,change,change_p", rows[0]);
        Assert.StartsWith("a,2026-11,10,10,0,0,100,", rows[1], StringComparison.Ordinal);
        Assert.Equal("100", rows[1].Split(',')[8]);
        Assert.InRange(Number(rows[1].Split(',')[7]), 30, 40);
        Assert.EndsWith(",,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("b,2026-10,10,5,3,2,30,", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("b,2026-11,10,8,1,1,70,", rows[3], StringComparison.Ordinal);
        Assert.Equal("40", rows[3].Split(',')[9]);
        Assert.InRange(Number(rows[3].Split(',')[10]), 0.1, 0.3);
        Assert.Equal(4, rows.Length);
    }

    [Fact]
    public void Nps_WithoutBy_IsTheWholeFilesMonths()
    {
        string file = cli.Write("a.csv", Header + Answers("b", "2026-10", 5, 3, 2) + Answers("a", "2026-10", 1, 0, 0));
        CliResult result = Cli.Run("nps", file, "--out", cli["report.csv"], "--json");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("period,answers,promoters,passives,detractors,nps,ci_low,ci_high,change,change_p\n2026-10,11,6,3,2,36.363636,", cli.Read("report.csv"), StringComparison.Ordinal);
        Assert.Equal(1, (int)result.Summary["rows"]!);
        Assert.Equal(11, (int)result.Summary["answers"]!);
        Assert.Equal(400.0 / 11, (double)result.Summary["nps"]!, 1e-12);
        Assert.NotNull(result.Summary["ciLow"]);
        Assert.NotNull(result.Summary["seconds"]);
    }

    [Fact]
    public void Nps_TwoColumns_InTheOrderAsked()
    {
        string file = cli.Write("a.csv", "score,category,answered_at,store,extra,customer_id\n9,\"bread, rolls\",2026-11-01T10:00:00Z,s1,x,c1\n0,dairy,2026-11-02,s1,x,c2\n");
        string[] rows = Cli.Run("nps", file, "--by", "category,store").Output.Split('\n');
        Assert.StartsWith("category,store,period,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("\"bread, rolls\",s1,2026-11,1,1,0,0,100,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("dairy,s1,2026-11,1,0,0,1,-100,-100,", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Nps_MonthsByTheLocalDateAsWritten()
    {
        string file = cli.Write("a.csv", Header + "c,2026-10-31T23:30:00-05:00,9,s,\nc,2026-11-01T00:30:00+03:00,9,s,\nc,2026-10-31T23:59:59,9,s,\n");
        Assert.Equal(["2026-10,2", "2026-11,1"], Cli.Run("nps", file).Output.Split('\n').Skip(1).Take(2).Select(r => r[..9]));
    }

    [Fact]
    public void Nps_MonthWithoutAPeriodBefore_HasNoChange()
    {
        string file = cli.Write("a.csv", Header + "c,2026-09-01,9,s,\nc,2026-11-01,0,s,\n");
        Assert.All(Cli.Run("nps", file).Output.Split('\n').Skip(1).Take(2), row => Assert.EndsWith(",,", row, StringComparison.Ordinal));
    }

    [Fact]
    public void Nps_SameInput_SameBytesInAnyOrder()
    {
        string[] lines = (Answers("b", "2026-10", 5, 3, 2) + Answers("a", "2026-11", 8, 1, 1)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string forward = Cli.Run("nps", cli.Write("a.csv", Header + string.Join('\n', lines)), "--by", "store").Output;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(forward, Cli.Run("nps", cli.Write("b.csv", Header + string.Join('\n', lines.Reverse())), "--by", "store").Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Nps_HeaderWithoutRows_GivesNoRowsAndAnUndefinedScore()
    {
        CliResult result = Cli.Run("nps", cli.Write("a.csv", Header), "--out", cli["out.csv"], "--json");
        Assert.Equal(0, result.Code);
        Assert.Equal(1, cli.Read("out.csv").Count(c => c == '\n'));
        Assert.Null(result.Summary["nps"]);
        Assert.NotNull(result.Summary["reason"]);
    }

    [Theory]
    [InlineData("c,2026-11-01,11,s,x", "column 'score': '11'")]
    [InlineData("c,2026-11-01,-1,s,x", "column 'score': '-1'")]
    [InlineData("c,2026-11-01,9.5,s,x", "column 'score': '9.5'")]
    [InlineData("c,2026-11-01,,s,x", "column 'score': the value is empty")]
    [InlineData("c,2026-11-01,NaN,s,x", "column 'score': 'NaN'")]
    [InlineData("c,2026-13-01,9,s,x", "column 'answered_at': '2026-13-01'")]
    [InlineData("c,,9,s,x", "column 'answered_at': the value is empty")]
    [InlineData("c,2026-11-01,9,s", "the row has 4 fields")]
    [InlineData("c,2026-11-01,\"9,s,x", "quoting is broken")]
    public void Nps_BadRow_NamesFileLineAndColumnAndLeavesOlderOutput(string row, string expected)
    {
        cli.Write("out.csv", "older");
        CliResult result = Cli.Run("nps", cli.Write("a.csv", Header + "c,2026-11-01,9,s,x\n" + row + "\n"), "--by", "store", "--out", cli["out.csv"]);
        Assert.Equal(1, result.Code);
        Assert.Contains("a.csv:3: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("older", cli.Read("out.csv"));
        Assert.Equal(["a.csv", "out.csv"], cli.Files);
    }

    [Fact]
    public void Nps_Lenient_SetsBadRowsAside()
    {
        string file = cli.Write("a.csv", Header + "c,2026-11-01,9,s,x\nc,2026-11-01,12,s,x\nc,2026-11-01,0,s,x\n");
        CliResult result = Cli.Run("nps", file, "--out", cli["out.csv"], "--json", "--lenient");
        Assert.Equal(0, result.Code);
        Assert.Equal((3, 2, 1), ((int)result.Summary["read"]!, (int)result.Summary["kept"]!, (int)result.Summary["rejected"]!));
        Assert.Contains("'12'", cli.Read("out.csv.rejected.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_id,answered_at\n")]
    [InlineData("customer_id,score\n")]
    [InlineData("answered_at,score\n")]
    [InlineData("customer_id,answered_at,score,score\n")]
    [InlineData("")]
    public void Nps_BadHeader_ExitsWithOne(string text) => Assert.Equal(1, Cli.Run("nps", cli.Write("a.csv", text)).Code);

    [Fact]
    public void Nps_ColumnOfByMissing_NamesIt()
    {
        CliResult result = Cli.Run("nps", cli.Write("a.csv", Header), "--by", "store,region");
        Assert.Equal(1, result.Code);
        Assert.Contains("a.csv:1: column 'region'", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--by", "")]
    [InlineData("--by", "store,,category")]
    [InlineData("--by", "store,store")]
    [InlineData("--by", "period")]
    [InlineData("--period", "week")]
    [InlineData("--quantiles", "5")]
    public void Nps_BadOption_ExitsWithTwoAndShowsTheUsage(string option, string value)
    {
        CliResult result = Cli.Run("nps", cli.Write("a.csv", Header), option, value);
        Assert.Equal(2, result.Code);
        Assert.Contains("Usage: nps ANSWERS.csv", result.Error, StringComparison.Ordinal);
    }

    private static string Answers(string store, string month, int promoters, int passives, int detractors) =>
        string.Concat(Enumerable.Range(0, promoters + passives + detractors)
            .Select(i => $"c{i},{month}-15T12:00:00Z,{(i < promoters ? 9 : i < promoters + passives ? 7 : 6)},{store},x\n"));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
