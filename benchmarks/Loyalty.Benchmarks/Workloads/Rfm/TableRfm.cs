using Loyalty.Segmentation.Rfm;

namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Ours: <see cref="RfmTable"/> through its public members.</summary>
internal sealed class TableRfm(Lazy<ReceiptColumns> columns)
{
    private static readonly DateOnly Epoch = new(2024, 1, 1);
    private readonly long[] cells = new long[125];
    private RfmTable table = null!;
    private RfmScore[] scores = null!;

    public void Prepare()
    {
        table = new RfmTable(Epoch, columns.Value.CustomerCount);
        scores = new RfmScore[columns.Value.CustomerCount];
    }

    public void Reset()
    {
        table.Clear();
        cells.AsSpan().Clear();
    }

    public void Run(long receipts)
    {
        int count = (int)receipts;
        DateOnly asOf = Epoch.AddDays(ReceiptColumns.Days);
        table.Add(columns.Value.Customers.AsSpan(0, count), columns.Value.DaysOf.AsSpan(0, count), columns.Value.Amounts.AsSpan(0, count));
        RfmCutPoints cutPoints = table.Fit(asOf)!;
        _ = table.Score(cutPoints, asOf, scores);
        foreach (RfmScore score in scores)
        {
            if (!score.IsNone)
            {
                cells[((score.R - 1) * 25) + ((score.F - 1) * 5) + score.M - 1]++;
            }
        }
    }

    public string Checksum() => ReceiptColumns.Hash(cells);

    /// <summary>Sixteen bytes a row of the table and three a score.</summary>
    public double StateBytesPerCustomer()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        RfmTable copy = new(Epoch, table.Capacity);
        RfmScore[] room = new RfmScore[table.Capacity];
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(copy);
        GC.KeepAlive(room);
        return (double)bytes / table.Capacity;
    }
}
