namespace Loyalty.Segmentation.Internal;

/// <summary>Runs independent pieces of work on as many threads as the caller gives.</summary>
internal static class Workers
{
    /// <summary>Runs each piece once; on the caller's thread alone where there is one worker.</summary>
    /// <param name="pieces">How many pieces, named 0, 1, 2, …</param>
    /// <param name="workers">How many may run at once, ≥ 1.</param>
    /// <param name="work">The work on a piece.</param>
    public static void Each(int pieces, int workers, Action<int> work)
    {
        if (workers == 1 || pieces < 2)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                work(piece);
            }

            return;
        }

        _ = Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = workers }, work);
    }

    /// <summary>Checks a number of workers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public static int Checked(int workers) => workers >= 1
        ? workers
        : throw new ArgumentOutOfRangeException(nameof(workers), workers, "There must be at least 1 worker; give as many as processors are free.");
}
