using Loyalty.ContactPolicy.Arbitration;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Which beginnings were followed: the same messages, with those that can still be in the way at the same instants, are followed again only if they are worth more.</summary>
/// <remarks>It keeps whole keys, so nothing is mixed up; beginnings that do not fit into one are followed each time.</remarks>
internal sealed class SearchMemory
{
    private const int MostKept = 1 << 16;
    private const int MostCandidates = 64;
    private const int MostSorts = 256;
    private const int SortBits = 8;
    private const int PlaceBits = 20;
    private const int MostRecent = 5;

    // Stands before the places, so that as many are compared with as many.
    private const int Mark = ArbitrationOptions.MostInstants;

    private readonly ArbitrationProblem problem;
    private readonly ArbitrationLimits limits;
    private readonly int[] bits;
    private readonly bool fits;
    private readonly Dictionary<(ulong Messages, UInt128 Recent, int Rank), long> worths = [];

    public SearchMemory(ArbitrationProblem problem, ArbitrationLimits limits)
    {
        (this.problem, this.limits) = (problem, limits);
        bits = new int[problem.Count];
        int next = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = limits.SortOf[i] < 0 ? -1 : next++;
        }

        fits = next <= MostCandidates && limits.LimitsOf.Length <= MostSorts && problem.Instants.Length <= ArbitrationOptions.MostInstants;
    }

    /// <summary>Whether a beginning that leaves as much room and is worth as much was followed; else it is now.</summary>
    /// <param name="plan">What is placed.</param>
    /// <param name="worth">What it is worth.</param>
    /// <param name="rank">The rank of the last message, where that keeps another from its instant; else −1.</param>
    public bool IsKnown(GuestPlan plan, long worth, int rank)
    {
        if (!fits || !TryKey(plan, rank, out (ulong, UInt128, int) key))
        {
            return false;
        }

        if (worths.TryGetValue(key, out long known))
        {
            if (known >= worth)
            {
                return true;
            }
        }
        else if (worths.Count == MostKept)
        {
            return false;
        }

        worths[key] = worth;
        return false;
    }

    private bool TryKey(GuestPlan plan, int rank, out (ulong Messages, UInt128 Recent, int Rank) key)
    {
        int lastInstant = plan.Last.Instant;
        key = (0, (UInt128)(uint)(Mark | lastInstant), rank);
        int recent = 0;
        for (int i = 0; i < plan.Count; i++)
        {
            (int candidate, int instant) = plan.At(i);
            key.Messages |= 1UL << bits[candidate];
            if (problem.Instants[instant] + limits.ReachOf[limits.SortOf[candidate]] > problem.Instants[lastInstant])
            {
                if (++recent > MostRecent)
                {
                    return false;
                }

                key.Recent = (key.Recent << PlaceBits) | (UInt128)(uint)((instant << SortBits) | limits.SortOf[candidate]);
            }
        }

        return true;
    }
}
