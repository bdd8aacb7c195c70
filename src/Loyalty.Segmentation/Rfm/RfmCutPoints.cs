using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <summary>Where one score ends and the next begins, for each of the three values: fitted to a chain's guests, or fixed by hand.</summary>
/// <remarks>
/// <para>A score is 1 + the number of cut points strictly below the value; for recency the count is turned round. Equal values therefore share
/// a score, and no rank is drawn by lot. Keep the cut points and score next month's guests with them, and 555 means what it means today.</para>
/// <para>Cut points are decimals, so that interpolation between whole numbers is exact where it matters: no guest changes score by rounding.
/// Immutable.</para>
/// </remarks>
public sealed class RfmCutPoints
{
    private readonly long[] recencyFloors;
    private readonly long[] frequencyFloors;
    private readonly long[] monetaryFloors;

    /// <summary>Sets cut points by hand, or from where they were kept.</summary>
    /// <param name="recencyDays">Ascending days; as many as in the others.</param>
    /// <param name="frequency">Ascending visits.</param>
    /// <param name="monetary">Ascending minor units.</param>
    /// <param name="version">What the host calls them; a result names it, so that a score can be traced to its cut points.</param>
    /// <exception cref="ArgumentException">The lists differ in length, are empty or too long, or descend; or there is no version.</exception>
    public RfmCutPoints(ImmutableArray<decimal> recencyDays, ImmutableArray<decimal> frequency, ImmutableArray<decimal> monetary, string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        if (recencyDays.IsDefault || frequency.IsDefault || monetary.IsDefault
            || recencyDays.Length != frequency.Length || frequency.Length != monetary.Length || recencyDays.Length is < 1 or >= RfmOptions.MaxBins)
        {
            throw new ArgumentException($"The three values need the same number of cut points, 1 to {RfmOptions.MaxBins - 1} (inclusive).", nameof(recencyDays));
        }

        recencyFloors = Floors(recencyDays, nameof(recencyDays));
        frequencyFloors = Floors(frequency, nameof(frequency));
        monetaryFloors = Floors(monetary, nameof(monetary));
        RecencyDays = recencyDays;
        Frequency = frequency;
        Monetary = monetary;
        Version = version;
        Bins = recencyDays.Length + 1;
    }

    /// <summary>Ascending, in days.</summary>
    public ImmutableArray<decimal> RecencyDays { get; }

    /// <summary>Ascending, in visits.</summary>
    public ImmutableArray<decimal> Frequency { get; }

    /// <summary>Ascending, in minor units.</summary>
    public ImmutableArray<decimal> Monetary { get; }

    /// <summary>What the host calls these cut points.</summary>
    public string Version { get; }

    /// <summary>How many bins each score has: one more than there are cut points.</summary>
    public int Bins { get; }

    /// <summary>How many different scores each value can have: fewer than <see cref="Bins"/> where many guests share a value.</summary>
    /// <value>1 + the number of different cut points of each.</value>
    public (int Recency, int Frequency, int Monetary) EffectiveBins => (Distinct(RecencyDays), Distinct(Frequency), Distinct(Monetary));

    /// <summary>Reads what <see cref="ToJson"/> wrote, or thresholds that people fixed by hand.</summary>
    /// <param name="json">The document: <c>{"format":1,"version":"2026-10-31","recencyDays":[14,33],"frequency":[1,2],"monetary":[25019.4,49009.6]}</c>; monetary in minor units.</param>
    /// <exception cref="Core.DocumentFormatException">The document is malformed at a line, of a later format, or its cut points differ in number or descend.</exception>
    public static RfmCutPoints Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RfmCutPointsDocument.Read(json);
    }

    /// <summary>The cut points as a document, every digit of them: keep it with the scores, and 555 means next year what it means today.</summary>
    public string ToJson() => RfmCutPointsDocument.Write(this);

    /// <summary>Scores a guest with visits.</summary>
    /// <param name="values">What is scored.</param>
    /// <remarks>Does not allocate.</remarks>
    public RfmScore Score(RfmValues values) => new(
        (byte)(Bins - Below(recencyFloors, values.RecencyDays)),
        (byte)(1 + Below(frequencyFloors, values.Frequency)),
        (byte)(1 + Below(monetaryFloors, values.Monetary)));

    /// <summary>The type-7 quantiles of the values at 1/bins, 2/bins, …; exact for whole numbers.</summary>
    internal static ImmutableArray<decimal> Quantiles(ArrayValues values, int count, int bins)
    {
        int[] ranks = RanksOf(count, bins);
        long[] found = new long[ranks.Length];
        OrderStatistics.Select(values, ranks, found);
        return Quantiles(ranks, found, count, bins);
    }

    /// <summary>The positions between which the quantiles lie, ascending.</summary>
    internal static int[] RanksOf(int count, int bins)
    {
        int[] ranks = new int[2 * (bins - 1)];
        for (int i = 1; i < bins; i++)
        {
            int low = LowRank(count, i, bins);
            ranks[2 * (i - 1)] = low;
            ranks[(2 * (i - 1)) + 1] = Math.Min(low + 1, count - 1);
        }

        // Neighbouring positions may overlap where there are few guests; selection wants them ascending.
        Array.Sort(ranks);
        return ranks;
    }

    /// <summary>The quantiles from the numbers at <see cref="RanksOf"/>.</summary>
    internal static ImmutableArray<decimal> Quantiles(ReadOnlySpan<int> ranks, ReadOnlySpan<long> found, int count, int bins)
    {
        // Hyndman and Fan (1996), definition 7: position (n - 1) p. As fractions of whole numbers it is exact; in doubles it can fall a
        // hair short of a whole position and push a tie over the edge.
        ImmutableArray<decimal>.Builder cuts = ImmutableArray.CreateBuilder<decimal>(bins - 1);
        for (int i = 1; i < bins; i++)
        {
            int rank = LowRank(count, i, bins);
            long low = found[ranks.IndexOf(rank)];
            long high = found[ranks.IndexOf(Math.Min(rank + 1, count - 1))];
            long remainder = (long)(count - 1) * i % bins;
            cuts.Add(low + (remainder * ((decimal)high - low) / bins));
        }

        return cuts.MoveToImmutable();
    }

    private static int LowRank(int count, int quantile, int bins) => (int)((long)(count - 1) * quantile / bins);

    private static int Below(long[] floors, long value)
    {
        // A whole number is above a cut point exactly when it is above the cut point's floor. Nothing is above the highest number, which fills the last vector.
        Vector256<long> given = Vector256.Create(value);
        int below = 0;
        for (int i = 0; i < floors.Length; i += Vector256<long>.Count)
        {
            below += BitOperations.PopCount(Vector256.LessThan(Vector256.Create(floors.AsSpan(i)), given).ExtractMostSignificantBits());
        }

        return below;
    }

    private static long[] Floors(ImmutableArray<decimal> cuts, string name)
    {
        long[] floors = new long[(cuts.Length + Vector256<long>.Count - 1) / Vector256<long>.Count * Vector256<long>.Count];
        floors.AsSpan().Fill(long.MaxValue);
        for (int i = 0; i < cuts.Length; i++)
        {
            if (i > 0 && cuts[i] < cuts[i - 1])
            {
                throw new ArgumentException($"Cut points must ascend, but {cuts[i]} follows {cuts[i - 1]}.", name);
            }

            floors[i] = (long)Math.Clamp(decimal.Floor(cuts[i]), long.MinValue, long.MaxValue);
        }

        return floors;
    }

    private static int Distinct(ImmutableArray<decimal> cuts)
    {
        int distinct = 1;
        for (int i = 0; i < cuts.Length; i++)
        {
            distinct += i == 0 || cuts[i] != cuts[i - 1] ? 1 : 0;
        }

        return distinct;
    }
}
