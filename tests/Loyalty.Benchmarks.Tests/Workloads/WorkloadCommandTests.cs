using System.Text.Json;
using Loyalty.Benchmarks.Workloads;

namespace Loyalty.Benchmarks.Tests.Workloads;

public sealed class WorkloadCommandTests
{
    [Fact]
    public void Run_TwoContestants_PrintsAnObjectALine()
    {
        (int code, string output, _) = Run(new Sums("499500"), "9", "--only", "ours,boxed");
        Assert.Equal(0, code);
        JsonElement[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal(["ours", "boxed"], lines.Select(l => l.GetProperty("name").GetString()));
        Assert.All(lines, l => Assert.Equal((9, 1000, "499500"), (l.GetProperty("workload").GetInt32(), l.GetProperty("size").GetInt32(), l.GetProperty("checksum").GetString())));
        Assert.All(lines, l => Assert.True(l.GetProperty("medianNs").GetDouble() > 0));
        Assert.Equal([0, 24], lines.Select(l => l.GetProperty("bytesPerOp").GetInt64()));
        Assert.Equal(1, lines[0].GetProperty("ratio").GetDouble());
        Assert.False(lines[0].TryGetProperty("stateBytesPerCustomer", out _));
        Assert.Equal(24, lines[1].GetProperty("stateBytesPerCustomer").GetDouble());
        Assert.False(lines[0].TryGetProperty("ops", out _));
    }

    [Fact]
    public void Run_SlowBaseline_DoesAStatedPrefixAgainstOursOnTheSame()
    {
        // 3,000 operations would take ten seconds.
        (int code, string output, _) = Run(new Sums(), "9", "--size", "3000", "--only", "ours,slow");
        Assert.Equal(0, code);
        JsonElement slow = JsonDocument.Parse(output.Split('\n')[1]).RootElement;
        long ops = slow.GetProperty("ops").GetInt64();
        Assert.InRange(ops, 40, 1000);
        Assert.Equal(0, ops % 3);
        Assert.Equal((ops * (ops - 1) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture), slow.GetProperty("checksum").GetString());
        Assert.True(slow.GetProperty("ratio").GetDouble() > 1000);
    }

    [Fact]
    public void Run_SeedShift_ReachesTheWorkload()
    {
        (_, string output, string error) = Run(new Sums(), "9", "--only", "ours,absent", "--seed-shift", "7");
        Assert.Contains("\"checksum\":\"499507\"", output, StringComparison.Ordinal);
        Assert.Contains("absent does not run here: no server", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithoutOurs_HasNoRatio()
    {
        (_, string output, _) = Run(new Sums(), "9", "--only", "boxed");
        Assert.Contains("\"ratio\":null", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("499501", 0, "publishes '499501'")]
    [InlineData(null, 1, "ours '499500'")]
    public void Run_OtherWork_IsRefusedBeforeAnythingIsTimed(string? expected, long error, string says)
    {
        (int code, string output, string message) = Run(new Sums(expected, error), "9", "--only", "ours,boxed");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which workload?")]
    [InlineData("There is no workload '8'.", "8")]
    [InlineData("There is no workload 'x'.", "x")]
    [InlineData("There is no option '--fast'.", "9", "--fast", "1")]
    [InlineData("--size cannot be '0'.", "9", "--size", "0")]
    [InlineData("--size cannot be ''.", "9", "--size")]
    [InlineData("--seed-shift cannot be '-1'.", "9", "--seed-shift", "-1")]
    [InlineData("Workload 9 has no 'theirs', only ours, boxed, slow, absent.", "9", "--only", "ours,theirs")]
    public void Run_BadUsage_IsExplainedOnErrorWithExit2(string says, params string[] args)
    {
        (int code, string output, string error) = Run(new Sums(), args);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Contains("Usage: workload K [--size N] [--seed-shift K] [--only name,name]", error, StringComparison.Ordinal);
    }

    [Fact]
    public void List_NumbersAndNames_AreUnique()
    {
        Assert.Equal(WorkloadList.All.Count, WorkloadList.All.Select(w => w.Number).Distinct().Count());
        Assert.All(WorkloadList.All, w =>
        {
            IReadOnlyList<Contestant> contestants = w.Contestants(w.DefaultSize ?? 0, 0);
            Assert.Equal(contestants.Count, contestants.Select(c => c.Name).Distinct().Count());
            Assert.True(contestants[0].IsOurs, $"Workload {w.Number}: ours comes first.");
            Assert.All(contestants, c => Assert.Contains(contestants, o => o.Name == c.Against && o.IsOurs));
        });
    }

    private static (int Code, string Output, string Error) Run(IWorkload workload, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = WorkloadCommand.Run(args, [workload], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
