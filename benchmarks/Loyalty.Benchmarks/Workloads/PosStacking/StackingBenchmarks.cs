using BenchmarkDotNet.Attributes;
using Loyalty.Pos;

namespace Loyalty.Benchmarks.Workloads.PosStacking;

/// <summary>Full stacking under BenchmarkDotNet: an operation is a basket, but for the wide one.</summary>
[MemoryDiagnoser]
public class StackingBenchmarks
{
    private const int Baskets = 2000;
    private readonly StackingData data = new(10_000, Baskets);
    private readonly WideBasket wide = new();
    private readonly PricingSession session = new();
    private readonly Basket basket = new();

    /// <summary>Two thousand baskets of 1 to 60 lines.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Baskets)]
    public long Mean()
    {
        long discount = 0;
        for (int i = 0; i < Baskets; i++)
        {
            data.Fill(basket, i);
            discount += session.Price(data.Catalogue, basket).Discount;
        }

        return discount;
    }

    /// <summary>Two hundred lines with overlapping multi-buys.</summary>
    [Benchmark]
    public long Wide() => session.Price(wide.Catalogue, wide.Basket).Discount;

    /// <summary>One basket with the reasons why ten thousand offers do not apply.</summary>
    [Benchmark]
    public int Explained()
    {
        data.Fill(basket, 0);
        return session.PriceAndExplain(data.Catalogue, basket).Rejected.Length;
    }
}
