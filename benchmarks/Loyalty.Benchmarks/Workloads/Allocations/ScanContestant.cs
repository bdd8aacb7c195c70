namespace Loyalty.Benchmarks.Workloads.Allocations;

/// <summary>Reads all values and costs once, and answers nothing: the floor.</summary>
internal sealed class ScanContestant(Lazy<AllocationData> data)
{
    private long sum;

    public void Run()
    {
        ReadOnlySpan<int> values = data.Value.Values;
        ReadOnlySpan<int> costs = data.Value.Costs;
        long most = 0;
        long total = 0;
        for (; values.Length > 0; values = values[AllocationData.Offers..], costs = costs[AllocationData.Offers..])
        {
            int best = 0;
            for (int i = 0; i < AllocationData.Offers; i++)
            {
                best = Math.Max(best, values[i]);
                total += costs[i];
            }

            most += best;
        }

        sum = most + total;
    }

    public string Checksum() => sum > 0 ? "" : "nothing was read";
}
