using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The log-likelihood of BG/NBD and its slopes over groups of guests, in logarithms throughout (Fader, Hardie and Lee 2005, equation 6).</summary>
internal sealed class BgNbdLikelihood
{
    private readonly (RepeatPurchases Purchases, long Customers)[] groups;
    private readonly double unitDays;
    private readonly double customers;

    public BgNbdLikelihood(PurchaseGroups groups, double unitDays)
    {
        this.groups = groups.Sorted();
        this.unitDays = unitDays;
        customers = groups.Customers;
    }

    /// <summary>Where the climb starts: rates as the guests show them, one in five dropping out.</summary>
    public double[] Start()
    {
        double repeats = 0;
        double watched = 0;
        foreach ((RepeatPurchases purchases, long count) in groups)
        {
            repeats += (double)purchases.Count * count;
            watched += purchases.WatchedDays / unitDays * count;
        }

        double alpha = Math.Clamp(watched / repeats, 1e-3, 1e5);
        return [0, Math.Log(alpha), Math.Log(0.5), Math.Log(2)];
    }

    /// <summary>The mean over guests, at logarithms of r, alpha, a and b.</summary>
    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        (double r, double alpha, double a, double b) = (Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]), Math.Exp(at[3]));
        double sum = 0;
        gradient.Clear();
        int x = -1;
        double ofCount = 0;
        double ofCountR = 0;
        double ofCountA = 0;
        double ofCountB = 0;
        double constant = (r * at[1]) - SpecialFunctions.LogGamma(r) - SpecialFunctions.LogBeta(a, b);
        double constantR = at[1] - SpecialFunctions.Digamma(r);
        double constantA = SpecialFunctions.Digamma(a + b) - SpecialFunctions.Digamma(a);
        double constantB = SpecialFunctions.Digamma(a + b) - SpecialFunctions.Digamma(b);
        foreach ((RepeatPurchases purchases, long count) in groups)
        {
            if (purchases.Count != x)
            {
                // Groups stand in order of x, so what depends on x alone is computed once for each.
                x = purchases.Count;
                double together = SpecialFunctions.Digamma(a + b + x);
                ofCount = constant + SpecialFunctions.LogGamma(r + x) + SpecialFunctions.LogBeta(a, b + x);
                ofCountR = constantR + SpecialFunctions.Digamma(r + x);
                ofCountA = constantA + SpecialFunctions.Digamma(a) - together;
                ofCountB = constantB + SpecialFunctions.Digamma(b + x) - together;
            }

            double watched = alpha + (purchases.WatchedDays / unitDays);
            double logWatched = Math.Log(watched);
            double alive = -(r + x) * logWatched;
            double total = alive;
            double gone = 0;
            double last = watched;
            double logLast = logWatched;
            if (x > 0)
            {
                last = alpha + (purchases.LastAfterDays / unitDays);
                logLast = Math.Log(last);
                double dropped = at[2] - Math.Log(b + x - 1) - ((r + x) * logLast);
                double most = Math.Max(alive, dropped);
                total = most + Math.Log(Math.Exp(alive - most) + Math.Exp(dropped - most));
                gone = Math.Exp(dropped - total);
            }

            double stayed = 1 - gone;
            sum += count * (ofCount + total);
            gradient[0] += count * (ofCountR - (stayed * logWatched) - (gone * logLast));
            gradient[1] += count * ((r / alpha) - ((r + x) * ((stayed / watched) + (gone / last))));
            gradient[2] += count * (ofCountA + (gone / a));
            gradient[3] += count * (ofCountB - (x > 0 ? gone / (b + x - 1) : 0));
        }

        gradient[0] *= r / customers;
        gradient[1] *= alpha / customers;
        gradient[2] *= a / customers;
        gradient[3] *= b / customers;
        return sum / customers;
    }
}
