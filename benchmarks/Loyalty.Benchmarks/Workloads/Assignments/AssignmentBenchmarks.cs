using BenchmarkDotNet.Attributes;

namespace Loyalty.Benchmarks.Workloads.Assignments;

/// <summary>The workload's question under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class AssignmentBenchmarks
{
    private const int Assigned = 200_000;

    private readonly HashContestants hashes;
    private readonly FeatureManagementContestant features;

    /// <summary>Makes everybody who answers, over one set of data.</summary>
    public AssignmentBenchmarks()
    {
        Lazy<AssignmentData> data = new(() => new AssignmentData(0));
        (hashes, features) = (new(data), new(data));
    }

    /// <summary>Prepares the experiments.</summary>
    [GlobalSetup]
    public void Build()
    {
        hashes.Build();
        features.Build();
    }

    /// <summary>The guest's text hashed once, mixed for each experiment.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Assigned)]
    public void Ours() => hashes.Ours(Assigned);

    /// <summary>The same by the guest's number.</summary>
    [Benchmark(OperationsPerInvoke = Assigned)]
    public void OursInteger() => hashes.OursByNumber(Assigned);

    /// <summary>MurmurHash3 of experiment and guest.</summary>
    [Benchmark(OperationsPerInvoke = Assigned)]
    public void Murmur3() => hashes.Murmur3(Assigned);

    /// <summary>One mix of two numbers.</summary>
    [Benchmark(OperationsPerInvoke = Assigned)]
    public void Mix() => hashes.Mix(Assigned);

    /// <summary>Microsoft.FeatureManagement.</summary>
    [Benchmark(OperationsPerInvoke = 2_000)]
    public void FeatureManagement() => features.Run(2_000);
}
