using BenchmarkDotNet.Attributes;

namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The workload's question under BenchmarkDotNet: an operation is a basket.</summary>
[MemoryDiagnoser]
public class PosMatchingBenchmarks
{
    private const int Baskets = 2000;
    private Func<int, long> ours = null!;
    private Func<int, long> read = null!;
    private Func<int, long> tuned = null!;
    private Func<int, long> dictionary = null!;
    private Func<int, long> linq = null!;

    /// <summary>How many offers the catalogue holds.</summary>
    [Params(100, 1_000, 10_000, 100_000)]
    public int Offers { get; set; }

    /// <summary>Makes everybody who answers, over one set of data.</summary>
    [GlobalSetup]
    public void Build()
    {
        TillData data = TillData.Generate(Offers, Baskets, 0);
        TillLane lane = new(data);
        ours = lane.Price;
        read = lane.PriceAndRead;
        tuned = new TunedTill(data).Price;
        dictionary = new DictionaryTill(data).Price;
        linq = new LinqTill(data).Price;
    }

    /// <summary>A catalogue and a lane.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Baskets)]
    public long Ours() => All(ours, Baskets);

    /// <summary>The same, and every line, offer and share of the receipt read.</summary>
    [Benchmark(OperationsPerInvoke = Baskets)]
    public long OursReadWhole() => All(read, Baskets);

    /// <summary>Arrays made for this one question.</summary>
    [Benchmark(OperationsPerInvoke = Baskets)]
    public long Tuned() => All(tuned, Baskets);

    /// <summary>Dictionaries by sku and by category.</summary>
    [Benchmark(OperationsPerInvoke = Baskets)]
    public long Dictionary() => All(dictionary, Baskets);

    /// <summary>A query over all offers for each line, on forty baskets.</summary>
    [Benchmark(OperationsPerInvoke = 40)]
    public long Linq() => All(linq, 40);

    private static long All(Func<int, long> price, int baskets)
    {
        long sum = 0;
        for (int i = 0; i < baskets; i++)
        {
            sum += price(i);
        }

        return sum;
    }
}
