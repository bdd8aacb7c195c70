using System.IO.Compression;
using System.Text;
using Loyalty.Core;
using Loyalty.Samples.Commands;
using Loyalty.Samples.Input;

namespace Loyalty.Samples.Tests.Input;

public class CsvFileTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    [Theory]
    [InlineData("id,amount\na,1\n")]
    [InlineData("\uFEFFid,amount\r\na,1\r\n")]
    [InlineData("amount,other,id\n1,x,a")]
    [InlineData("\"id\",\"amount\"\n\"a\",\"1\"\n\n")]
    public void Rows_WellFormedText_GivesTheSameRow(string text)
    {
        using Cli cli = new();
        (string Id, decimal Amount)[] rows = Read(cli.Write("in.csv", text));

        Assert.Equal([("a", 1m)], rows);
    }

    [Fact]
    public void Rows_GzipFile_IsReadAsWhatItHolds()
    {
        using Cli cli = new();
        using MemoryStream memory = new();
        using (GZipStream gzip = new(memory, CompressionLevel.Fastest))
        {
            gzip.Write("id,amount\na,1\n"u8);
        }

        Assert.Equal([("a", 1m)], Read(cli.Write("in.csv.gz", memory.ToArray())));
    }

    [Fact]
    public void Rows_HeaderOnly_GivesNoRows()
    {
        using Cli cli = new();

        Assert.Empty(Read(cli.Write("in.csv", "id,amount\n")));
    }

    [Theory]
    [InlineData("", ":1: the file is empty")]
    [InlineData("\n\n", ":1: the file is empty")]
    [InlineData("id\na\n", ":1: column 'amount': the column is missing")]
    [InlineData("id,amount,id\na,1,b\n", ":1: column 'id': the column stands twice")]
    [InlineData("id,amount\na,1\n\"b,2\nc,3\n", ":3: the quoting is broken")]
    [InlineData("id,amount\na,1\n\"b\"x,2\n", ":3: the quoting is broken")]
    [InlineData("id,amount\n\"a\n1\",1\nb\n", ":4: the row has 1 fields")]
    [InlineData("id,amount\na,NaN\n", ":2: column 'amount': 'NaN' is not a decimal")]
    [InlineData("id,amount\na,1e400\n", ":2: column 'amount': '1e400' is not a decimal")]
    [InlineData("id,amount\na,\n", ":2: column 'amount': the value is empty")]
    [InlineData("id,amount\na,-1\n", ":2: column 'amount': '-1' is out of range; allowed is at least 0")]
    [InlineData("id,amount\na,99999999999999999999999999999999\n", ":2: column 'amount'")]
    public void Rows_HostileText_NamesFileLineAndColumn(string text, string expected)
    {
        using Cli cli = new();
        string path = cli.Write("in.csv", text);

        InputException fault = Assert.Throws<InputException>(() => Read(path));

        Assert.StartsWith(path + expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Rows_NotUtf8_NamesTheLine()
    {
        using Cli cli = new();
        string path = cli.Write("in.csv", [.. Utf8.GetBytes("id,amount\na,1\n"), 0xE9, .. Utf8.GetBytes(",2\n")]);

        InputException fault = Assert.Throws<InputException>(() => Read(path));

        Assert.StartsWith(path + ":3: the text is not UTF-8 here", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_Utf16_IsRefused()
    {
        using Cli cli = new();
        string path = cli.Write("in.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id,amount\na,1\n")]);

        InputException fault = Assert.Throws<InputException>(() => Read(path));

        Assert.StartsWith(path + ":1: the text is not UTF-8 here", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Rows_TruncatedGzip_IsRefusedAndNotReadAsAShorterFile(double share)
    {
        using Cli cli = new();
        using MemoryStream memory = new();
        SplitMix64 random = new(1);
        using (GZipStream gzip = new(memory, CompressionLevel.Fastest, leaveOpen: true))
        using (StreamWriter text = new(gzip))
        {
            text.Write("id,amount\n");
            for (int i = 0; i < 20_000; i++)
            {
                text.Write($"{random.Next():x},1\n");
            }
        }

        string path = cli.Write("in.csv.gz", memory.ToArray()[..(int)(memory.Length * share)]);

        InputException fault = Assert.Throws<InputException>(() => Read(path));

        Assert.Contains("not whole gzip data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_NotGzip_IsRefused()
    {
        using Cli cli = new();
        string path = cli.Write("in.csv.gz", "id,amount\n");

        InputException fault = Assert.Throws<InputException>(() => Read(path));

        Assert.Contains("not whole gzip data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_MissingFile_IsRefused()
    {
        InputException fault = Assert.Throws<InputException>(() => Read("no-such-file.csv"));

        Assert.Equal("no-such-file.csv:1: there is no such file", fault.Message);
    }

    [Fact]
    public void Rows_Lenient_SetsBadRowsAsideAndNothingIsLost()
    {
        using Cli cli = new();
        string input = cli.Write("in.csv", "id,amount\na,1\nb,x\n\"c,c\",\nd,4\ne\n");

        CliResult result = Run(["--lenient", "--json", "--out", cli["out.csv"], input]);

        Assert.Equal(0, result.Code);
        Assert.Equal("id\na\nd\n", cli.Read("out.csv"));
        Assert.Equal(
            "file,line,reason,id,amount\n"
            + "in.csv,3,\"column 'amount': 'x' is not a decimal number with a point, such as 12.50\",b,x\n"
            + "in.csv,4,\"column 'amount': the value is empty, and one is required\",\"c,c\",\n"
            + "in.csv,6,\"the row has 1 fields, but the header names 2 columns\",e,\n",
            cli.Read("out.csv.rejected.csv"));
        Assert.Equal(5, (int)result.Summary["read"]!);
        Assert.Equal(2, (int)result.Summary["kept"]!);
        Assert.Equal(3, (int)result.Summary["rejected"]!);
    }

    [Fact]
    public void Rows_StopHalfWay_LeavesAnOlderOutputAlone()
    {
        using Cli cli = new();
        cli.Write("out.csv", "older\n");
        string input = cli.Write("in.csv", "id,amount\na,1\nb,x\n");

        CliResult result = Run(["--out", cli["out.csv"], input]);

        Assert.Equal(1, result.Code);
        Assert.Equal("older\n", cli.Read("out.csv"));
        Assert.Equal(["in.csv", "out.csv"], cli.Files);
        Assert.Equal($"{input}:3: column 'amount': 'x' is not a decimal number with a point, such as 12.50\n", result.Error);
    }

    [Theory]
    [InlineData("2026-11-30", "2026-11-30T00:00:00+00:00")]
    [InlineData("2026-11-30T18:05:00", "2026-11-30T18:05:00+00:00")]
    [InlineData("2026-11-30 18:05", "2026-11-30T18:05:00+00:00")]
    [InlineData("2026-11-30T18:05:00.25+03:00", "2026-11-30T18:05:00.25+03:00")]
    [InlineData("2026-11-30T18:05:00Z", "2026-11-30T18:05:00+00:00")]
    public void TryParse_Iso8601_GivesTheInstant(string text, string expected)
    {
        Assert.True(IsoInstant.TryParse(text, out DateTimeOffset instant));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), instant);
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("30.11.2026")]
    [InlineData("2026-11-30T24:00:00")]
    [InlineData("2026-11-30T18:05:00+25:00")]
    [InlineData("")]
    [InlineData("now")]
    public void TryParse_NotIso8601_IsRefused(string text) => Assert.False(IsoInstant.TryParse(text, out _));

    private static (string Id, decimal Amount)[] Read(string path)
    {
        using CommandContext context = new(Arguments.Parse([path], new Copy()), Stream.Null, TextWriter.Null);
        using CsvFile csv = new(context, path, "id", "amount");
        return [.. csv.Rows(row => (row.Required("id"), row.Decimal("amount", least: 0)))];
    }

    private static CliResult Run(string[] args)
    {
        using MemoryStream output = new();
        using StringWriter error = new() { NewLine = "\n" };
        int code = CommandLine.Run(new Copy(), args, output, error);
        return new CliResult(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>Copies the ids of rows whose amount is good.</summary>
    private sealed class Copy : ICommand
    {
        public string Name => "copy";

        public string Usage => "copy FILE";

        public IReadOnlyList<string> ValueOptions => [];

        public IReadOnlyList<string> Flags => [];

        public (int Fewest, int Most) Files => (1, 1);

        public void Run(CommandContext context)
        {
            using CsvFile csv = new(context, context.Arguments.Files[0], "id", "amount");
            using Samples.Output.CsvOut rows = new(context.Rows, "id");
            foreach (string id in csv.Rows(row => row.Decimal("amount", least: 0) >= 0 ? row.Required("id") : ""))
            {
                rows.Row(id);
            }
        }
    }
}
