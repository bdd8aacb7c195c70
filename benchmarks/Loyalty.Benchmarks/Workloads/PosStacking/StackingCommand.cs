using System.Diagnostics;
using System.Globalization;
using Loyalty.Pos;

namespace Loyalty.Benchmarks.Workloads.PosStacking;

/// <summary>
/// The quick look at full stacking: <c>stacking [--size N] [--seed-shift K]</c> prints times of baskets and what is special about the slow ones, for
/// the offers of workload 1 and for a heavier mix.
/// </summary>
internal static class StackingCommand
{
    private const int Baskets = 2000;
    private const int Rounds = 31;
    private static readonly TimeSpan WarmingUp = TimeSpan.FromSeconds(2);

    public static int Run(string[] arguments, TextWriter output)
    {
        int size = Argument(arguments, "--size", 10_000);
        ulong seed = (ulong)Argument(arguments, "--seed-shift", 0);
        PricingSession session = new();
        Basket basket = new();
        Say(output, $"the offers of workload 1");
        Report(output, new TillStackingData(size, Baskets, seed), session, basket, size);
        Say(output, $"a heavier mix");
        StackingData data = new(size, Baskets, seed);
        Report(output, data, session, basket, size);
        WideBasket wide = new();
        (double took, PricedBasket receipt) = Median(() => session.Price(wide.Catalogue, wide.Basket));
        Say(output, $"200 lines, 40 multi-buys  {took / 1000:f0} us, discount {receipt.Discount}, proven {receipt.IsOptimal}");
        data.Fill(basket, 0);
        (double plain, _) = Median(() => session.Price(data.Catalogue, basket));
        (double explained, _) = Median(() => session.PriceAndExplain(data.Catalogue, basket));
        Say(output, $"explanation       {explained / 1000:f0} us = {explained / plain:f0} times the price alone");
        return 0;
    }

    private static void Report(TextWriter output, IStackingData data, PricingSession session, Basket basket, int size)
    {
        double[] times = Measure(data, session, basket);
        int lines = 0;
        int proven = 0;
        int applied = 0;
        int[] counts = new int[Baskets];
        for (int i = 0; i < Baskets; i++)
        {
            data.Fill(basket, i);
            PricedBasket priced = session.Price(data.Catalogue, basket);
            lines += counts[i] = basket.Lines.Length;
            proven += priced.IsOptimal ? 1 : 0;
            applied += priced.Applied.Length;
        }

        int slowest = Array.IndexOf(times, times.Max());
        double[] sorted = [.. times.Order()];
        double[] ordinary = [.. times.Where((_, i) => counts[i] is 11 or 12).Order()];
        Say(output, $"offers {size}, baskets {Baskets}, lines {(double)lines / Baskets:f1}, applied {(double)applied / Baskets:f1}, proven {100.0 * proven / Baskets:f2} %");
        Say(output, $"all baskets       mean {times.Average():f0} ns, median {Of(sorted, 0.5):f0}, p99 {Of(sorted, 0.99):f0}, p99.9 {Of(sorted, 0.999):f0} = {Of(sorted, 0.999) / Of(sorted, 0.5):f2} medians, most {sorted[^1]:f0} ({counts[slowest]} lines)");
        Say(output, $"11 or 12 lines    mean {ordinary.Average():f0} ns, median {Of(ordinary, 0.5):f0}, p99 {Of(ordinary, 0.99):f0}, p99.9 {Of(ordinary, 0.999):f0} = {Of(ordinary, 0.999) / Of(ordinary, 0.5):f2} medians");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Baskets; i++)
        {
            data.Fill(basket, i);
            _ = session.Price(data.Catalogue, basket);
        }

        Say(output, $"bytes a basket    {(GC.GetAllocatedBytesForCurrentThread() - before) / Baskets}");
    }

    private static double[] Measure(IStackingData data, PricingSession session, Basket basket)
    {
        double[][] times = [.. Enumerable.Range(0, Baskets).Select(_ => new double[Rounds])];

        // What few baskets need is compiled only once it was called often.
        long warm = Stopwatch.GetTimestamp();
        for (int round = -Rounds; round < Rounds; round += Stopwatch.GetElapsedTime(warm) > WarmingUp || round >= 0 ? 1 : 0)
        {
            for (int i = 0; i < Baskets; i++)
            {
                data.Fill(basket, i);
                long from = Stopwatch.GetTimestamp();
                _ = session.Price(data.Catalogue, basket);
                long to = Stopwatch.GetTimestamp();
                if (round >= 0)
                {
                    times[i][round] = (to - from) * 1e9 / Stopwatch.Frequency;
                }
            }
        }

        // Of each basket the median round: what the machine does beside is not the basket's.
        return [.. times.Select(t => Of([.. t.Order()], 0.5))];
    }

    private static (double Nanoseconds, PricedBasket Receipt) Median(Func<PricedBasket> price)
    {
        PricedBasket receipt = price();
        for (int i = 0; i < 400; i++)
        {
            // The runtime compiles anew what is called often; until then it is slow. What only these baskets need was not called before.
            _ = price();
        }

        double[] times = new double[101];
        for (int i = 0; i < times.Length; i++)
        {
            long from = Stopwatch.GetTimestamp();
            receipt = price();
            times[i] = (Stopwatch.GetTimestamp() - from) * 1e9 / Stopwatch.Frequency;
        }

        return (Of([.. times.Order()], 0.5), receipt);
    }

    private static double Of(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];

    private static int Argument(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Say(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
