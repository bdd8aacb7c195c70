using System.Globalization;

namespace Loyalty.Samples.Tests;

public class AllocateCommandTests
{
    private const string Candidates = "customer_id,offer_id,value,cost\nb,x,10,5.00\na,x,10,5.00\na,y,11.5,5.50\nc,x,-1,0\n";

    [Fact]
    public void Allocate_SmallFile_PicksTheBestWithinTheBudgetInInputOrder()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("allocate", cli.Write("c.csv", Candidates), "--budget", "10.50", "--out", cli["p.csv"], "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal("customer_id,offer_id,value,cost\nb,x,10,5.00\na,y,11.5,5.50\n", cli.Read("p.csv"));
        Assert.Equal(21.5m, (decimal)result.Summary["value"]!);
        Assert.Equal(10.5m, (decimal)result.Summary["cost"]!);
        Assert.Equal(21.5m, (decimal)result.Summary["upperBound"]!);
        Assert.Equal(0, (double)result.Summary["gap"]!);
    }

    [Theory]
    [InlineData("5", "a,x")]
    [InlineData("0", "")]
    [InlineData("10.49", "b,x;a,x")]
    public void Allocate_TieOrSmallBudget_FollowsTheFixedOrder(string budget, string expected)
    {
        using Cli cli = new();
        CliResult result = Cli.Run("allocate", cli.Write("c.csv", Candidates), "--budget", budget);

        Assert.Equal(expected, string.Join(';', result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => string.Join(',', l.Split(',')[..2]))));
    }

    [Fact]
    public void Allocate_PerCustomerAndLimits_AreKept()
    {
        using Cli cli = new();
        string file = cli.Write("c.csv", "customer_id,offer_id,value,cost,offer_limit\na,x,10,1,1\nb,x,9,1,\nb,y,5,1,\na,y,4,1,\n");

        Assert.Equal("customer_id,offer_id,value,cost\na,x,10,1.00\nb,y,5,1.00\na,y,4,1.00\n", Cli.Run("allocate", file, "--budget", "9", "--per-customer", "2").Output);
        Assert.Equal("customer_id,offer_id,value,cost\na,x,10,1.00\nb,y,5,1.00\n", Cli.Run("allocate", file, "--budget", "9").Output);
    }

    [Fact]
    public void Allocate_RowsShuffled_PicksTheSame()
    {
        using Cli cli = new();
        string[] rows = [.. Enumerable.Range(0, 900).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i % 90},o{i / 90},{i * 37 % 11},{i * 53 % 7}"))];
        string[] Pick(IEnumerable<string> lines) =>
            [.. Cli.Run("allocate", cli.Write("c.csv", "customer_id,offer_id,value,cost\n" + string.Join('\n', lines)), "--budget", "100").Output.Split('\n').Order(StringComparer.Ordinal)];

        Assert.Equal(Pick(rows), Pick(rows.Reverse()));
    }

    [Fact]
    public void Allocate_HeaderAlone_GivesNoRowsAndNoGap()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("allocate", cli.Write("c.csv", "customer_id,offer_id,value,cost\n"), "--budget", "1", "--out", cli["p.csv"], "--json");

        Assert.Equal("customer_id,offer_id,value,cost\n", cli.Read("p.csv"));
        Assert.Equal(0, (double)result.Summary["gap"]!);
    }

    [Theory]
    [InlineData("a,x,ten,1", "value")]
    [InlineData("a,x,NaN,1", "value")]
    [InlineData("a,x,1,-0.01", "cost")]
    [InlineData("a,x,1,0.001", "cost")]
    [InlineData(",x,1,1", "customer_id")]
    [InlineData("a,,1,1", "offer_id")]
    [InlineData("a, x,1,1", "offer_id")]
    [InlineData("z,x,2,2", "offer_id")]
    public void Allocate_BadRow_IsNamedAndUnderLenientSetAside(string row, string column)
    {
        using Cli cli = new();
        string file = cli.Write("c.csv", "customer_id,offer_id,value,cost\nz,x,1,1\n" + row + "\n");
        string older = cli.Write("p.csv", "older");
        CliResult strict = Cli.Run("allocate", file, "--budget", "9", "--out", older);

        Assert.Equal(1, strict.Code);
        Assert.StartsWith($"{file}:3: column '{column}': ", strict.Error, StringComparison.Ordinal);
        Assert.Equal("older", cli.Read("p.csv"));

        CliResult lenient = Cli.Run("allocate", file, "--budget", "9", "--out", older, "--lenient", "--json");
        Assert.Equal((0, 1), (lenient.Code, (int)lenient.Summary["rejected"]!));
        Assert.Equal("customer_id,offer_id,value,cost\nz,x,1,1.00\n", cli.Read("p.csv"));
    }

    [Theory]
    [InlineData("a,x,1,1,2\nb,x,1,1,3", "3")]
    [InlineData("a,x,1,1,-1", "2")]
    [InlineData("a,x,1,1,1.5", "2")]
    public void Allocate_BadLimit_IsNamed(string rows, string line)
    {
        using Cli cli = new();
        string file = cli.Write("c.csv", "customer_id,offer_id,value,cost,offer_limit\n" + rows + "\n");
        Assert.StartsWith($"{file}:{line}: column 'offer_limit': ", Cli.Run("allocate", file, "--budget", "9").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--budget", "-1")]
    [InlineData("--budget", "1.001")]
    [InlineData("--budget", "lots")]
    [InlineData("--per-customer", "0")]
    [InlineData("--currency", "euro")]
    public void Allocate_BadOption_IsBadUsage(string option, string value)
    {
        using Cli cli = new();
        string[] budget = option == "--budget" ? [] : ["--budget", "1"];
        Assert.Equal(2, Cli.Run(["allocate", cli.Write("c.csv", Candidates), option, value, .. budget]).Code);
        Assert.Equal(2, Cli.Run("allocate", cli["c.csv"]).Code);
    }

    [Fact]
    public void Allocate_TotalBeyondADecimal_IsBadInputNotACrash()
    {
        using Cli cli = new();
        string file = cli.Write("c.csv", "customer_id,offer_id,value,cost\na,x,79228162514264337593543950335,1\nb,x,79228162514264337593543950335,1\n");
        CliResult result = Cli.Run("allocate", file, "--budget", "9");

        Assert.Equal(1, result.Code);
        Assert.StartsWith($"{file}:1: column 'value': ", result.Error, StringComparison.Ordinal);
    }
}
