namespace Loyalty.Segmentation.Internal;

/// <summary>Gauss's hypergeometric function.</summary>
internal static class Hypergeometric
{
    /// <summary>₂F₁(a, b; c; z) by its series, for 0 ≤ z &lt; 1 and c above −1, not 0 (Abramowitz and Stegun 15.1.1).</summary>
    public static double Gauss(double a, double b, double c, double z)
    {
        double term = 1;
        double sum = 1;
        double lost = 0;
        for (int n = 0; n < 1_000_000; n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;

            // Kahan's sum: near z = 1 many small terms follow a few large ones.
            double addend = term - lost;
            double next = sum + addend;
            lost = next - sum - addend;
            sum = next;

            // From here on terms fall at least as fast as a geometric series of ratio z.
            if (Math.Abs(term) <= 1e-16 * (1 - z) * Math.Abs(sum) && n > Math.Abs(a) + Math.Abs(b) + Math.Abs(c))
            {
                break;
            }
        }

        return sum;
    }
}
