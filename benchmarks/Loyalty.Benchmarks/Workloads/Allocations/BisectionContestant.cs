using System.Globalization;

namespace Loyalty.Benchmarks.Workloads.Allocations;

/// <summary>The price of the budget by bisection, 25 passes; the cheaper side is the answer.</summary>
internal sealed class BisectionContestant(Lazy<AllocationData> data)
{
    private long value;
    private long cost;

    public void Run()
    {
        double low = 0;
        double high = 8;
        for (int pass = 0; pass < 25; pass++)
        {
            double price = (low + high) / 2;
            (long passValue, long passCost) = Pass(price);
            if (passCost <= data.Value.Budget)
            {
                (value, cost, high) = (passValue, passCost, price);
            }
            else
            {
                low = price;
            }
        }
    }

    public string Checksum() => string.Create(CultureInfo.InvariantCulture, $"{value},{cost}");

    private (long Value, long Cost) Pass(double price)
    {
        long totalValue = 0;
        long totalCost = 0;
        ReadOnlySpan<int> values = data.Value.Values;
        ReadOnlySpan<int> costs = data.Value.Costs;
        for (; values.Length > 0; values = values[AllocationData.Offers..], costs = costs[AllocationData.Offers..])
        {
            double best = 0;
            int at = -1;
            for (int i = 0; i < AllocationData.Offers; i++)
            {
                double surplus = values[i] - (price * costs[i]);
                if (surplus > best)
                {
                    (best, at) = (surplus, i);
                }
            }

            if (at >= 0)
            {
                totalValue += values[at];
                totalCost += costs[at];
            }
        }

        return (totalValue, totalCost);
    }
}
