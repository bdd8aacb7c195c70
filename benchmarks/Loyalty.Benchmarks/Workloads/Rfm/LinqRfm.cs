namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>The query as it is usually written: GroupBy for the sums, OrderBy for the cut points.</summary>
internal sealed class LinqRfm(Lazy<ReceiptColumns> columns)
{
    private readonly long[] cells = new long[125];
    private const int Warm = 2_000_000;
    private readonly Dictionary<long, Receipt[]> receiptsOf = [];

    /// <summary>Runs once, so that the length of a pass is not judged by code that is not compiled yet.</summary>
    public void Prepare() => Run(Math.Min(Warm, columns.Value.Customers.Length));

    public void Run(long count)
    {
        cells.AsSpan().Clear();
        if (!receiptsOf.TryGetValue(count, out Receipt[]? receipts))
        {
            ReceiptColumns part = columns.Value.Part((int)count);
            receipts = [.. part.Customers.Select((customer, i) => new Receipt(customer, part.DaysOf[i], part.Amounts[i]))];
            receiptsOf.Add(count, receipts);
        }

        Guest[] guests =
        [
            .. receipts.GroupBy(r => r.Customer)
                .Select(g => new Guest(ReceiptColumns.Days - g.Max(r => r.Day), g.Count(), g.Sum(r => (long)r.Amount))),
        ];
        double[] byRecency = Cuts([.. guests.Select(g => (double)g.Recency).Order()]);
        double[] byFrequency = Cuts([.. guests.Select(g => (double)g.Frequency).Order()]);
        double[] byMoney = Cuts([.. guests.Select(g => (double)g.Money).Order()]);
        foreach (IGrouping<int, Guest> cell in guests.GroupBy(g =>
            ((4 - byRecency.Count(c => c < g.Recency)) * 25) + (byFrequency.Count(c => c < g.Frequency) * 5) + byMoney.Count(c => c < g.Money)))
        {
            cells[cell.Key] = cell.Count();
        }
    }

    public string Checksum() => ReceiptColumns.Hash(cells);

    private static double[] Cuts(double[] sorted) =>
    [
        .. Enumerable.Range(1, 4).Select(i =>
        {
            double position = (sorted.Length - 1) * i / 5.0;
            int low = (int)position;
            return sorted[low] + ((position - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]));
        }),
    ];

    private readonly record struct Receipt(int Customer, short Day, int Amount);

    private readonly record struct Guest(int Recency, int Frequency, long Money);
}
