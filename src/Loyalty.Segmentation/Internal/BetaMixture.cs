using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.Internal;

/// <summary>The mean over p ~ beta(a, b) of how a guest who drops out with chance p buys; for parameters at which the hypergeometric series cancels.</summary>
/// <remarks>
/// The trapezoidal rule in the logit of p, which converges exponentially. What the functions are at p = 0 and p = 1 is taken off and added
/// exactly, so that the tails are short however small a and b are.
/// </remarks>
internal static class BetaMixture
{
    /// <summary>E (1 + p u)^−k.</summary>
    public static double Survival(double a, double b, double k, double u) => Mean(a, b, k, u, purchases: false);

    /// <summary>E (1 − (1 + p u)^−k) / p.</summary>
    public static double Purchases(double a, double b, double k, double u) => Mean(a, b, k, u, purchases: true);

    private static double Mean(double a, double b, double k, double u, bool purchases)
    {
        double whole = Elementary.Expm1(-k * Elementary.Log1p(u));
        double atZero = purchases ? k * u : 1;
        double rise = (purchases ? -whole : 1 + whole) - atZero;
        double step = Math.Min(0.4, 0.5 * Math.Sqrt((1 / (a + 1)) + (1 / (b + 1))));
        double centre = Math.Log((a + 1) / (b + 1));
        double logBeta = SpecialFunctions.LogBeta(a, b);
        double top = Envelope(a, b, centre);
        double spare = 45 + Elementary.Log1p(k * u);
        double sum = Term(centre);
        for (int direction = -1; direction <= 1; direction += 2)
        {
            for (int i = 1; ; i++)
            {
                double y = centre + (direction * i * step);
                if (Envelope(a, b, y) < top - spare)
                {
                    break;
                }

                sum += Term(y);
            }
        }

        return atZero + (rise * a / (a + b)) + (sum * step);

        double Term(double y)
        {
            double p = 1 / (1 + Math.Exp(-y));
            double logP = -Elementary.Log1p(Math.Exp(-y));
            double logRest = -Elementary.Log1p(Math.Exp(y));
            double fallen = Elementary.Expm1(-k * Elementary.Log1p(p * u));
            double value = purchases ? -fallen / p : 1 + fallen;
            return Math.Exp((a * logP) + (b * logRest) - logBeta) * (value - atZero - (rise * p));
        }
    }

    private static double Envelope(double a, double b, double y) =>
        -((a + 1) * Elementary.Log1p(Math.Exp(-y))) - ((b + 1) * Elementary.Log1p(Math.Exp(y)));
}
