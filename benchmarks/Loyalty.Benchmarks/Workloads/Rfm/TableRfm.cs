using Loyalty.Segmentation.Rfm;

namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Ours: <see cref="RfmTable"/> through its public members.</summary>
internal sealed class TableRfm(Lazy<ReceiptColumns> columns, int workers)
{
    public static readonly DateOnly Epoch = new(2024, 1, 1);
    private readonly long[] cells = new long[125];
    private readonly Dictionary<int, (RfmTable Table, RfmScore[] Scores)> tables = [];

    public void Prepare() => _ = TableOf(columns.Value);

    public void Reset()
    {
        foreach ((RfmTable table, _) in tables.Values)
        {
            table.Clear();
        }

        cells.AsSpan().Clear();
    }

    public void Run(long receipts)
    {
        ReceiptColumns part = columns.Value.Part((int)receipts);
        (RfmTable table, RfmScore[] scores) = TableOf(part);
        table.Add(part.Customers, part.DaysOf, part.Amounts, workers);
        Tell(table, scores, cells, workers);
    }

    public string Checksum() => ReceiptColumns.Hash(cells);

    /// <summary>Sixteen bytes a row of the table and three a score.</summary>
    public double StateBytesPerCustomer()
    {
        int customers = columns.Value.CustomerCount;
        long before = GC.GetAllocatedBytesForCurrentThread();
        RfmTable copy = new(Epoch, customers);
        RfmScore[] room = new RfmScore[customers];
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(copy);
        GC.KeepAlive(room);
        return (double)bytes / customers;
    }

    /// <summary>Fits, scores and counts the cells.</summary>
    public static void Tell(RfmTable table, RfmScore[] scores, long[] cells, int workers)
    {
        DateOnly asOf = Epoch.AddDays(ReceiptColumns.Days);
        RfmCutPoints cutPoints = table.Fit(asOf, workers: workers)!;
        _ = table.Score(cutPoints, asOf, scores, workers);
        foreach (RfmScore score in scores.AsSpan(0, table.Capacity))
        {
            if (!score.IsNone)
            {
                cells[((score.R - 1) * 25) + ((score.F - 1) * 5) + score.M - 1]++;
            }
        }
    }

    private (RfmTable Table, RfmScore[] Scores) TableOf(ReceiptColumns part)
    {
        if (!tables.TryGetValue(part.CustomerCount, out (RfmTable, RfmScore[]) found))
        {
            found = (new RfmTable(Epoch, part.CustomerCount), new RfmScore[part.CustomerCount]);
            tables.Add(part.CustomerCount, found);
        }

        return found;
    }
}
