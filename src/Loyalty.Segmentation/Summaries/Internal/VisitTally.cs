namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>Visits and what they cost in one word: a tag of 5 bits, visits in 19, spend in 40.</summary>
/// <remarks>What does not fit goes to its owner's ledger of carried sums, so that totals have no bound of their own.</remarks>
internal static class VisitTally
{
    public const int MostVisits = (1 << 19) - 1;
    public const long MostSpend = (1L << SpendBits) - 1;
    private const int SpendBits = 40;
    private const int TagShift = 59;

    public static int Tag(ulong tally) => (int)(tally >> TagShift);

    public static int Visits(ulong tally) => (int)(tally >> SpendBits) & MostVisits;

    public static long Spend(ulong tally) => (long)(tally & MostSpend);

    public static ulong Of(int tag) => (ulong)tag << TagShift;

    /// <summary>Adds where it fits.</summary>
    /// <param name="tally">The word.</param>
    /// <param name="visits">Visits, ≥ 0.</param>
    /// <param name="spend">What they cost, ≥ 0.</param>
    public static bool TryAdd(ref ulong tally, long visits, long spend)
    {
        if (visits > MostVisits - Visits(tally) || spend > MostSpend - Spend(tally))
        {
            return false;
        }

        tally += ((ulong)visits << SpendBits) + (ulong)spend;
        return true;
    }
}
