using Loyalty.Core.Statistics;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The log-likelihood of Pareto/NBD and its slopes over groups of guests, in logarithms throughout (Fader and Hardie 2005, 'A note on deriving the Pareto/NBD model', section 3).</summary>
internal sealed class ParetoNbdLikelihood(PurchaseGroups groups, double unitDays)
{
    private readonly PurchaseColumns columns = groups.Columns();
    private readonly double customers = groups.Customers;

    /// <summary>Where the climb starts: rates as the guests show them, and a typical guest dropping out within the time watched.</summary>
    public double[] Start()
    {
        (double watched, double perRepeat) = columns.Pace(unitDays);
        return [0, Math.Log(Math.Clamp(perRepeat, 1e-3, 1e5)), 0, Math.Log(Math.Clamp(watched, 1e-3, 1e5))];
    }

    /// <summary>The mean over guests, at logarithms of r, alpha, s and beta.</summary>
    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        (double r, double alpha, double s, double beta) = (Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]), Math.Exp(at[3]));
        double constant = (r * at[1]) + (s * at[3]) - SpecialFunctions.LogGamma(r);
        double digammaR = SpecialFunctions.Digamma(r);
        double sum = 0;
        gradient.Clear();
        int x = -1;
        double ofCount = 0;
        double ofCountR = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.Purchases[i] != x)
            {
                x = columns.Purchases[i];
                ofCount = constant + SpecialFunctions.LogGamma(r + x);
                ofCountR = at[1] + SpecialFunctions.Digamma(r + x) - digammaR;
            }

            double last = columns.Days[columns.Last[i]] / unitDays;
            double watched = columns.Days[columns.Watched[i]] / unitDays;
            ParetoNbdIntegral dropped = new(alpha, r + x, beta, s + 1, last, watched);
            double logAlpha = Math.Log(alpha + watched);
            double logBeta = Math.Log(beta + watched);
            double alive = -((r + x) * logAlpha) - (s * logBeta);
            double gone = at[2] + dropped.Log;
            double total = Elementary.LogSum(alive, gone);
            double share = Math.Exp(gone - total);
            double stayed = Math.Exp(alive - total);
            double count = columns.Customers[i];
            sum += count * (ofCount + total);
            gradient[0] += count * (ofCountR - (stayed * logAlpha) - (share * dropped.LogAlpha));
            gradient[1] += count * ((r / alpha) - ((r + x) * ((stayed / (alpha + watched)) + (share * dropped.InverseAlpha))));
            gradient[2] += count * (at[3] + (share / s) - (stayed * logBeta) - (share * dropped.LogBeta));
            gradient[3] += count * ((s / beta) - (stayed * s / (beta + watched)) - (share * (s + 1) * dropped.InverseBeta));
        }

        gradient[0] *= r / customers;
        gradient[1] *= alpha / customers;
        gradient[2] *= s / customers;
        gradient[3] *= beta / customers;
        return sum / customers;
    }
}
