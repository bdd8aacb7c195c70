namespace Loyalty.Core.Statistics.Internal;

/// <summary>Elementary functions that keep their digits near 0, which the framework's do not.</summary>
internal static class Precise
{
    /// <summary>ln(1 + x), Kahan's way: the rounding of 1 + x cancels in the quotient.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>Stirling's error: lnΓ(x + 1) − (x + ½) ln x + x − ½ ln 2π, for x &gt; 0.</summary>
    public static double StirlingError(double x) => x >= 10
        ? SpecialFunctions.StirlingTail(x)
        : SpecialFunctions.LogGamma(x + 1) - ((x + 0.5) * Math.Log(x)) + x - SpecialFunctions.HalfLogTwoPi;

    /// <summary>x ln(x / m) + m − x without cancellation where the two are close.</summary>
    /// <remarks>C. Loader, 'Fast and accurate computation of binomial probabilities', 2000.</remarks>
    public static double Deviance(double x, double m)
    {
        if (Math.Abs(x - m) >= 0.1 * (x + m))
        {
            return (x * Math.Log(x / m)) + m - x;
        }

        double v = (x - m) / (x + m);
        double sum = (x - m) * v;
        double term = 2 * x * v;
        v *= v;
        for (int j = 3; ; j += 2)
        {
            term *= v;
            double next = sum + (term / j);
            if (next == sum)
            {
                return sum;
            }

            sum = next;
        }
    }

    /// <summary>The positive x at which an increasing function reaches a target: Newton's steps, kept in a bracket of neighbouring doubles.</summary>
    /// <param name="value">The function and its slope at x.</param>
    /// <param name="target">The value to reach.</param>
    /// <param name="low">Where the function is at most the target, ≥ 0.</param>
    /// <param name="high">Where it is at least the target.</param>
    /// <param name="start">A first guess between the two.</param>
    public static double Root(Func<double, (double Value, double Slope)> value, double target, double low, double high, double start)
    {
        double x = start;
        for (int step = 1; BitConverter.DoubleToInt64Bits(high) - BitConverter.DoubleToInt64Bits(low) > 1; step++)
        {
            (double at, double slope) = value(x);
            if (at == target)
            {
                return x;
            }

            if (at < target)
            {
                low = x;
            }
            else
            {
                high = x;
            }

            double next = x - ((at - target) / slope);
            if (next == x)
            {
                return x;
            }

            // Halving the bit patterns halves the exponent first and the digits later, so 64 halvings always end it.
            x = step % 3 != 0 && next > low && next < high
                ? next
                : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(low)
                    + ((BitConverter.DoubleToInt64Bits(high) - BitConverter.DoubleToInt64Bits(low)) / 2));
        }

        return low > 0 ? low : high;
    }
}
