namespace Loyalty.Segmentation.Internal;

/// <summary>Gauss's hypergeometric function.</summary>
internal static class Hypergeometric
{
    /// <summary>From this third parameter on the series is quick everywhere, and Taylor steps would lose digits.</summary>
    private const double Large = 30;

    /// <summary>Up to here the series is quick.</summary>
    private const double SeriesReach = 0.8;

    /// <summary>₂F₁(a, b; c; z) for 0 ≤ z &lt; 1, c above −1 and not 0, and neither a nor b far below 0 (where the series cancels).</summary>
    /// <remarks>
    /// The series (Abramowitz and Stegun 15.1.1) up to z = 0.8. Beyond it the terms fall too slowly, so the function is continued by Taylor
    /// steps of its differential equation (15.5.1), each half the way to z = 1: 28 steps reach 1 − 1e-9. Unlike the transformations to 1 − z
    /// this has no exceptions where c − a − b is a whole number.
    /// </remarks>
    public static double Gauss(double a, double b, double c, double z) => z <= SeriesReach || c > Large
        ? Series(a, b, c, z, out _)
        : new Walk(a, b, c, SeriesReach).To(1 - z);

    /// <summary>The function at ascending points, each continued from the one before.</summary>
    internal struct Walk(double a, double b, double c, double start = 0.5)
    {
        private double left = -1;
        private double value;
        private double slope;

        /// <summary>The value at z = 1 − rest.</summary>
        /// <param name="rest">At most what it was before, above 0.</param>
        public double To(double rest)
        {
            if (c > Large || 1 - rest < start)
            {
                return Series(a, b, c, 1 - rest, out _);
            }

            if (left < 0)
            {
                value = Series(a, b, c, start, out slope);
                left = 1 - start;
            }

            while (left > rest)
            {
                double next = Math.Max(rest, left / 2);
                Step(a, b, c, 1 - left, left, left - next, ref value, ref slope);
                left = next;
            }

            return value;
        }
    }

    private static double Series(double a, double b, double c, double z, out double slope)
    {
        double term = 1;
        double sum = 1;
        double lost = 0;
        double weighed = 0;
        double enough = 1e-17 * (1 - z);
        double start = Math.Max(0, Math.Max(-a, -b)) + 1;
        for (int n = 0; n < 1_000_000; n++)
        {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
            weighed += (n + 1) * term;

            // Kahan's sum: near z = 1 many small terms follow a few large ones.
            double addend = term - lost;
            double next = sum + addend;
            lost = next - sum - addend;
            sum = next;
            if (term == 0 || (n > start && (n + 1) * Math.Abs(term) <= enough * Math.Abs(sum)))
            {
                break;
            }
        }

        slope = z == 0 ? a * b / c : weighed / z;
        return sum;
    }

    /// <summary>From value and slope at a point to those a step further, by the recurrence of the Taylor coefficients.</summary>
    private static void Step(double a, double b, double c, double from, double left, double step, ref double value, ref double slope)
    {
        double scale = step / (from * left);
        double middle = c - ((a + b + 1) * from);
        double before = value;
        double current = slope * step;
        double sum = before + current;
        double weighed = current;
        for (int n = 0; n < 2000; n++)
        {
            double next = (((n + a) * (n + b) * before * step) - ((n + 1) * (((1 - (2 * from)) * n) + middle) * current)) * scale / ((n + 2.0) * (n + 1.0));
            before = current;
            current = next;
            sum += next;
            weighed += (n + 2) * next;
            if (n > 2 && (n + 2) * (Math.Abs(current) + Math.Abs(before)) <= 1e-17 * Math.Abs(sum))
            {
                break;
            }
        }

        value = sum;
        slope = weighed / step;
    }
}
