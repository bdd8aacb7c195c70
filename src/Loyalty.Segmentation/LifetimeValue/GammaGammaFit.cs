using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What fitting Gamma-Gamma gave.</summary>
/// <remarks>Immutable; equal when all members are, and no two fits share their estimates.</remarks>
/// <param name="Outcome">How it ended.</param>
/// <param name="Model">The model; null unless it converged.</param>
/// <param name="LogLikelihood">The natural logarithm of the likelihood at the parameters; null unless it converged.</param>
/// <param name="CustomersUsed">Guests who came back and spent something.</param>
/// <param name="CustomersWithoutSpend">Guests who came back and spent nothing; they are left out.</param>
/// <param name="FrequencyValueCorrelation">Pearson's correlation of repeat days and mean spend; the model takes it for 0. Null where it is undefined.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="Estimates">The parameters p, q, v with standard errors; where it did not converge, where the search gave up and how steep it still was there.</param>
public sealed record GammaGammaFit(
    FitOutcome Outcome, GammaGammaModel? Model, double? LogLikelihood, long CustomersUsed, long CustomersWithoutSpend, double? FrequencyValueCorrelation,
    string Reason, ParameterEstimates Estimates)
{
    /// <summary>The correlation beyond which the model's assumption is doubtful.</summary>
    public const double DoubtfulCorrelation = 0.3;

    private static readonly string[] Names = ["p", "q", "v"];

    /// <summary>Whether frequency and value hang together so much that predictions are biased.</summary>
    public bool IsDoubtful => FrequencyValueCorrelation is { } correlation && Math.Abs(correlation) > DoubtfulCorrelation;

    /// <summary>Fits by maximum likelihood (Fader and Hardie, note 025, equation 1a).</summary>
    /// <param name="guests">The guests; those without a repeat purchase are left out. Their order does not matter.</param>
    /// <param name="minimumCustomers">The fewest guests who came back, ≥ 1; 20 unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumCustomers"/> is below 1.</exception>
    public static GammaGammaFit To(IEnumerable<SpendHistory> guests, int minimumCustomers = 20)
    {
        ArgumentNullException.ThrowIfNull(guests);
        List<SpendHistory> repeat = [.. guests.Where(g => g.Count > 0)];
        int without = repeat.RemoveAll(g => g.Mean == 0);
        repeat.Sort((left, right) => left.Count != right.Count ? left.Count.CompareTo(right.Count) : left.Mean.CompareTo(right.Mean));
        return To(repeat, null, repeat.Count, without, minimumCustomers);
    }

    /// <summary>Fits by maximum likelihood to groups of guests.</summary>
    /// <param name="groups">The guests.</param>
    /// <param name="minimumCustomers">The fewest guests who came back, ≥ 1; 20 unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumCustomers"/> is below 1.</exception>
    public static GammaGammaFit To(SpendGroups groups, int minimumCustomers = 20)
    {
        ArgumentNullException.ThrowIfNull(groups);
        (SpendHistory[] spends, long[] customers) = groups.Columns();
        return To(spends, customers, groups.Customers, groups.CustomersWithoutSpend, minimumCustomers);
    }

    private static GammaGammaFit To(IReadOnlyList<SpendHistory> spends, long[]? counts, long customers, long without, int minimumCustomers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCustomers, 1);
        (double? correlation, double scale) = Together(spends, counts);
        if (customers < minimumCustomers)
        {
            return new GammaGammaFit(FitOutcome.TooFewCustomers, null, null, customers, without, correlation,
                $"{customers} guests came back and spent something; fitting needs at least {minimumCustomers}.", ParameterEstimates.None);
        }

        GammaGammaLikelihood likelihood = new(spends, counts, customers, scale);
        Maximum found = Maximiser.Find(likelihood.Evaluate, [Math.Log(2), Math.Log(2), 0]);
        ParameterEstimates estimates = ParameterEstimates.Of(Names, found, likelihood.Evaluate, customers, [1, 1, scale]);
        (double p, double q, double v) = (estimates[0].Value, estimates[1].Value, estimates[2].Value);
        if (!found.Converged || q <= 1)
        {
            return new GammaGammaFit(FitOutcome.DidNotConverge, null, null, customers, without, correlation,
                found.Converged ? "The fitted spread of spend has no finite mean (q is not above 1)." : estimates.Say(found), estimates);
        }

        // The density of unscaled means is that of scaled ones divided by the scale.
        return new GammaGammaFit(FitOutcome.Converged, new GammaGammaModel(p, q, v),
            (found.Value - Math.Log(scale)) * customers, customers, without, correlation, estimates.Say(found), estimates);
    }

    /// <summary>The correlation of frequency and value, and the mean spend.</summary>
    private static (double? Correlation, double Mean) Together(IReadOnlyList<SpendHistory> spends, long[]? counts)
    {
        double customers = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < spends.Count; i++)
        {
            // West's update with weights: no cancellation however far the means lie from 0.
            double weight = counts is null ? 1 : counts[i];
            customers += weight;
            double offX = spends[i].Count - x;
            double offY = spends[i].Mean - y;
            x += offX * weight / customers;
            y += offY * weight / customers;
            xx += weight * offX * (spends[i].Count - x);
            yy += weight * offY * (spends[i].Mean - y);
            xy += weight * offX * (spends[i].Mean - y);
        }

        return (xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1) : null, y);
    }
}
