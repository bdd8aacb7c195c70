namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How often a guest will buy, times how much: a model of purchases and one of spend together.</summary>
/// <remarks>Takes frequency and spend for independent, as <see cref="GammaGammaFit.IsDoubtful"/> checks. Nothing allocates. Immutable, so any number of threads may share one.</remarks>
public sealed class LifetimeValueModel
{
    /// <summary>Joins two models.</summary>
    /// <param name="purchases">How often: BG/NBD or Pareto/NBD.</param>
    /// <param name="spend">How much.</param>
    public LifetimeValueModel(IPurchaseModel purchases, GammaGammaModel spend)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        ArgumentNullException.ThrowIfNull(spend);
        Purchases = purchases;
        Spend = spend;
    }

    /// <summary>How often.</summary>
    public IPurchaseModel Purchases { get; }

    /// <summary>How much.</summary>
    public GammaGammaModel Spend { get; }

    /// <summary>A guest's value.</summary>
    /// <param name="summary">The guest's figures.</param>
    /// <param name="spend">The guest's repeat days and their mean spend, in the unit that the spend model was fitted in.</param>
    /// <param name="horizon">How far to look, in the purchase model's unit, ≥ 0; may be +∞ where the rate is above 0.</param>
    /// <param name="rate">The discount rate; none unless told.</param>
    /// <returns>Null for a guest without visits, of whom nothing can be expected.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, or endless without a discount.</exception>
    public GuestValue? Of(CustomerSummary summary, SpendHistory spend, double horizon, DiscountRate rate = default)
    {
        if (RepeatPurchases.Of(summary) is not { } purchases)
        {
            return null;
        }

        double discounted = Purchases.DiscountedPurchases(purchases, horizon, rate);
        return new GuestValue(summary.Net, Purchases.ProbabilityAlive(purchases),
            double.IsPositiveInfinity(horizon) ? null : Purchases.ExpectedPurchases(purchases, horizon), discounted, Spend.ExpectedSpend(spend));
    }

    /// <summary>What to expect of a brand-new guest, of whom only the first purchase is known: the mean over all guests.</summary>
    /// <param name="horizon">How far to look from the first purchase, in the purchase model's unit, ≥ 0; may be +∞ where the rate is above 0.</param>
    /// <param name="rate">The discount rate; none unless told.</param>
    /// <returns>Repeat purchases times spend, discounted, in the spend model's unit. The first purchase is not in it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, or endless without a discount.</exception>
    public double OfNewGuest(double horizon, DiscountRate rate = default) => Purchases.DiscountedPurchasesOfNewGuest(horizon, rate) * Spend.PopulationMean;
}
