using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double RootHalf = 0.70710678118654752440;

    /// <summary>The chance of a value at most z.</summary>
    /// <param name="z">Any number; infinities give 0 and 1.</param>
    /// <returns>½ erfc(−z / √2), with its own digits in the lower tail.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="z"/> is NaN.</exception>
    public static double Cdf(double z) => UpperTail(-z);

    /// <summary>The chance of a value above z.</summary>
    /// <param name="z">Any number; infinities give 1 and 0.</param>
    /// <returns>½ erfc(z / √2), with its own digits in the upper tail.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="z"/> is NaN.</exception>
    public static double UpperTail(double z)
    {
        Require.Number(z, nameof(z));
        return 0.5 * SpecialFunctions.Erfc(z * RootHalf);
    }

    /// <summary>The value that a share of the distribution does not exceed.</summary>
    /// <param name="p">0 to 1 (exclusive).</param>
    /// <returns>Wichura's AS 241 (Applied Statistics 37, 1988), about 1e-16 relative: 0.975 gives 1.959963984540054.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside that range.</exception>
    public static double Quantile(double p)
    {
        Require.OpenShare(p, nameof(p));
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double s = 0.180625 - (q * q);
            return q * Ratio(s,
                [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
                [1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610]);
        }

        double r = Math.Sqrt(-Math.Log(Math.Min(p, 1 - p)));
        double z = r <= 5
            ? Ratio(r - 1.6,
                [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4],
                [1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9])
            : Ratio(r - 5,
                [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
                [1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15]);
        return Math.CopySign(z, q);
    }

    /// <summary>The number of standard errors that an interval reaches to each side.</summary>
    internal static double TwoSided(double confidence)
    {
        Require.OpenShare(confidence, nameof(confidence));
        return -Quantile((1 - confidence) / 2);
    }

    private static double Ratio(double x, ReadOnlySpan<double> above, ReadOnlySpan<double> below)
    {
        double numerator = 0;
        double denominator = 0;
        for (int i = above.Length - 1; i >= 0; i--)
        {
            numerator = (numerator * x) + above[i];
            denominator = (denominator * x) + below[i];
        }

        return numerator / denominator;
    }
}
