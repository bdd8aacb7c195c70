using BenchmarkDotNet.Attributes;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Benchmarks.Workloads.Cascades;

/// <summary>Ten conditions over a million guests, and the algebra of sets, under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class CascadeBenchmarks
{
    private const int Size = 1_000_000;
    private readonly CascadeData data = new(Size);
    private readonly HashSet<string> cities = [.. CascadeData.Cities.Where((_, i) => i % 2 == 0)];
    private readonly int[] rows = new int[Size];
    private Guest[] objects = null!;
    private GuestSet left = null!;
    private GuestSet right = null!;

    /// <summary>Makes the objects and the sets.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        objects = data.Objects();
        left = GuestSet.Of(Size, Enumerable.Range(0, Size).Where(i => data.Stage[i] < 3));
        right = GuestSet.Of(Size, Enumerable.Range(0, Size).Where(i => data.City[i] < 25));
    }

    /// <summary>Ours over columns, with the counts after each step.</summary>
    [Benchmark(Baseline = true)]
    public long Select() => data.Cascade.Select(Size).Result.Out;

    /// <summary>Ours on two threads.</summary>
    [Benchmark]
    public long TwoThreads() => data.TwoThreads().Result.Out;

    /// <summary>Ten times Where over objects.</summary>
    [Benchmark]
    public int Linq() => CascadeData.Linq(objects, cities).Length;

    /// <summary>A loop by hand over the columns.</summary>
    [Benchmark]
    public int ByHand() => data.ByHand(rows);

    /// <summary>Two sets into one.</summary>
    [Benchmark]
    public int And() => left.And(right).Guests;
}
