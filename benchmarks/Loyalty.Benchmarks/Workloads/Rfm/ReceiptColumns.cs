using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Workload 2's receipts in columns: two years, a few guests with very many.</summary>
internal sealed class ReceiptColumns
{
    public const int Days = 730;

    private readonly Dictionary<int, ReceiptColumns> parts = [];

    private ReceiptColumns(int receipts, int customers)
    {
        CustomerCount = customers;
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
        ReceiptColumns columns = new(receipts, Math.Max(1, receipts / 10));
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

    /// <summary>A part with the shape of the whole: the receipts of a share of the customers, so that each of these has as many as in the whole.</summary>
    /// <remarks>
    /// The first receipts of all customers would not do: a tenth of them leaves one receipt for a customer where there were ten, and the work
    /// on a customer outweighs the work on a receipt. Rows are scattered over customers, so any range of rows is a fair sample.
    /// </remarks>
    /// <param name="receipts">How many receipts.</param>
    public ReceiptColumns Part(int receipts)
    {
        if (receipts == Customers.Length)
        {
            return this;
        }

        if (parts.TryGetValue(receipts, out ReceiptColumns? part))
        {
            return part;
        }

        int customers = (int)Math.Min(CustomerCount, ((long)CustomerCount * receipts / Customers.Length) + 1);
        while (Below(customers) < receipts)
        {
            customers = (int)Math.Min(CustomerCount, customers + Math.Max(1L, customers / 100));
        }

        part = new ReceiptColumns(receipts, customers);
        int taken = 0;
        for (int i = 0; taken < receipts; i++)
        {
            if (Customers[i] < customers)
            {
                (part.Customers[taken], part.DaysOf[taken], part.Amounts[taken]) = (Customers[i], DaysOf[i], Amounts[i]);
                taken++;
            }
        }

        parts.Add(receipts, part);
        return part;
    }

    private int Below(int bound)
    {
        int count = 0;
        foreach (int customer in Customers)
        {
            count += customer < bound ? 1 : 0;
        }

        return count;
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
