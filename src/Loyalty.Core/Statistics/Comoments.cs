using System.Diagnostics.Contracts;

namespace Loyalty.Core.Statistics;

/// <summary>How two numbers of the same guest move together: both moments, covariance and correlation, one pass, and mergeable.</summary>
/// <remarks>
/// The pairwise update of Chan, Golub and LeVeque (1979), as <see cref="Moments"/>. A value: <c>pairs = pairs.Add(x, y)</c>. Equal when
/// all members are. The <c>default</c> holds nothing. Immutable.
/// </remarks>
public readonly record struct Comoments
{
    private Comoments(Moments x, Moments y, double products)
    {
        X = x;
        Y = y;
        SumOfProducts = products;
    }

    /// <summary>How many pairs.</summary>
    public long Count => X.Count;

    /// <summary>The first number's moments.</summary>
    public Moments X { get; }

    /// <summary>The second number's moments.</summary>
    public Moments Y { get; }

    /// <summary>Σ (x − mean x)(y − mean y).</summary>
    /// <value>0 where <see cref="Count"/> is below 2.</value>
    public double SumOfProducts { get; }

    /// <summary>The sample covariance, with n − 1.</summary>
    /// <value>Null where <see cref="Count"/> is below 2.</value>
    public double? Covariance => Count < 2 ? null : SumOfProducts / (Count - 1);

    /// <summary>Pearson's correlation.</summary>
    /// <value>−1 to 1; null where <see cref="Count"/> is below 2 or one of the numbers never varies.</value>
    public double? Correlation => Count < 2 || X.SumOfSquaredDeviations == 0 || Y.SumOfSquaredDeviations == 0
        ? null
        : Math.Clamp(SumOfProducts / Math.Sqrt(X.SumOfSquaredDeviations) / Math.Sqrt(Y.SumOfSquaredDeviations), -1, 1);

    /// <summary>The least-squares slope of y on x: covariance / variance of x.</summary>
    /// <value>Null where <see cref="Count"/> is below 2 or x never varies.</value>
    public double? Slope => Count < 2 || X.SumOfSquaredDeviations == 0 ? null : SumOfProducts / X.SumOfSquaredDeviations;

    /// <summary>Joins two summaries of disjoint pairs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static Comoments Combine(Comoments left, Comoments right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return left.Count == 0 ? right : left;
        }

        double deltaX = right.X.Mean!.Value - left.X.Mean!.Value;
        double deltaY = right.Y.Mean!.Value - left.Y.Mean!.Value;
        double weight = left.Count * ((double)right.Count / checked(left.Count + right.Count));
        return new Comoments(Moments.Combine(left.X, right.X), Moments.Combine(left.Y, right.Y),
            left.SumOfProducts + right.SumOfProducts + (deltaX * deltaY * weight));
    }

    /// <summary>Returns the summary with one pair more; this one stays as it is.</summary>
    /// <param name="x">The first number, within ±<see cref="Moments.MaxMagnitude"/>.</param>
    /// <param name="y">The second number, within the same range.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, infinite or NaN.</exception>
    [Pure]
    public Comoments Add(double x, double y)
    {
        Moments nextX = X.Add(x);
        Moments nextY = Y.Add(y);
        double deltaX = x - (X.Mean ?? 0);
        return new Comoments(nextX, nextY, SumOfProducts + (deltaX * (y - nextY.Mean!.Value)));
    }

    /// <summary>Returns this summary joined with another of disjoint pairs; both stay as they are.</summary>
    /// <param name="other">The other.</param>
    [Pure]
    public Comoments Merge(Comoments other) => Combine(this, other);
}
