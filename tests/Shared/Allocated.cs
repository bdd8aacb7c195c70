namespace Loyalty.Testing;

/// <summary>Measures what a call allocates on this thread, once it is warm.</summary>
internal static class Allocated
{
    public static long Bytes(Action action)
    {
        for (int i = 0; i < 3; i++)
        {
            action();
        }

        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
