namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Workload 2: RFM of all customers from columns of receipts, aggregation and quintiles together.</summary>
internal sealed class RfmWorkload : IWorkload
{
    public int Number => 2;

    public string Question => "RFM aggregation and quintiles";

    public int? DefaultSize => 10_000_000;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<ReceiptColumns> columns = new(() => ReceiptColumns.Generate(size, seedShift));
        TableRfm ours = new(columns, workers: 1);
        TableRfm oursTwice = new(columns, workers: 2);
        SummaryRfm full = new(columns, workers: 1);
        SummaryRfm fullTwice = new(columns, workers: 2);
        DenseRfm dense = new(columns);
        LinqRfm linq = new(columns);
        Registers one = new(workers: 1);
        Registers two = new(workers: 2);
        string? expected = seedShift != 0 ? null : size switch
        {
            1_000_000 => "e5e614da6b1f6206",
            10_000_000 => "359c3aa994e4cf10",
            100_000_000 => "87ac0abbe67eb352",
            _ => null,
        };
        return
        [
            new()
            {
                Name = "ours", Operations = size, Prepare = ours.Prepare, Reset = ours.Reset, Run = ours.Run, Checksum = ours.Checksum,
                Expected = expected, StateBytesPerCustomer = ours.StateBytesPerCustomer,
            },
            new() { Name = "dense", Operations = size, Prepare = dense.Prepare, Reset = dense.Reset, Run = dense.Run, Checksum = dense.Checksum, Expected = expected },
            new()
            {
                Name = "linq", Operations = size, Prepare = linq.Prepare, Run = linq.Run, Checksum = linq.Checksum,
                Expected = expected, AllowsPrefix = true, PrefixStep = 10,
            },
            new()
            {
                Name = "ours-two-threads", Operations = size, Prepare = oursTwice.Prepare, Reset = oursTwice.Reset, Run = oursTwice.Run,
                Checksum = oursTwice.Checksum, Expected = expected,
            },
            new()
            {
                Name = "ours-full", Operations = size, Prepare = full.Prepare, Reset = full.Reset, Run = full.Run, Checksum = full.Checksum,
                Expected = expected, AllowsPrefix = true, PrefixStep = 10, StateBytesPerCustomer = full.StateBytesPerCustomer,
            },
            new()
            {
                Name = "ours-full-two-threads", Operations = size, Prepare = fullTwice.Prepare, Reset = fullTwice.Reset, Run = fullTwice.Run,
                Checksum = fullTwice.Checksum, Expected = expected, AllowsPrefix = true, PrefixStep = 10,
            },
            new() { Name = "registers", Operations = size, Run = one.Run, SameAnswer = false },
            new() { Name = "registers-two-threads", Operations = size, Run = two.Run, SameAnswer = false },
        ];
    }
}
