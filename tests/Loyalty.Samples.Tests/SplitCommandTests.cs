namespace Loyalty.Samples.Tests;

public class SplitCommandTests
{
    private const string Ids = "customer_id\n42\nguest-1\n6f9619ff-8b86-d011-b42d-00c04fc964ff\n";

    [Fact]
    public void Split_PublishedGuests_StandWhereTheVectorsSay()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("split", cli.Write("ids.csv", Ids), "--salt", "permanent-control", "--out", cli["groups.csv"], "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal("customer_id,group\n42,target\nguest-1,target\n6f9619ff-8b86-d011-b42d-00c04fc964ff,control\n", cli.Read("groups.csv"));
        Assert.Equal(1, (int)result.Summary["control"]!);
        Assert.Equal(2, (int)result.Summary["target"]!);
        Assert.Equal(0.1, (double)result.Summary["share"]!);
    }

    [Fact]
    public void Split_AnotherOrder_GivesTheSameGroups()
    {
        using Cli cli = new();
        string[] ids = [.. Enumerable.Range(0, 500).Select(i => $"c{i}")];
        string one = Cli.Run("split", cli.Write("a.csv", "customer_id\n" + string.Join('\n', ids)), "--salt", "s").Output;
        string two = Cli.Run("split", cli.Write("b.csv", "x,customer_id\n" + string.Join('\n', ids.Reverse().Select(i => "y," + i))), "--salt", "s").Output;

        Assert.Equal(one.Split('\n').Order(StringComparer.Ordinal), two.Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Split_LargerControl_OnlyMovesCustomersOutOfTarget()
    {
        using Cli cli = new();
        string file = cli.Write("ids.csv", "customer_id\n" + string.Join('\n', Enumerable.Range(0, 2_000)));
        HashSet<string> before = [];
        foreach (string share in new[] { "0", "0.1", "0.25", "0.9", "1" })
        {
            string[] control = [.. Cli.Run("split", file, "--salt", "s", "--control", share).Output.Split('\n').Where(l => l.EndsWith(",control", StringComparison.Ordinal))];
            Assert.Superset(before, control.ToHashSet());
            before = [.. control];
        }

        Assert.Equal(2_000, before.Count);
    }

    [Fact]
    public void Split_HeaderAlone_GivesNoRows()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("split", cli.Write("ids.csv", "customer_id\n"), "--salt", "s");

        Assert.Equal((0, "customer_id,group\n"), (result.Code, result.Output));
    }

    [Theory]
    [InlineData("--control", "1.1")]
    [InlineData("--control", "-0.1")]
    [InlineData("--control", "ten")]
    [InlineData("--unknown", "x")]
    public void Split_BadOption_IsBadUsage(string option, string value)
    {
        using Cli cli = new();
        Assert.Equal(2, Cli.Run("split", cli.Write("ids.csv", Ids), "--salt", "s", option, value).Code);
        Assert.Equal(2, Cli.Run("split", cli.Write("ids.csv", Ids)).Code);
        Assert.Equal(2, Cli.Run("split", cli.Write("ids.csv", Ids), "--salt", "").Code);
    }

    [Theory]
    [InlineData("", ":1: ")]
    [InlineData("id\n1\n", ":1: column 'customer_id'")]
    [InlineData("customer_id,customer_id\n1,1\n", ":1: column 'customer_id'")]
    [InlineData("customer_id,x\n1,1\n,2\n", ":3: column 'customer_id'")]
    [InlineData("customer_id\n\"1\n", ":2: ")]
    public void Split_BadInput_NamesTheLineAndLeavesTheOlderFileAlone(string text, string expected)
    {
        using Cli cli = new();
        string file = cli.Write("ids.csv", text);
        string older = cli.Write("groups.csv", "older");
        CliResult result = Cli.Run("split", file, "--salt", "s", "--out", older);

        Assert.Equal(1, result.Code);
        Assert.StartsWith(file + expected, result.Error, StringComparison.Ordinal);
        Assert.Equal("older", cli.Read("groups.csv"));
        Assert.Equal(2, cli.Files.Count);
    }
}
