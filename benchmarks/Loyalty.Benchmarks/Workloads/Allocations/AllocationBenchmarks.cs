using BenchmarkDotNet.Attributes;

namespace Loyalty.Benchmarks.Workloads.Allocations;

/// <summary>The workload's question under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class AllocationBenchmarks
{
    private readonly OursContestant ours;
    private readonly ScanContestant scan;
    private readonly BisectionContestant bisection;

    /// <summary>Makes everybody who answers, over one set of data.</summary>
    public AllocationBenchmarks()
    {
        Lazy<AllocationData> data = new(() => new AllocationData(10_000, 0));
        (ours, scan, bisection) = (new(data), new(data), new(data));
    }

    /// <summary>Builds the candidates.</summary>
    [GlobalSetup]
    public void Build() => ours.Build();

    /// <summary>The proven optimum.</summary>
    [Benchmark(Baseline = true)]
    public void Ours() => ours.Allocate();

    /// <summary>One reading of the data.</summary>
    [Benchmark]
    public void Scan() => scan.Run();

    /// <summary>Twenty-five passes for the price.</summary>
    [Benchmark]
    public void Bisection() => bisection.Run();
}
