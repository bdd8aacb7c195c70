using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>The binomial distribution: how many of n independent trials succeed.</summary>
public static class BinomialDistribution
{
    /// <summary>The chance of exactly k successes.</summary>
    /// <param name="k">Any whole number; outside 0 to n the chance is 0.</param>
    /// <param name="n">Trials, at least 0.</param>
    /// <param name="p">The chance of one success, 0 to 1 (inclusive).</param>
    /// <returns>C. Loader's saddle-point form (2000), about 1e-14 relative at every n.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> or <paramref name="p"/> is out of its range.</exception>
    public static double Probability(long k, long n, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Require.Share(p, nameof(p));
        if (k < 0 || k > n)
        {
            return 0;
        }

        if (k == 0 || p == 0)
        {
            return k == 0 ? Math.Exp(n * Precise.Log1p(-p)) is var none && !double.IsNaN(none) ? none : 1 : 0;
        }

        if (k == n || p == 1)
        {
            return k == n ? Math.Exp(n * Math.Log(p)) : 0;
        }

        double log = Precise.StirlingError(n) - Precise.StirlingError(k) - Precise.StirlingError(n - k)
            - Precise.Deviance(k, n * p) - Precise.Deviance(n - k, n * (1 - p));
        return Math.Exp(log) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }

    /// <summary>The chance of at most k successes.</summary>
    /// <param name="k">Any whole number.</param>
    /// <param name="n">Trials, at least 0.</param>
    /// <param name="p">The chance of one success, 0 to 1 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> or <paramref name="p"/> is out of its range.</exception>
    public static double Cdf(long k, long n, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Require.Share(p, nameof(p));
        return k < 0 ? 0 : k >= n ? 1 : BetaDistribution.UpperTail(p, k + 1.0, n - k);
    }

    /// <summary>The chance of more than k successes.</summary>
    /// <param name="k">Any whole number.</param>
    /// <param name="n">Trials, at least 0.</param>
    /// <param name="p">The chance of one success, 0 to 1 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> or <paramref name="p"/> is out of its range.</exception>
    public static double UpperTail(long k, long n, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        Require.Share(p, nameof(p));
        return k < 0 ? 1 : k >= n ? 0 : BetaDistribution.Cdf(p, k + 1.0, n - k);
    }
}
