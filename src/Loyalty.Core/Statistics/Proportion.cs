using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>Intervals for a share of successes.</summary>
public static class Proportion
{
    /// <summary>Wilson's score interval: close to its confidence on average, never of zero width, good for dashboards.</summary>
    /// <param name="successes">0 to <paramref name="trials"/> (inclusive).</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="confidence">0 to 1 (exclusive); 0.95 by default.</param>
    /// <returns>Within [0, 1]. E. B. Wilson, JASA 22 (1927).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Interval Wilson(long successes, long trials, double confidence = 0.95)
    {
        RequireCounts(successes, trials);
        double z = NormalDistribution.TwoSided(confidence);
        double n = trials;
        double share = successes / n;
        double centre = share + (z * z / (2 * n));
        double reach = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        double scale = 1 + (z * z / n);
        return new Interval(successes == 0 ? 0 : Math.Max(0, (centre - reach) / scale), successes == trials ? 1 : Math.Min(1, (centre + reach) / scale));
    }

    /// <summary>The exact interval: covers at least as often as promised for every share and size, and is wider for it.</summary>
    /// <param name="successes">0 to <paramref name="trials"/> (inclusive).</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="confidence">0 to 1 (exclusive); 0.95 by default.</param>
    /// <returns>Within [0, 1]. Clopper and Pearson, Biometrika 26 (1934).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Interval ClopperPearson(long successes, long trials, double confidence = 0.95)
    {
        RequireCounts(successes, trials);
        Require.OpenShare(confidence, nameof(confidence));
        double tail = (1 - confidence) / 2;
        double failures = trials - successes;

        // The high end is 1 less the low end of the failures' share, which keeps the digits of either tail.
        return new Interval(
            successes == 0 ? 0 : BetaDistribution.Quantile(tail, successes, failures + 1),
            successes == trials ? 1 : 1 - BetaDistribution.Quantile(tail, failures, successes + 1.0));
    }

    private static void RequireCounts(long successes, long trials)
    {
        if (trials < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(trials), trials, $"The trials must be at least 1, but they are {trials}; without trials a share is undefined.");
        }

        if (successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"The successes must be between 0 and the trials, {trials} (inclusive), but they are {successes}; count both over the same guests.");
        }
    }
}
