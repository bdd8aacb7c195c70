using System.Text.Json.Nodes;

namespace Loyalty.Samples.Tests;

public class EffectCommandTests
{
    private const string Outcomes = "customer_id,group,outcome,covariate\n1,control,16,1\n2,control,18,2\n3,control,20,3\n4,control,22,4\n5,control,24,5\n"
        + "6,mail,17,1\n7,mail,21,2\n8,mail,25,3\n9,mail,29,4\n10,mail,33,5\n";

    [Fact]
    public void Effect_TwoGroups_SaysTheWelchDifference()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("effect", cli.Write("o.csv", Outcomes), "--json", "--planned-control", "0.5", "--out", cli["e.json"]);
        JsonNode arm = result.Summary["arms"]![0]!;

        Assert.Equal(0, result.Code);
        Assert.Equal((5, 20.0), ((int)result.Summary["control"]!["n"]!, (double)result.Summary["control"]!["mean"]!));
        Assert.Equal(("mail", 5, 25.0, 5.0), ((string)arm["arm"]!, (int)arm["n"]!, (double)arm["mean"]!, (double)arm["difference"]!));
        Assert.Equal(0.16591360, (double)arm["pValue"]!, 1e-7);
        Assert.Equal(5 - 7.7754833, (double)arm["ciLow"]!, 1e-6);
        Assert.Equal(5 + 7.7754833, (double)arm["ciHigh"]!, 1e-6);
        Assert.Equal(0.25, (double)arm["relativeLift"]!, 1e-12);
        Assert.Equal(5, (double)arm["cuped"]!["difference"]!, 1e-12);
        Assert.InRange((double)arm["cuped"]!["varianceReduction"]!, 0.5, 0.99);
        Assert.False((bool)result.Summary["sampleRatio"]!["mismatch"]!);
        Assert.Null(arm["reason"]);
        Assert.Null(JsonNode.Parse(cli.Read("e.json"))!["seconds"]);
        Assert.Equal(arm.ToJsonString(), JsonNode.Parse(cli.Read("e.json"))!["arms"]![0]!.ToJsonString());
    }

    [Fact]
    public void Effect_WithoutJson_PrintsATable()
    {
        using Cli cli = new();
        string output = Cli.Run("effect", cli.Write("o.csv", Outcomes)).Output;

        Assert.Contains("mail", output, StringComparison.Ordinal);
        Assert.Contains("-2.77548 … 12.7755", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,mail,1\n2,mail,2", "control")]
    [InlineData("1,control,1\n2,control,2", "no group other")]
    [InlineData("", "no group other")]
    public void Effect_OneGroupAlone_SaysWhatIsMissing(string rows, string reason)
    {
        using Cli cli = new();
        CliResult result = Cli.Run("effect", cli.Write("o.csv", "customer_id,group,outcome\n" + rows), "--json");

        Assert.Equal(0, result.Code);
        Assert.Contains(reason, (string)result.Summary["reason"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,control,0\n2,control,0\n3,mail,1\n4,mail,1", "pValue", "never varies")]
    [InlineData("1,control,0\n2,control,0\n3,mail,1\n4,mail,2", "relativeLift", "not above 0")]
    [InlineData("1,control,3\n2,mail,1\n3,mail,2", "ciLow", "one guest alone")]
    public void Effect_WhatCannotBeSaid_IsNullWithAReason(string rows, string member, string reason)
    {
        using Cli cli = new();
        CliResult result = Cli.Run("effect", cli.Write("o.csv", "customer_id,group,outcome\n" + rows), "--json");
        JsonNode arm = result.Summary["arms"]![0]!;

        Assert.Equal(0, result.Code);
        Assert.Null(arm[member]);
        Assert.Contains(reason, (string)arm["reason"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Effect_SeveralArms_StandInOrdinalOrder()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("effect", cli.Write("o.csv", "customer_id,group,outcome\n1,sms,1\n2,mail,2\n3,control,3\n4,Push,4\n"), "--json");

        Assert.Equal(["Push", "mail", "sms"], result.Summary["arms"]!.AsArray().Select(a => (string)a!["arm"]!));
    }

    [Fact]
    public void Effect_LostGuests_AreAMismatch()
    {
        using Cli cli = new();
        string rows = string.Join('\n', Enumerable.Range(0, 300).Select(i => $"{i},{(i < 100 ? "control" : "mail")},{i % 7}"));
        CliResult result = Cli.Run("effect", cli.Write("o.csv", "customer_id,group,outcome\n" + rows), "--planned-control", "0.1", "--json");

        Assert.True((bool)result.Summary["sampleRatio"]!["mismatch"]!);
    }

    [Theory]
    [InlineData("1,control,x", 2, "outcome")]
    [InlineData("1,,1", 2, "group")]
    [InlineData("1,control,1\n1,mail,1", 3, "customer_id")]
    [InlineData("1,control,1e400", 2, "outcome")]
    public void Effect_BadRow_IsNamed(string rows, int line, string column)
    {
        using Cli cli = new();
        string file = cli.Write("o.csv", "customer_id,group,outcome\n" + rows);
        CliResult result = Cli.Run("effect", file, "--json");

        Assert.Equal(1, result.Code);
        Assert.StartsWith($"{file}:{line}: column '{column}': ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("2")]
    public void Effect_PlannedShareOutOfRange_IsBadUsage(string share)
    {
        using Cli cli = new();
        Assert.Equal(2, Cli.Run("effect", cli.Write("o.csv", Outcomes), "--planned-control", share).Code);
    }
}
