using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

public static partial class SpecialFunctions
{
    private const double Tiny = 1e-300;
    private const double Epsilon = 1.2e-16;

    /// <summary>The regularised incomplete beta function: the chance that a beta variate is at most x.</summary>
    /// <param name="a">First shape, above 0 (exclusive), at most 1e12.</param>
    /// <param name="b">Second shape, above 0 (exclusive), at most 1e12.</param>
    /// <param name="x">0 to 1 (inclusive).</param>
    /// <returns>I_x(a, b), 0 to 1, by a continued fraction (DLMF 8.17.22) and Loader's saddle-point form of its factor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double RegularizedIncompleteBeta(double a, double b, double x)
    {
        Require.Share(x, nameof(x));
        return BetaTails(a, b, x, 1 - x).Lower;
    }

    /// <summary>The lower regularised incomplete gamma function P: the chance that a gamma variate is at most x.</summary>
    /// <param name="a">Shape, above 0 (exclusive), at most 1e12.</param>
    /// <param name="x">At least 0 (inclusive); may be infinite.</param>
    /// <returns>P(a, x), 0 to 1, by series below a + 1 and continued fraction above (DLMF 8.11.4, 8.9.2).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double RegularizedIncompleteGammaP(double a, double x) => GammaTails(a, x).Lower;

    /// <summary>The upper regularised incomplete gamma function Q = 1 − P, with its own digits in the far tail.</summary>
    /// <param name="a">Shape, above 0 (exclusive), at most 1e12; below ½ and with x below a + 1 the error is absolute, not relative.</param>
    /// <param name="x">At least 0 (inclusive); may be infinite.</param>
    /// <returns>Q(a, x), 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double RegularizedIncompleteGammaQ(double a, double x) => GammaTails(a, x).Upper;

    /// <summary>I_x(a, b) and its complement, each with its own digits; y = 1 − x, given apart because 1 − x may have lost its digits.</summary>
    internal static (double Lower, double Upper) BetaTails(double a, double b, double x, double y)
    {
        Require.Shape(a, nameof(a));
        Require.Shape(b, nameof(b));
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? (0, 1) : (1, 0);
        }

        // The fraction converges fast on this side of the mean; beyond it, the tails change places.
        if (x <= (a + 1) / (a + b + 2))
        {
            double lower = Math.Min(1, BetaFactor(a, b, x, y) * BetaFraction(a, b, x, y));
            return (lower, 1 - lower);
        }

        double upper = Math.Min(1, BetaFactor(b, a, y, x) * BetaFraction(b, a, y, x));
        return (1 - upper, upper);
    }

    /// <summary>x^a y^b / B(a, b).</summary>
    internal static double BetaFactor(double a, double b, double x, double y)
    {
        double n = a + b;
        double log = Precise.StirlingError(n) - Precise.StirlingError(a) - Precise.StirlingError(b) - Precise.Deviance(a, n * x) - Precise.Deviance(b, n * y);
        return Math.Exp(log) * Math.Sqrt(a / n * b / (2 * Math.PI));
    }

    private static (double Lower, double Upper) GammaTails(double a, double x)
    {
        Require.Shape(a, nameof(a));
        if (!(x >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The argument 'x' must be at least 0 (inclusive); a waiting time or a sum of squares is never negative.");
        }

        if (x == 0 || double.IsPositiveInfinity(x))
        {
            return x == 0 ? (0, 1) : (1, 0);
        }

        // x^a e^−x / Γ(a + 1)
        double factor = Math.Exp(-Precise.StirlingError(a) - Precise.Deviance(a, x)) / Math.Sqrt(2 * Math.PI * a);
        if (x < a + 1)
        {
            double sum = 1;
            double term = 1;
            for (double n = a + 1; term > sum * Epsilon; n++)
            {
                term *= x / n;
                sum += term;
            }

            double lower = Math.Min(1, factor * sum);
            return (lower, 1 - lower);
        }

        double upper = Math.Min(1, factor * a * GammaFraction(a, x));
        return (1 - upper, upper);
    }

    /// <summary>The continued fraction of Γ(a, x) e^x x^−a, by Lentz's method.</summary>
    private static double GammaFraction(double a, double x)
    {
        double b = x + 1 - a;
        double c = 1 / Tiny;
        double d = 1 / b;
        double h = d;
        for (double i = 1; ; i++)
        {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / NonZero((numerator * d) + b);
            c = NonZero(b + (numerator / c));
            double change = d * c;
            h *= change;
            if (Math.Abs(change - 1) <= Epsilon * 2)
            {
                return h;
            }
        }
    }

    /// <summary>B(x; a, b) / (x^a y^b): the even part of DLMF 8.17.22, which keeps a y − b x together (Didonato and Morris, TOMS 708, 1992).</summary>
    private static double BetaFraction(double a, double b, double x, double y)
    {
        double reach = (a * y) - (b * x) + 1;
        double h = NonZero(a * reach / (a + 1));
        double c = h;
        double d = 0;
        for (double m = 1; ; m++)
        {
            double pair = a + (2 * m) - 1;
            double numerator = (a + m - 1) / pair * ((a + b + m - 1) / pair) * m * (b - m) * x * x;
            double denominator = m + (m * (b - m) * x / pair) + ((a + m) * (reach + (m * (1 + y))) / (pair + 2));
            d = 1 / NonZero((numerator * d) + denominator);
            c = NonZero(denominator + (numerator / c));
            double change = d * c;
            h *= change;
            if (Math.Abs(change - 1) <= Epsilon * 2)
            {
                return 1 / h;
            }
        }
    }

    private static double NonZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
