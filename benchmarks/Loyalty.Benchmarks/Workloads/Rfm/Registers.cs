using System.Runtime.CompilerServices;

namespace Loyalty.Benchmarks.Workloads.Rfm;

/// <summary>Arithmetic that touches no memory: what two threads gain by it is what this machine gives to two threads.</summary>
internal sealed class Registers(int workers)
{
    private const int RoundsAReceipt = 8;

    private readonly ulong[] results = new ulong[workers];

    public void Run(long receipts)
    {
        if (workers == 1)
        {
            results[0] = Count(receipts * RoundsAReceipt);
            return;
        }

        _ = Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker => results[worker] = Count(receipts * RoundsAReceipt / workers));
    }

    /// <summary>Four chains, enough to keep a processor's arithmetic busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Count(long rounds)
    {
        (ulong a, ulong b, ulong c, ulong d) = (1, 2, 3, 4);
        for (ulong i = 0; i < (ulong)rounds; i++)
        {
            a += i ^ b;
            b ^= i + 1;
            c += i ^ d;
            d ^= i + 2;
        }

        return a ^ b ^ c ^ d;
    }
}
