using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

public static partial class SpecialFunctions
{
    private const double TwoOverRootPi = 1.12837916709551257390;

    /// <summary>The error function.</summary>
    /// <param name="x">Any number; infinities give ±1.</param>
    /// <returns>erf(x), −1 to 1, by a series of positive terms (Abramowitz and Stegun 7.1.6) near 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is NaN.</exception>
    public static double Erf(double x)
    {
        Require.Number(x, nameof(x));
        double size = Math.Abs(x);
        return size < 1.25 ? ErfSeries(x) : Math.CopySign(1 - ErfcFraction(size), x);
    }

    /// <summary>The complementary error function, with its own digits in the far tail.</summary>
    /// <param name="x">Any number; infinities give 0 and 2.</param>
    /// <returns>erfc(x) = 1 − erf(x), 0 to 2, by a continued fraction (DLMF 7.9.2) away from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is NaN.</exception>
    public static double Erfc(double x)
    {
        Require.Number(x, nameof(x));
        return x >= 1.25 ? ErfcFraction(x) : x <= -1.25 ? 2 - ErfcFraction(-x) : 1 - ErfSeries(x);
    }

    private static double ErfSeries(double x)
    {
        double square = x * x;
        double term = x;
        double sum = x;
        for (double n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= square / (n + 0.5);
            sum += term;
        }

        return TwoOverRootPi * Math.Exp(-square) * sum;
    }

    private static double ErfcFraction(double x)
    {
        if (x > 27.3)
        {
            return 0;
        }

        // exp(−x²) with x² taken apart, so that its rounding does not become a relative error of x² × 1e-16.
        double head = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & ~0x7FFFFFFL);
        double power = Math.Exp(-head * head) * Math.Exp(-(x - head) * (x + head));
        return power * x * GammaFraction(0.5, x * x) * (TwoOverRootPi / 2);
    }
}
