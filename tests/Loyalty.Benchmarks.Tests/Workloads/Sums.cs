using System.Globalization;
using Loyalty.Benchmarks.Workloads;

namespace Loyalty.Benchmarks.Tests.Workloads;

/// <summary>A workload for the harness alone: sums of whole numbers, once plainly, once boxed, once with a pause.</summary>
internal sealed class Sums(string? expected = null, long error = 0) : IWorkload
{
    private long sum;

    private object? box;

    public int Number => 9;

    public string Question => "sums";

    public int? DefaultSize => 1000;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        long shift = (long)seedShift;
        return
        [
            new() { Name = "ours", Operations = size, Run = n => Plain(n, shift), Checksum = Sum, Expected = expected },
            new() { Name = "boxed", Operations = size, Run = n => Boxed(n, shift + error), Checksum = Sum, StateBytesPerCustomer = () => 24 },
            new() { Name = "slow", Operations = size, Run = n => Slow(n, shift), Checksum = Sum, AllowsPrefix = true, PrefixStep = 3 },
            new() { Name = "absent", Operations = size, Run = _ => { }, Unavailable = () => "no server" },
        ];
    }

    private void Plain(long count, long shift)
    {
        sum = shift;
        for (long i = 0; i < count; i++)
        {
            sum += i;
        }
    }

    private void Boxed(long count, long shift)
    {
        sum = shift;
        for (long i = 0; i < count; i++)
        {
            box = i;
            sum += (long)box;
        }
    }

    private void Slow(long count, long shift)
    {
        Plain(count, shift);
        Thread.Sleep((int)(count / 3) * 10);
    }

    private string Sum() => sum.ToString(CultureInfo.InvariantCulture);
}
