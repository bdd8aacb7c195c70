using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>The functions beneath the distributions: gamma, beta, error function, and their incomplete kin.</summary>
/// <remarks>
/// Relative errors stay near 1e-14 (1e-13 for the incomplete ones), tested against 50-digit values. Nothing allocates.
/// </remarks>
public static partial class SpecialFunctions
{
    internal const double HalfLogTwoPi = 0.91893853320467274178;

    // (ζ(k) − 1) / k for k = 2 … 32, with the sign of (−1)^k: lnΓ(2 + z) = (1 − γ) z + Σ …  for |z| ≤ ½ (Abramowitz and Stegun 6.1.33).
    private static ReadOnlySpan<double> ZetaTerms =>
    [
        0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879, -0.0073855510286739852663,
        0.0028905103307415232858, -0.0011927539117032609771, 0.00050966952474304242234, -0.00022315475845357937976,
        0.000099457512781808533715, -0.0000449262367381331417, 0.000020507212775670691553, -9.439488275268395904e-6,
        4.3748667899074878042e-6, -2.0392157538013662368e-6, 9.5514121304074198329e-7, -4.4924691987645660433e-7,
        2.1207184805554665869e-7, -1.0043224823968099609e-7, 4.7698101693639805658e-8, -2.271109460894316491e-8,
        1.0838659214896954091e-8, -5.1834750419700466551e-9, 2.4836745438024783172e-9, -1.1921401405860912074e-9,
        5.7313672416788620133e-10, -2.7595228851242331452e-10, 1.3304764374244489481e-10, -6.4229645638381000221e-11,
        3.1044247747322272762e-11, -1.5021384080754142171e-11, 7.2759744802390796625e-12,
    ];

    // B(2k) / (2k (2k − 1)): Stirling's series (Abramowitz and Stegun 6.1.40).
    private static ReadOnlySpan<double> StirlingTerms =>
    [
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188, -174611.0 / 125400,
    ];

    /// <summary>The natural logarithm of the gamma function.</summary>
    /// <param name="x">Above 0 (exclusive).</param>
    /// <returns>ln Γ(x), with full relative precision also near its zeros at 1 and 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not above 0 or not finite.</exception>
    public static double LogGamma(double x)
    {
        Require.Positive(x, nameof(x));
        if (x >= 10)
        {
            return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingTail(x);
        }

        if (x < 0.5)
        {
            return LogGammaNearTwo(x) - Precise.Log1p(x) - Math.Log(x);
        }

        if (x < 1.5)
        {
            return LogGammaNearTwo(x - 1) - Precise.Log1p(x - 1);
        }

        double product = 1;
        while (x > 2.5)
        {
            x -= 1;
            product *= x;
        }

        return LogGammaNearTwo(x - 2) + Math.Log(product);
    }

    /// <summary>The natural logarithm of the beta function, without cancellation for large arguments.</summary>
    /// <param name="a">Above 0 (exclusive).</param>
    /// <param name="b">Above 0 (exclusive).</param>
    /// <returns>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not above 0 or not finite.</exception>
    public static double LogBeta(double a, double b)
    {
        Require.Positive(a, nameof(a));
        Require.Positive(b, nameof(b));
        double p = Math.Min(a, b);
        double q = Math.Max(a, b);
        if (q < 10)
        {
            return LogGamma(p) + LogGamma(q) - LogGamma(p + q);
        }

        double tails = StirlingTail(q) - StirlingTail(p + q);
        double rest = Precise.Log1p(-p / (p + q));
        return p >= 10
            ? HalfLogTwoPi - (0.5 * Math.Log(q)) + StirlingTail(p) + tails + ((p - 0.5) * Math.Log(p / (p + q))) + (q * rest)
            : LogGamma(p) + tails + p - (p * Math.Log(p + q)) + ((q - 0.5) * rest);
    }

    /// <summary>The logarithmic derivative of the gamma function.</summary>
    /// <param name="x">Above 0 (exclusive).</param>
    /// <returns>ψ(x) = d ln Γ(x) / dx; recurrence up to 10, then the asymptotic series (Abramowitz and Stegun 6.3.18).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="x"/> is not above 0 or not finite.</exception>
    public static double Digamma(double x)
    {
        Require.Positive(x, nameof(x));
        double below = 0;
        for (; x < 10; x++)
        {
            below += 1 / x;
        }

        double w = 1 / (x * x);
        double series = w * ((1.0 / 12) - (w * ((1.0 / 120) - (w * ((1.0 / 252) - (w * ((1.0 / 240) - (w * ((1.0 / 132)
            - (w * ((691.0 / 32760) - (w * ((1.0 / 12) - (w * 3617 / 8160))))))))))))));
        return Math.Log(x) - (0.5 / x) - series - below;
    }

    /// <summary>What Stirling's formula leaves out, for x ≥ 10: 1/12x − 1/360x³ + …</summary>
    internal static double StirlingTail(double x)
    {
        double w = 1 / (x * x);
        double sum = 0;
        for (int k = StirlingTerms.Length - 1; k >= 0; k--)
        {
            sum = (sum * w) + StirlingTerms[k];
        }

        return sum / x;
    }

    /// <summary>ln Γ(2 + z) for |z| ≤ ½.</summary>
    private static double LogGammaNearTwo(double z)
    {
        const double oneLessEuler = 0.42278433509846713939;
        double sum = 0;
        for (int k = ZetaTerms.Length - 1; k >= 0; k--)
        {
            sum = (sum * z) + ZetaTerms[k];
        }

        return z * (oneLessEuler + (z * sum));
    }
}
