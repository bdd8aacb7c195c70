using Loyalty.Core.Statistics;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What fitting Gamma-Gamma gave.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">The model; null unless it converged.</param>
/// <param name="LogLikelihood">The natural logarithm of the likelihood at the parameters; null unless it converged.</param>
/// <param name="CustomersUsed">Guests who came back and spent something.</param>
/// <param name="CustomersWithoutSpend">Guests who came back and spent nothing; they are left out.</param>
/// <param name="FrequencyValueCorrelation">Pearson's correlation of repeat days and mean spend; the model takes it for 0. Null where it is undefined.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record GammaGammaFit(
    FitOutcome Outcome, GammaGammaModel? Model, double? LogLikelihood, int CustomersUsed, int CustomersWithoutSpend, double? FrequencyValueCorrelation, string Reason)
{
    /// <summary>The correlation beyond which the model's assumption is doubtful.</summary>
    public const double DoubtfulCorrelation = 0.3;

    /// <summary>Whether frequency and value hang together so much that predictions are biased.</summary>
    public bool IsDoubtful => FrequencyValueCorrelation is { } correlation && Math.Abs(correlation) > DoubtfulCorrelation;

    /// <summary>Fits by maximum likelihood (Fader and Hardie, note 025, equation 1a).</summary>
    /// <param name="guests">The guests; those without a repeat purchase are left out. Their order does not matter.</param>
    /// <param name="minimumCustomers">The fewest guests who came back, ≥ 1; 20 unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumCustomers"/> is below 1.</exception>
    public static GammaGammaFit To(IEnumerable<SpendHistory> guests, int minimumCustomers = 20)
    {
        ArgumentNullException.ThrowIfNull(guests);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCustomers, 1);
        List<SpendHistory> repeat = [.. guests.Where(g => g.Count > 0)];
        int without = repeat.RemoveAll(g => g.Mean == 0);
        repeat.Sort((left, right) => left.Count != right.Count ? left.Count.CompareTo(right.Count) : left.Mean.CompareTo(right.Mean));
        double? correlation = repeat.Aggregate(default(Comoments), (sum, guest) => sum.Add(guest.Count, guest.Mean)).Correlation;
        if (repeat.Count < minimumCustomers)
        {
            return new GammaGammaFit(FitOutcome.TooFewCustomers, null, null, repeat.Count, without, correlation,
                $"{repeat.Count} guests came back and spent something; fitting needs at least {minimumCustomers}.");
        }

        // Dividing by the mean makes the search independent of the currency: a fit in cents and one in units end at the same place.
        double scale = repeat.Average(g => g.Mean);
        Maximum found = Maximiser.Find((at, gradient) => Evaluate(repeat, scale, at, gradient), [Math.Log(2), Math.Log(2), 0]);
        double q = Math.Exp(found.At[1]);
        if (!found.Converged || q <= 1)
        {
            return new GammaGammaFit(FitOutcome.DidNotConverge, null, null, repeat.Count, without, correlation,
                found.Converged ? "The fitted spread of spend has no finite mean (q is not above 1)." : "No maximum of the likelihood was found; the guests' spend does not fit the model.");
        }

        // The density of unscaled means is that of scaled ones divided by the scale.
        return new GammaGammaFit(FitOutcome.Converged, new GammaGammaModel(Math.Exp(found.At[0]), q, Math.Exp(found.At[2]) * scale),
            (found.Value - Math.Log(scale)) * repeat.Count, repeat.Count, without, correlation, "The likelihood is at its maximum.");
    }

    private static double Evaluate(List<SpendHistory> guests, double scale, ReadOnlySpan<double> at, Span<double> gradient)
    {
        (double p, double q, double v) = (Math.Exp(at[0]), Math.Exp(at[1]), Math.Exp(at[2]));
        double sum = 0;
        gradient.Clear();
        double constant = (q * at[2]) - SpecialFunctions.LogGamma(q);
        double digammaQ = SpecialFunctions.Digamma(q);
        int count = -1;
        double ofCount = 0;
        double both = 0;
        double own = 0;
        foreach (SpendHistory guest in guests)
        {
            double x = guest.Count;
            if (guest.Count != count)
            {
                count = guest.Count;
                ofCount = constant + SpecialFunctions.LogGamma((p * x) + q) - SpecialFunctions.LogGamma(p * x) + (p * x * Math.Log(x));
                both = SpecialFunctions.Digamma((p * x) + q);
                own = SpecialFunctions.Digamma(p * x);
            }

            double mean = guest.Mean / scale;
            double total = v + (x * mean);
            double logMean = Math.Log(mean);
            double logTotal = Math.Log(total);
            sum += ofCount + (((p * x) - 1) * logMean) - (((p * x) + q) * logTotal);
            gradient[0] += x * (both - own + logMean + Math.Log(x) - logTotal);
            gradient[1] += both - digammaQ + at[2] - logTotal;
            gradient[2] += (q / v) - (((p * x) + q) / total);
        }

        gradient[0] *= p / guests.Count;
        gradient[1] *= q / guests.Count;
        gradient[2] *= v / guests.Count;
        return sum / guests.Count;
    }
}
