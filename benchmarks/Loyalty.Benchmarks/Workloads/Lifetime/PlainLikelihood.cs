using Loyalty.Core.Statistics;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Benchmarks.Workloads.Lifetime;

/// <summary>One pass of BG/NBD's log-likelihood with its slopes over guests one by one: what a fit without groups does some fifty times.</summary>
internal static class PlainLikelihood
{
    public static double Pass(ReadOnlySpan<RepeatPurchases> guests, BgNbdParameters p, Span<double> slopes)
    {
        (double r, double alpha, double a, double b) = (p.R, p.Alpha, p.A, p.B);
        double constant = (r * Math.Log(alpha)) - SpecialFunctions.LogGamma(r) - SpecialFunctions.LogBeta(a, b);
        double constantR = Math.Log(alpha) - SpecialFunctions.Digamma(r);
        double together = SpecialFunctions.Digamma(a + b);
        double constantB = together - SpecialFunctions.Digamma(b);
        double sum = 0;
        slopes.Clear();
        foreach (RepeatPurchases guest in guests)
        {
            int x = guest.Count;
            double watched = alpha + (guest.WatchedDays / 7.0);
            double last = alpha + (guest.LastAfterDays / 7.0);
            double alive = -(r + x) * Math.Log(watched);
            double total = alive;
            double gone = 0;
            if (x > 0)
            {
                double dropped = Math.Log(a / (b + x - 1)) - ((r + x) * Math.Log(last));
                double most = Math.Max(alive, dropped);
                total = most + Math.Log(Math.Exp(alive - most) + Math.Exp(dropped - most));
                gone = Math.Exp(dropped - total);
            }

            double above = SpecialFunctions.Digamma(a + b + x);
            sum += constant + SpecialFunctions.LogGamma(r + x) + SpecialFunctions.LogBeta(a, b + x) + total;
            slopes[0] += constantR + SpecialFunctions.Digamma(r + x) - ((1 - gone) * Math.Log(watched)) - (gone * Math.Log(last));
            slopes[1] += (r / alpha) - ((r + x) * (((1 - gone) / watched) + (gone / last)));
            slopes[2] += together - above + (gone / a);
            slopes[3] += constantB + SpecialFunctions.Digamma(b + x) - above - (x > 0 ? gone / (b + x - 1) : 0);
        }

        return sum;
    }
}
