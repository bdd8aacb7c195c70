using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The log-likelihood of Gamma-Gamma and its slopes (Fader and Hardie, note 025, equation 1a).</summary>
/// <param name="spends">Guests who came back and spent something, in order of x.</param>
/// <param name="counts">How many guests each stands for; absent, one.</param>
/// <param name="customers">All guests.</param>
/// <param name="scale">What spends are divided by, so that the search does not depend on the currency.</param>
internal sealed class GammaGammaLikelihood(IReadOnlyList<SpendHistory> spends, long[]? counts, double customers, double scale)
{
    /// <summary>The mean over guests, at logarithms of p, q and v, of the density of scaled spends.</summary>
    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        (double p, double q, double v) = (Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]));
        double sum = 0;
        gradient.Clear();
        double constant = (q * at[2]) - SpecialFunctions.LogGamma(q);
        double digammaQ = SpecialFunctions.Digamma(q);
        int last = -1;
        double ofCount = 0;
        double both = 0;
        double own = 0;
        for (int i = 0; i < spends.Count; i++)
        {
            SpendHistory guest = spends[i];
            double x = guest.Count;
            if (guest.Count != last)
            {
                last = guest.Count;
                ofCount = constant + SpecialFunctions.LogGamma((p * x) + q) - SpecialFunctions.LogGamma(p * x) + (p * x * Math.Log(x));
                both = SpecialFunctions.Digamma((p * x) + q);
                own = SpecialFunctions.Digamma(p * x) - Math.Log(x);
            }

            double count = counts is null ? 1 : counts[i];
            double mean = guest.Mean / scale;
            double total = v + (x * mean);
            double logMean = Math.Log(mean);
            double logTotal = Math.Log(total);
            sum += count * (ofCount + (((p * x) - 1) * logMean) - (((p * x) + q) * logTotal));
            gradient[0] += count * x * (both - own + logMean - logTotal);
            gradient[1] += count * (both - digammaQ + at[2] - logTotal);
            gradient[2] += count * ((q / v) - (((p * x) + q) / total));
        }

        gradient[0] *= p / customers;
        gradient[1] *= q / customers;
        gradient[2] *= v / customers;
        return sum / customers;
    }
}
