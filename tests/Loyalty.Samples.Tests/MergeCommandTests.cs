using System.Globalization;

namespace Loyalty.Samples.Tests;

public sealed class MergeCommandTests : IDisposable
{
    private const string Crm = """
        record_id,given_name,surname,birth_date,phone,email,unknown_column
        1,Ivan,Kuznetsov,1985-03-07,+7 (916) 123-45-67,,x
        2,Кузнецов,Иван,19850307,,ivan.k@gmail.com,x
        3,Anna,Petrova,1990-10-02,8 926 765-43-21,,x
        """;

    private const string Shop = """
        record_id,phone,email
        1,89161234567,
        2,,IvanK+shop@googlemail.com
        9,0000000000,test@test.ru
        """;

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    private static CliResult Merge(params string[] args) => Cli.Run(["merge", .. args]);

    [Fact]
    public void Run_SeveralFiles_FindsOnePersonAcrossThem_InInputOrder()
    {
        string crm = cli.Write("crm.csv", Crm);
        string shop = cli.Write("shop.csv", Shop);
        CliResult result = Merge(crm, shop, "--out", cli["profiles.csv"], "--explain", cli["pairs.csv"], "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        string[][] rows = Rows("profiles.csv");
        Assert.Equal(["record_id", "source", "profile_id"], rows[0]);
        Assert.Equal(["1 crm", "2 crm", "3 crm", "1 shop", "2 shop", "9 shop"], rows[1..].Select(r => $"{r[0]} {r[1]}"));
        Assert.Equal(3, rows[1..].Select(r => r[2]).Distinct().Count());
        Assert.Single(new[] { rows[1][2], rows[2][2], rows[4][2], rows[5][2] }.Distinct());
        Assert.Equal([6, 3, 0], new[] { "records", "profiles", "refusedMerges" }.Select(n => (int)result.Summary[n]!));
        Assert.Equal(Rows("pairs.csv").Length - 1, (int)result.Summary["links"]!);
        Assert.NotNull(result.Summary["seconds"]);
    }

    [Fact]
    public void Run_Explain_SaysWhichComparisonGaveWhat()
    {
        string file = cli.Write("a.csv", "record_id,given_name,surname,birth_date\nx,Ann,Smith,1990-10-02\ny,Ann,Smyth,19901003\n");
        Assert.Equal(0, Merge(file, "--out", cli["o.csv"], "--explain", cli["pairs.csv"]).Code);
        string[][] rows = Rows("pairs.csv");
        Assert.Equal(["left", "right", "weight", "probability", "evidence"], rows[0]);
        Assert.Equal(["x", "y"], rows[1][..2]);
        Assert.InRange(double.Parse(rows[1][3], CultureInfo.InvariantCulture), 0.9, 1);
        Assert.Equal("given_name exact +6.00; surname jaro-winkler>=0.8 +2.00; birth_date typos<=1 +6.00", rows[1][4]);
    }

    [Fact]
    public void Run_RecordsInAnotherOrder_GivesTheSameIds()
    {
        string[] lines = Crm.Split('\n');
        string forward = cli.Write("crm.csv", Crm);
        Directory.CreateDirectory(cli["other"]);
        string backward = cli.Write("other/crm.csv", string.Join('\n', [lines[0], .. lines[1..].Reverse()]));
        Assert.Equal(0, Merge(forward, "--out", cli["a.csv"]).Code);
        Assert.Equal(0, Merge(backward, "--out", cli["b.csv"]).Code);
        Assert.Equal(Rows("a.csv")[1..].Select(r => string.Join(' ', r)).Order(), Rows("b.csv")[1..].Select(r => string.Join(' ', r)).Order());
    }

    [Fact]
    public void Run_Twice_GivesTheSameBytes()
    {
        string crm = cli.Write("crm.csv", Crm);
        Merge(crm, "--out", cli["a.csv"], "--explain", cli["ea.csv"]);
        Merge(crm, "--out", cli["b.csv"], "--explain", cli["eb.csv"]);
        Assert.Equal(cli.Read("a.csv"), cli.Read("b.csv"));
        Assert.Equal(cli.Read("ea.csv"), cli.Read("eb.csv"));
        Assert.Equal(cli.Read("a.csv"), Merge(crm).Output);
    }

    [Fact]
    public void Run_SourceColumn_NamesTheSource()
    {
        string file = cli.Write("all.csv", "record_id,source,phone\n1,crm,+79161234567\n1,shop,+79161234567\n1,,+79261234567\n");
        Assert.Equal(0, Merge(file, "--out", cli["o.csv"], "--explain", cli["e.csv"]).Code);
        Assert.Equal(["crm", "shop", "all"], Rows("o.csv")[1..].Select(r => r[1]));
        Assert.Equal(["crm:1", "shop:1"], Rows("e.csv")[1][..2]);
    }

    [Fact]
    public void Run_HeaderWithoutRows_GivesNoRows()
    {
        Assert.Equal("record_id,source,profile_id\n", Merge(cli.Write("a.csv", "record_id\n")).Output);
        Assert.Equal("record_id,source,profile_id\n", Merge(cli.Write("b.csv", "record_id,phone"), "--explain", cli["e.csv"]).Output);
        Assert.Equal("left,right,weight,probability,evidence\n", cli.Read("e.csv"));
    }

    [Fact]
    public void Run_MistypedValues_AreNoFault()
    {
        string file = cli.Write("a.csv", "record_id,birth_date,phone,email,updated_at,national_id\n1,31.02.1999,abc,@,yesterday,??\n2,,,,,\n");
        CliResult result = Merge(file);
        Assert.Equal(0, result.Code);
        Assert.Equal(2, result.Output.Split('\n')[1..^1].Select(l => l.Split(',')[2]).Distinct().Count());
    }

    [Theory]
    [InlineData("", 1, "is empty")]
    [InlineData("name\nx\n", 1, "column 'record_id': the column is missing")]
    [InlineData("record_id,phone,phone\n1,2,3\n", 1, "column 'phone': the column stands twice")]
    [InlineData("record_id\n1\n\"2\n", 3, "quoting is broken")]
    [InlineData("record_id,phone\n1\n", 2, "1 fields")]
    [InlineData("record_id,phone\n1,2\n,3\n", 3, "column 'record_id': the value is empty")]
    [InlineData("record_id\n1\n2\n1\n", 4, "column 'record_id': '1' stands twice in the source 'a'")]
    public void Run_BadInput_NamesFileLineAndColumn_AndLeavesOlderOutputAlone(string text, int line, string fault)
    {
        string file = cli.Write("a.csv", text);
        cli.Write("o.csv", "older");
        CliResult result = Merge(file, "--out", cli["o.csv"], "--explain", cli["e.csv"], "--json");
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith($"{file}:{line}: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(fault, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal("older", cli.Read("o.csv"));
        Assert.Equal(["a.csv", "o.csv"], cli.Files);
    }

    [Fact]
    public void Run_NotUtf8OrMissing_IsBadInput()
    {
        Assert.Equal(1, Merge(cli.Write("a.csv", [.. "record_id\n"u8, 0xFF, 0xFE, (byte)'\n'])).Code);
        Assert.Equal(1, Merge(cli["nowhere.csv"]).Code);
        Assert.Equal(1, Merge(cli.Write("b.csv.gz", "record_id\n1\n")).Code);
    }

    [Fact]
    public void Run_Lenient_SetsDoubledRowsAside()
    {
        string file = cli.Write("a.csv", "record_id,phone\n1,\n1,\n,\n2,\n");
        CliResult result = Merge(file, "--lenient", "--out", cli["o.csv"], "--json");
        Assert.Equal(0, result.Code);
        Assert.Equal([4, 2, 2], new[] { "read", "kept", "rejected" }.Select(n => (int)result.Summary[n]!));
        Assert.Equal(3, cli.Read("o.csv.rejected.csv").Split('\n').Length - 1);
    }

    [Fact]
    public void Run_BadUsage_ShowsTheHelp()
    {
        string file = cli.Write("a.csv", "record_id\n1\n");
        foreach (string[] args in (string[][])[[], [file, "--json"], [file, "--region", "XX"], [file, "--nonsense"], [file, "--out", cli["o.csv"], "--explain", cli["o.csv"]]])
        {
            CliResult result = Merge(args);
            Assert.Equal(2, result.Code);
            Assert.Contains("Usage: merge PEOPLE.csv", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Run_Region_SaysHowNationalNumbersAreMeant()
    {
        string file = cli.Write("a.csv", "record_id,phone\n1,(201) 555-0123\n2,+12015550123\n");
        Assert.Single(Merge(file, "--region", "US").Output.Split('\n')[1..^1].Select(l => l.Split(',')[2]).Distinct());
    }

    private string[][] Rows(string file) => [.. cli.Read(file).Split('\n')[..^1].Select(l => l.Split(','))];
}
