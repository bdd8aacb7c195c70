using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Loyalty.Samples.Tests;

public class ClvCommandTests
{
    [Fact]
    public void Clv_Cdnow_ReproducesThePublishedParameters()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("clv", Cdnow(cli), "--calibration-end", "1997-09-30", "--out", cli["o.csv"], "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(2357, (int)result.Summary["customers"]!);
        Assert.Equal((0.243, 4.414, 0.793, 2.426, -9582.4), (Rounded("bgNbd", "r", 3), Rounded("bgNbd", "alpha", 3), Rounded("bgNbd", "a", 3), Rounded("bgNbd", "b", 3), Rounded("bgNbd", "logLikelihood", 1)));
        Assert.Equal((6.25, 3.74, 15.44), (Rounded("gammaGamma", "p", 2), Rounded("gammaGamma", "q", 2), Rounded("gammaGamma", "v", 2)));
        string[] rows = cli.Read("o.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("customer_id,x,t_x,T,p_alive,expected_purchases,expected_value", rows[0]);
        Assert.StartsWith("0001,2,30.428571,38.857143,0.72662,1.225994,", rows[1], StringComparison.Ordinal);
        Assert.Equal(1653.4, rows.Skip(1).Sum(r => double.Parse(r.Split(',')[5], CultureInfo.InvariantCulture)), 1);

        double Rounded(string model, string name, int digits) => Math.Round((double)result.Summary[model]![name]!, digits);
    }

    [Fact]
    public void Clv_InDays_PredictsWhatWeeksPredict()
    {
        using Cli cli = new();
        string file = Cdnow(cli);
        string[] weeks = Cli.Run("clv", file, "--calibration-end", "1997-09-30").Output.Split('\n');
        string[] days = Cli.Run("clv", file, "--calibration-end", "1997-09-30", "--unit", "day", "--horizon", "273").Output.Split('\n');
        for (int i = 1; i <= 100; i++)
        {
            Assert.Equal(double.Parse(weeks[i].Split(',')[5], CultureInfo.InvariantCulture), double.Parse(days[i].Split(',')[5], CultureInfo.InvariantCulture), 4);
        }
    }

    [Fact]
    public void Clv_AFewTransactions_MergesDaysLeavesOutLaterOnesAndSaysItCannotFit()
    {
        using Cli cli = new();
        CliResult result = Cli.Run("clv", cli.Write("t.csv",
            "customer_id,date,amount\nb,2026-01-01,5\na,2026-01-02,5\nb,2026-01-15,5\nb,2026-01-15,3\nc,2026-03-01,5\na,2026-01-09,9\na,2026-01-09,-9\n"),
            "--calibration-end", "2026-01-29", "--out", cli["o.csv"], "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal("customer_id,x,t_x,T,p_alive,expected_purchases,expected_value\nb,1,2,4,,,\na,0,0,3.857143,,,\n", cli.Read("o.csv"));
        Assert.Null(result.Summary["bgNbd"]);
        Assert.Contains("at least 20", (string)result.Summary["bgNbdReason"]!, StringComparison.Ordinal);
        Assert.Null(result.Summary["gammaGamma"]);
    }

    [Fact]
    public void Clv_WithoutAmount_LeavesValuesEmpty()
    {
        using Cli cli = new();
        string file = cli.Write("t.csv", string.Join('\n', File.ReadLines(Cdnow(cli)).Select(l => string.Join(',', l.Split(',').Take(2)))));
        CliResult result = Cli.Run("clv", file, "--calibration-end", "1997-09-30", "--out", cli["o.csv"], "--json");
        Assert.NotNull(result.Summary["bgNbd"]);
        Assert.Null(result.Summary["gammaGamma"]);
        Assert.EndsWith(",", cli.Read("o.csv").Split('\n')[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_id,date\n,2026-01-01\n", "t.csv:2: column 'customer_id': the value is empty")]
    [InlineData("customer_id,date\na,01.02.2026\n", "t.csv:2: column 'date': '01.02.2026'")]
    [InlineData("customer_id,date,amount\na,2026-01-01,NaN\n", "t.csv:2: column 'amount': 'NaN'")]
    [InlineData("customer_id,date,amount\na,2026-01-01,1000000000001\n", "t.csv:2: column 'amount': ")]
    [InlineData("customer_id,amount\na,1\n", "t.csv:1: column 'date': the column is missing")]
    [InlineData("", "t.csv:1: the file is empty")]
    public void Clv_BadInput_ExitsWithOneAndLeavesOldOutput(string text, string expected)
    {
        using Cli cli = new();
        cli.Write("o.csv", "old");
        CliResult result = Cli.Run("clv", cli.Write("t.csv", text), "--calibration-end", "2026-01-31", "--out", cli["o.csv"]);
        Assert.Equal(1, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal("old", cli.Read("o.csv"));
    }

    [Theory]
    [InlineData("--unit", "fortnight")]
    [InlineData("--horizon", "-1")]
    [InlineData("--horizon", "soon")]
    [InlineData("--calibration-end", "31.01.2026")]
    public void Clv_BadUsage_ExitsWithTwo(string option, string value)
    {
        using Cli cli = new();
        string[] args = ["clv", cli.Write("t.csv", "customer_id,date\n"), option, value];
        CliResult result = Cli.Run(option == "--calibration-end" ? args : [.. args, "--calibration-end", "2026-01-31"]);
        Assert.Equal(2, result.Code);
        Assert.Contains("Usage: clv", result.Error, StringComparison.Ordinal);
    }

    private static string Cdnow(Cli cli)
    {
        using StreamReader reader = new(new GZipStream(
            File.OpenRead(Repository.PathOf("tests", "Loyalty.Segmentation.Tests", "Data", "cdnow", "transactions.csv.gz")), CompressionMode.Decompress));
        StringBuilder csv = new("customer_id,date,amount\n");
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] f = line.Split(',');
            csv.Append(f[1]).Append(',').Append(f[2].Insert(6, "-").Insert(4, "-")).Append(',').Append(f[4]).Append('\n');
        }

        return cli.Write("cdnow.csv", csv.ToString());
    }
}
