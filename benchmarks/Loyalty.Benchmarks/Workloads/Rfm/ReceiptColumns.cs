using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Workload 2's receipts in columns: two years, a few guests with very many.</summary>
internal sealed class ReceiptColumns
{
    public const int Days = 730;

    private ReceiptColumns(int receipts)
    {
        CustomerCount = Math.Max(1, receipts / 10);
        Customers = new int[receipts];
        DaysOf = new short[receipts];
        Amounts = new int[receipts];
    }

    public int CustomerCount { get; }

    public int[] Customers { get; }

    public short[] DaysOf { get; }

    public int[] Amounts { get; }

    public static ReceiptColumns Generate(int receipts, ulong seedShift)
    {
        ReceiptColumns columns = new(receipts);
        SplitMix64 random = new(unchecked(42 + seedShift));
        int customers = columns.CustomerCount;
        for (int i = 0; i < receipts; i++)
        {
            double u = random.NextDouble();
            columns.Customers[i] = (int)((long)Math.Floor(customers * u * u) * 611953 % customers);
            columns.DaysOf[i] = (short)random.Below(Days);
            columns.Amounts[i] = 100 + random.Below(20000);
        }

        return columns;
    }

    /// <summary>The hash over the 125 counts of recency, frequency and monetary score.</summary>
    public static string Hash(ReadOnlySpan<long> cells)
    {
        ulong hash = 0;
        foreach (long count in cells)
        {
            hash = unchecked((hash * 1000003) + (ulong)count);
        }

        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
