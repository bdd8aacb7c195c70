using Loyalty.Core;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Ours with everything else a summary keeps: weekdays, purchase days and the room for hours, baskets and discounts.</summary>
internal sealed class SummaryRfm(Lazy<ReceiptColumns> columns, int workers)
{
    private readonly long[] cells = new long[125];
    private readonly Dictionary<int, (SummaryTable Table, RfmTable Rfm, RfmScore[] Scores)> tables = [];

    public void Prepare() => _ = columns.Value;

    public void Reset()
    {
        foreach ((SummaryTable table, RfmTable rfm, _) in tables.Values)
        {
            table.Clear();
            rfm.Clear();
        }

        cells.AsSpan().Clear();
    }

    public void Run(long receipts)
    {
        ReceiptColumns part = columns.Value.Part((int)receipts);
        if (!tables.TryGetValue(part.CustomerCount, out (SummaryTable Table, RfmTable Rfm, RfmScore[] Scores) own))
        {
            own = (new SummaryTable(Currency.None, TableRfm.Epoch, part.CustomerCount), new RfmTable(TableRfm.Epoch, part.CustomerCount), new RfmScore[part.CustomerCount]);
            tables.Clear();
            tables.Add(part.CustomerCount, own);
        }

        own.Table.Add(part.Customers, part.DaysOf, part.Amounts, workers);
        own.Table.CopyTo(own.Rfm, workers);
        TableRfm.Tell(own.Rfm, own.Scores, cells, workers);
    }

    public string Checksum() => ReceiptColumns.Hash(cells);

    /// <summary>The summaries alone; what scoring takes besides stands at <c>ours</c>.</summary>
    public double StateBytesPerCustomer()
    {
        (int customers, (SummaryTable table, _, _)) = tables.Single();
        return (double)table.StateBytes / customers;
    }
}
