using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The log-likelihood of BG/NBD and its slopes over groups of guests, in logarithms throughout (Fader, Hardie and Lee 2005, equation 6).</summary>
internal sealed class BgNbdLikelihood
{
    private readonly PurchaseColumns groups;
    private readonly double unitDays;
    private readonly double customers;
    private readonly double[] logs;
    private readonly double[] inverses;

    public BgNbdLikelihood(PurchaseGroups groups, double unitDays)
    {
        this.groups = groups.Columns();
        this.unitDays = unitDays;
        customers = groups.Customers;
        logs = new double[this.groups.Days.Length];
        inverses = new double[this.groups.Days.Length];
    }

    /// <summary>Where the climb starts: rates as the guests show them, one in five dropping out.</summary>
    public double[] Start() => [0, Math.Log(Math.Clamp(groups.Pace(unitDays).PerRepeat, 1e-3, 1e5)), Math.Log(0.5), Math.Log(2)];

    /// <summary>The mean over guests, at logarithms of r, alpha, a and b.</summary>
    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        (double r, double alpha, double a, double b) = (Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]), Math.Exp(at[3]));
        for (int i = 0; i < logs.Length; i++)
        {
            double time = alpha + (groups.Days[i] / unitDays);
            logs[i] = Math.Log(time);
            inverses[i] = 1 / time;
        }

        double constant = (r * at[1]) - SpecialFunctions.LogGamma(r) - SpecialFunctions.LogBeta(a, b);
        double constantR = at[1] - SpecialFunctions.Digamma(r);
        double together = SpecialFunctions.Digamma(a + b);
        double constantB = together - SpecialFunctions.Digamma(b);
        double sum = 0;
        gradient.Clear();
        for (int from = 0; from < groups.Count;)
        {
            // Groups stand in order of x, so what depends on x alone is computed once for each.
            int x = groups.Purchases[from];
            Sums sums = Run(ref from, x, r + x, x > 0 ? at[2] - Math.Log(b + x - 1) : double.NegativeInfinity);
            double above = SpecialFunctions.Digamma(a + b + x);
            double ofCount = constant + SpecialFunctions.LogGamma(r + x) + SpecialFunctions.LogBeta(a, b + x);
            sum += (ofCount * sums.Customers) + sums.Total;
            gradient[0] += ((constantR + SpecialFunctions.Digamma(r + x)) * sums.Customers) - sums.LogTime;
            gradient[1] += (r / alpha * sums.Customers) - ((r + x) * sums.Inverse);
            gradient[2] += ((together - above) * sums.Customers) + (sums.Gone / a);
            gradient[3] += ((constantB + SpecialFunctions.Digamma(b + x) - above) * sums.Customers) - (x > 0 ? sums.Gone / (b + x - 1) : 0);
        }

        gradient[0] *= r / customers;
        gradient[1] *= alpha / customers;
        gradient[2] *= a / customers;
        gradient[3] *= b / customers;
        return sum / customers;
    }

    /// <summary>The groups of one x: ln((α + T)^−(r + x) + a / (b + x − 1) (α + t_x)^−(r + x)), and how it changes.</summary>
    private Sums Run(ref int at, int x, double shape, double logOdds)
    {
        Sums sums = default;
        int[] purchases = groups.Purchases;
        for (; at < purchases.Length && purchases[at] == x; at++)
        {
            double count = groups.Customers[at];
            int watched = groups.Watched[at];
            int last = groups.Last[at];
            double logWatched = logs[watched];
            double inverse = inverses[watched];
            double total = -shape * logWatched;
            double logTime = logWatched;
            double gone = 0;
            if (x > 0)
            {
                double logLast = logs[last];
                double odds = logOdds + (shape * (logWatched - logLast));
                double less = Math.Exp(-Math.Abs(odds));
                gone = (odds > 0 ? 1 : less) / (1 + less);
                total += Math.Max(odds, 0) + Math.Log(1 + less);
                logTime += gone * (logLast - logWatched);
                inverse += gone * (inverses[last] - inverse);
            }

            sums.Customers += count;
            sums.Total += count * total;
            sums.LogTime += count * logTime;
            sums.Inverse += count * inverse;
            sums.Gone += count * gone;
        }

        return sums;
    }

    private struct Sums
    {
        public double Customers;
        public double Total;
        public double LogTime;
        public double Inverse;
        public double Gone;
    }
}
