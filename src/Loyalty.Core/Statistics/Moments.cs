using System.Diagnostics.Contracts;
using System.Globalization;

namespace Loyalty.Core.Statistics;

/// <summary>Count, mean and spread of a stream of numbers, in 24 bytes, one pass, and mergeable.</summary>
/// <remarks>
/// <para>Welford's update (Technometrics 4, 1962) and the pairwise merge of Chan, Golub and LeVeque (1979): no cancellation however far
/// the mean lies from 0. Two halves merged agree with one pass to about 1e-12 relative; the same merge order gives the same bits.</para>
/// <para>A value: <c>moments = moments.Add(x)</c>. Equal when all members are. The <c>default</c> holds nothing. Immutable.</para>
/// </remarks>
public readonly record struct Moments
{
    /// <summary>The largest size of a number that can be added, so that no sum of squares overflows: 1e145.</summary>
    public const double MaxMagnitude = 1e145;

    private readonly double mean;

    private Moments(long count, double mean, double squares)
    {
        Count = count;
        this.mean = mean;
        SumOfSquaredDeviations = squares;
    }

    /// <summary>How many numbers.</summary>
    public long Count { get; }

    /// <summary>The arithmetic mean.</summary>
    /// <value>Null where <see cref="Count"/> is 0.</value>
    public double? Mean => Count == 0 ? null : mean;

    /// <summary>Σ (x − mean)².</summary>
    /// <value>At least 0; 0 where <see cref="Count"/> is below 2.</value>
    public double SumOfSquaredDeviations { get; }

    /// <summary>The sample variance, with n − 1.</summary>
    /// <value>Null where <see cref="Count"/> is below 2.</value>
    public double? Variance => Count < 2 ? null : SumOfSquaredDeviations / (Count - 1);

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    /// <value>Null where <see cref="Count"/> is below 2.</value>
    public double? StandardDeviation => Count < 2 ? null : Math.Sqrt(SumOfSquaredDeviations / (Count - 1));

    /// <summary>The standard error of the mean: √(variance / n).</summary>
    /// <value>Null where <see cref="Count"/> is below 2.</value>
    public double? StandardError => Count < 2 ? null : Math.Sqrt(SumOfSquaredDeviations / (Count - 1) / Count);

    /// <summary>Summarises numbers.</summary>
    /// <param name="values">Any numbers within ±<see cref="MaxMagnitude"/>, in a fixed order where bits matter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, infinite or NaN.</exception>
    public static Moments Of(params ReadOnlySpan<double> values)
    {
        Moments sum = default;
        foreach (double value in values)
        {
            sum = sum.Add(value);
        }

        return sum;
    }

    /// <summary>Joins two summaries of disjoint numbers.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static Moments Combine(Moments left, Moments right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return left.Count == 0 ? right : left;
        }

        long count = checked(left.Count + right.Count);
        double delta = right.mean - left.mean;
        double share = (double)right.Count / count;
        return new Moments(count, left.mean + (delta * share),
            left.SumOfSquaredDeviations + right.SumOfSquaredDeviations + (delta * delta * left.Count * share));
    }

    /// <summary>Returns the summary with one number more; this one stays as it is.</summary>
    /// <param name="value">A number within ±<see cref="MaxMagnitude"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is out of range, infinite or NaN.</exception>
    [Pure]
    public Moments Add(double value)
    {
        RequireInRange(value, nameof(value));
        long count = Count + 1;
        double delta = value - mean;
        double next = mean + (delta / count);
        return new Moments(count, next, SumOfSquaredDeviations + (delta * (value - next)));
    }

    /// <summary>Returns this summary joined with another of disjoint numbers; both stay as they are.</summary>
    /// <param name="other">The other.</param>
    [Pure]
    public Moments Merge(Moments other) => Combine(this, other);

    internal static void RequireInRange(double value, string name)
    {
        if (!(Math.Abs(value) <= MaxMagnitude))
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture,
                $"A number to summarise must be between -1E+145 and 1E+145 (inclusive), but it is {value}; leave missing values out before you summarise."));
        }
    }
}
