using System.Globalization;
using Loyalty.Core.Statistics;
using Loyalty.Nps.Internal;

namespace Loyalty.Nps;

/// <summary>A net promoter score: the share of promoters less the share of detractors, in points, with the counts it stands on.</summary>
/// <remarks>
/// Kept as counts and divided once, so that no rounding adds up. Equal when all counts are; ordered by the exact score, not by its
/// rounding. The <c>default</c> has no answers and its value is refused. Immutable.
/// </remarks>
public readonly record struct NpsScore : IComparable<NpsScore>
{
    /// <summary>Makes a score from counts.</summary>
    /// <param name="promoters">At least 0.</param>
    /// <param name="passives">At least 0.</param>
    /// <param name="detractors">At least 0; at least one of the three is above 0, and together they are at most 10^15.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range, or there are no answers.</exception>
    public NpsScore(long promoters, long passives, long detractors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        UInt128 answers = (UInt128)(ulong)promoters + (ulong)passives + (ulong)detractors;
        if (answers < 1 || answers > 1_000_000_000_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(promoters), promoters,
                $"A score needs 1 to 10^15 answers, but there are {answers}; without answers it is undefined, so ask NpsTally.Score, which is then null.");
        }

        Promoters = promoters;
        Passives = passives;
        Detractors = detractors;
    }

    /// <summary>How many answered 9 or 10.</summary>
    public long Promoters { get; }

    /// <summary>How many answered 7 or 8.</summary>
    public long Passives { get; }

    /// <summary>How many answered 0 to 6.</summary>
    public long Detractors { get; }

    /// <summary>How many answered.</summary>
    /// <value>At least 1; 0 for <c>default</c>.</value>
    public long Answers => Promoters + Passives + Detractors;

    /// <summary>The score in points, the double nearest to the exact one: rounded once.</summary>
    /// <value>−100 to 100.</value>
    /// <exception cref="InvalidOperationException">This is the <c>default</c>, which has no answers.</exception>
    public double Value => 100.0 * (Promoters - Detractors) / Counted;

    /// <summary>The score in whole points, half away from zero, rounded from the counts and not from <see cref="Value"/>.</summary>
    /// <value>−100 to 100.</value>
    /// <exception cref="InvalidOperationException">This is the <c>default</c>, which has no answers.</exception>
    public int Points
    {
        get
        {
            Int128 net = (Int128)200 * (Promoters - Detractors);
            return (int)((net + (net < 0 ? -Counted : Counted)) / (2 * (Int128)Counted));
        }
    }

    /// <summary>The score's standard error in points: 100 √((p + d − (p − d)²) / n).</summary>
    /// <value>0 where all gave answers of one class, which shows that it is no measure of doubt there: use <see cref="Interval"/>.</value>
    /// <exception cref="InvalidOperationException">This is the <c>default</c>, which has no answers.</exception>
    public double StandardError
    {
        get
        {
            double promoters = (double)Promoters / Counted;
            double detractors = (double)Detractors / Counted;
            double net = promoters - detractors;
            return 100 * Math.Sqrt(Math.Max(0, promoters + detractors - (net * net)) / Counted);
        }
    }

    private long Counted => Answers > 0 ? Answers
        : throw new InvalidOperationException("A score without answers is undefined; ask NpsTally.Score, which is then null.");

    /// <summary>Where the score of all guests may lie, given these answers, at 95 % confidence.</summary>
    /// <returns>
    /// Points within [−100, 100], never of zero width, always around the score: exact limits of both shares, joined by Zou and
    /// Donner's method of variance estimates recovery with the shares' correlation at those limits. It covers at least 95 % of the time
    /// at 1 to 30 answers, and wherever the score lies, which the tests enumerate.
    /// </returns>
    /// <exception cref="InvalidOperationException">This is the <c>default</c>, which has no answers.</exception>
    public Interval Interval() => ScoreInterval.Of(Promoters, Counted - Promoters - Detractors, Detractors);

    /// <summary>Compares the exact scores.</summary>
    /// <param name="other">Another score.</param>
    /// <returns>Below 0 where this one is worse, above 0 where it is better.</returns>
    /// <exception cref="InvalidOperationException">One of them is the <c>default</c>, which has no answers.</exception>
    public int CompareTo(NpsScore other) =>
        ((Int128)(Promoters - Detractors) * other.Counted).CompareTo((Int128)(other.Promoters - other.Detractors) * Counted);

    /// <summary>Returns <c>54.2 (n = 48)</c>, on every culture.</summary>
    public override string ToString() => Answers == 0 ? "undefined" : string.Create(CultureInfo.InvariantCulture, $"{Value:0.0} (n = {Answers})");

    /// <summary>Whether the left score is worse.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(NpsScore left, NpsScore right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left score is better.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(NpsScore left, NpsScore right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left score is not better.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(NpsScore left, NpsScore right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left score is not worse.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(NpsScore left, NpsScore right) => left.CompareTo(right) >= 0;
}
