using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>The beta distribution: what is known of a share after successes and failures.</summary>
public static class BetaDistribution
{
    /// <summary>The chance of a share at most x.</summary>
    /// <param name="x">0 to 1 (inclusive).</param>
    /// <param name="a">First shape, above 0 (exclusive), at most 1e12.</param>
    /// <param name="b">Second shape, above 0 (exclusive), at most 1e12.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Cdf(double x, double a, double b) => SpecialFunctions.RegularizedIncompleteBeta(a, b, x);

    /// <summary>The chance of a share above x, with its own digits in the upper tail.</summary>
    /// <param name="x">0 to 1 (inclusive).</param>
    /// <param name="a">First shape, above 0 (exclusive), at most 1e12.</param>
    /// <param name="b">Second shape, above 0 (exclusive), at most 1e12.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double UpperTail(double x, double a, double b)
    {
        Require.Share(x, nameof(x));
        return SpecialFunctions.BetaTails(a, b, x, 1 - x).Upper;
    }

    /// <summary>The share that is not exceeded with a given chance.</summary>
    /// <param name="p">0 to 1 (exclusive).</param>
    /// <param name="a">First shape, above 0 (exclusive), at most 1e12.</param>
    /// <param name="b">Second shape, above 0 (exclusive), at most 1e12.</param>
    /// <returns>The x whose <see cref="Cdf"/> is p.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Quantile(double p, double a, double b)
    {
        Require.OpenShare(p, nameof(p));
        Require.Positive(a, nameof(a));
        Require.Positive(b, nameof(b));

        (double Value, double Slope) At(double x)
        {
            (double lower, double upper) = SpecialFunctions.BetaTails(a, b, x, 1 - x);
            double slope = x is > 0 and < 1 ? SpecialFunctions.BetaFactor(a, b, x, 1 - x) / x / (1 - x) : 0;
            return p <= 0.5 ? (lower, slope) : (-upper, slope);
        }

        return Precise.Root(At, p <= 0.5 ? p : -(1 - p), 0, 1, a / (a + b));
    }
}
