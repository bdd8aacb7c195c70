namespace Loyalty.Benchmarks.Workloads.Allocations;

/// <summary>Who gets which offer under one budget.</summary>
internal sealed class AllocationWorkload : IWorkload
{
    public int Number => 6;

    public string Question => "offers under a budget";

    public int? DefaultSize => 1_000_000;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<AllocationData> data = new(() => new AllocationData(size, seedShift));
        OursContestant ours = new(data);
        ScanContestant scan = new(data);
        BisectionContestant bisection = new(data);
        long operations = (long)size * AllocationData.Offers;
        return
        [
            new() { Name = "ours", Operations = operations, Prepare = ours.Build, Run = _ => ours.Allocate(), Checksum = ours.Checksum },
            new() { Name = "scan", Operations = operations, Prepare = () => _ = data.Value, Run = _ => scan.Run(), Checksum = scan.Checksum, SameAnswer = false },
            new() { Name = "bisection", Operations = operations, Prepare = () => _ = data.Value, Run = _ => bisection.Run(), Checksum = bisection.Checksum, SameAnswer = false },
        ];
    }
}
