using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>Student's t distribution, with degrees of freedom that need not be whole (Welch's are not).</summary>
public static class StudentT
{
    /// <summary>The chance of a value at most t.</summary>
    /// <param name="t">Any number; infinities give 0 and 1.</param>
    /// <param name="degreesOfFreedom">Above 0 (exclusive); beyond 1e12 it counts as 1e12, which is normal to twelve digits.</param>
    /// <returns>0 to 1, with its own digits in the lower tail (Abramowitz and Stegun 26.7.1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Cdf(double t, double degreesOfFreedom) => UpperTail(-t, degreesOfFreedom);

    /// <summary>The chance of a value above t.</summary>
    /// <param name="t">Any number; infinities give 1 and 0.</param>
    /// <param name="degreesOfFreedom">Above 0 (exclusive); beyond 1e12 it counts as 1e12, which is normal to twelve digits.</param>
    /// <returns>0 to 1, with its own digits in the upper tail.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double UpperTail(double t, double degreesOfFreedom)
    {
        Require.Number(t, nameof(t));
        Require.Positive(degreesOfFreedom, nameof(degreesOfFreedom));
        double tail = 0.5 * Tails(t, degreesOfFreedom).Outside;
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>The value that a share of the distribution does not exceed.</summary>
    /// <param name="p">0 to 1 (exclusive).</param>
    /// <param name="degreesOfFreedom">Above 0 (exclusive); beyond 1e12 it counts as 1e12, which is normal to twelve digits.</param>
    /// <returns>The t whose <see cref="Cdf"/> is p; ±∞ where it exceeds the largest double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        Require.OpenShare(p, nameof(p));
        Require.Positive(degreesOfFreedom, nameof(degreesOfFreedom));
        if (p == 0.5)
        {
            return 0;
        }

        double outside = Math.Min(p, 1 - p);
        double scale = Math.Sqrt(degreesOfFreedom) * Math.Exp(SpecialFunctions.LogBeta(0.5, degreesOfFreedom / 2));

        // Near the middle it is the share inside ±t that has the digits; far out, the share outside.
        (double Value, double Slope) At(double t)
        {
            (double inside, double beyond) = Tails(t, degreesOfFreedom);
            double density = Math.Exp(-(degreesOfFreedom + 1) / 2 * Precise.Log1p(t / degreesOfFreedom * t)) / scale;
            return outside > 0.25 ? (inside / 2, density) : (-beyond / 2, density);
        }

        double start = Math.Abs(NormalDistribution.Quantile(outside));
        double size = Precise.Root(At, outside > 0.25 ? Math.Abs(p - 0.5) : -outside, 0, double.PositiveInfinity, start);
        return p < 0.5 ? -size : size;
    }

    /// <summary>The shares within ±t and beyond.</summary>
    private static (double Inside, double Outside) Tails(double t, double freedom)
    {
        double ratio = t / freedom * t;
        return double.IsPositiveInfinity(ratio)
            ? (1, 0)
            : SpecialFunctions.BetaTails(0.5, Math.Min(freedom / 2, 1e12), ratio / (1 + ratio), 1 / (1 + ratio));
    }
}
