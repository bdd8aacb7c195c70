namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>What a good engineer writes in an afternoon: dense arrays by customer, sorted copies for the cut points.</summary>
internal sealed class DenseRfm(Lazy<ReceiptColumns> columns)
{
    private readonly long[] cells = new long[125];
    private Row[] rows = null!;
    private int[] recency = null!;
    private int[] frequency = null!;
    private long[] monetary = null!;

    public void Prepare()
    {
        int customers = columns.Value.CustomerCount;
        rows = new Row[customers];
        recency = new int[customers];
        frequency = new int[customers];
        monetary = new long[customers];
    }

    public void Reset()
    {
        rows.AsSpan().Clear();
        cells.AsSpan().Clear();
    }

    public void Run(long receipts)
    {
        int[] customers = columns.Value.Customers;
        short[] days = columns.Value.DaysOf;
        int[] amounts = columns.Value.Amounts;
        Row[] table = rows;
        for (int i = 0; i < (int)receipts; i++)
        {
            ref Row row = ref table[customers[i]];
            row.Count++;
            row.Sum += amounts[i];
            if (days[i] > row.Last)
            {
                row.Last = days[i];
            }
        }

        int active = 0;
        foreach (ref readonly Row row in table.AsSpan())
        {
            if (row.Count > 0)
            {
                recency[active] = ReceiptColumns.Days - row.Last;
                frequency[active] = row.Count;
                monetary[active++] = row.Sum;
            }
        }

        Array.Sort(recency, 0, active);
        Array.Sort(frequency, 0, active);
        Array.Sort(monetary, 0, active);
        Span<double> byRecency = stackalloc double[4];
        Span<double> byFrequency = stackalloc double[4];
        Span<double> byMoney = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            double position = (active - 1) * (i + 1) / 5.0;
            int low = (int)position;
            int high = Math.Min(low + 1, active - 1);
            double share = position - low;
            byRecency[i] = recency[low] + (share * (recency[high] - recency[low]));
            byFrequency[i] = frequency[low] + (share * (frequency[high] - frequency[low]));
            byMoney[i] = monetary[low] + (share * (monetary[high] - monetary[low]));
        }

        foreach (ref readonly Row row in table.AsSpan())
        {
            if (row.Count > 0)
            {
                int r = 5 - Below(byRecency, ReceiptColumns.Days - row.Last);
                int f = 1 + Below(byFrequency, row.Count);
                int m = 1 + Below(byMoney, row.Sum);
                cells[((r - 1) * 25) + ((f - 1) * 5) + m - 1]++;
            }
        }
    }

    public string Checksum() => ReceiptColumns.Hash(cells);

    private static int Below(Span<double> cuts, double value) =>
        (cuts[0] < value ? 1 : 0) + (cuts[1] < value ? 1 : 0) + (cuts[2] < value ? 1 : 0) + (cuts[3] < value ? 1 : 0);

    private struct Row
    {
        public long Sum;
        public int Count;
        public int Last;
    }
}
