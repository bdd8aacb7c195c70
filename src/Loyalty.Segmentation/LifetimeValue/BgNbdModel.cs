using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>BG/NBD: guests buy at their own steady rate until, after some purchase, they silently drop out.</summary>
/// <remarks>
/// Fader, Hardie and Lee, '“Counting your customers” the easy way', Marketing Science 24 (2005) 275–284. Horizons and times are in the
/// model's unit. Nothing allocates. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class BgNbdModel : IPurchaseModel
{
    /// <summary>Uses parameters that were kept.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="unitDays">Length of the unit of time in days, above 0; 7 unless told: weeks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unitDays"/> is not above 0, or a parameter is the <c>default</c>.</exception>
    public BgNbdModel(BgNbdParameters parameters, double unitDays = 7)
    {
        if (!(unitDays > 0) || !double.IsFinite(unitDays))
        {
            throw new ArgumentOutOfRangeException(nameof(unitDays), unitDays, "The unit must be above 0 days (exclusive).");
        }

        Parameters = new BgNbdParameters(parameters.R, parameters.Alpha, parameters.A, parameters.B);
        UnitDays = unitDays;
    }

    /// <summary>The parameters.</summary>
    public BgNbdParameters Parameters { get; }

    /// <inheritdoc/>
    public double UnitDays { get; }

    /// <inheritdoc/>
    /// <returns>0 to 1; 1 for a guest without a repeat purchase, because the model lets guests drop out only after one.</returns>
    public double ProbabilityAlive(RepeatPurchases purchases)
    {
        if (purchases.Count == 0)
        {
            return 1;
        }

        (double r, double alpha, double a, double b) = (Parameters.R, Parameters.Alpha, Parameters.A, Parameters.B);
        double logOdds = Math.Log(a) - Math.Log(b + purchases.Count - 1) + ((r + purchases.Count)
            * (Math.Log(alpha + (purchases.WatchedDays / UnitDays)) - Math.Log(alpha + (purchases.LastAfterDays / UnitDays))));
        return 1 / (1 + Math.Exp(logOdds));
    }

    /// <inheritdoc/>
    /// <remarks>Equation 10 of the paper, with its hypergeometric function turned by Euler's transformation, so that it neither overflows nor cancels.</remarks>
    public double ExpectedPurchases(RepeatPurchases purchases, double horizon) =>
        ProbabilityAlive(purchases) * Stay(purchases).Purchases(Horizon.Checked(horizon));

    /// <inheritdoc/>
    /// <remarks>∫ exp(−δ t) dE[Y(t)]: no closed form is published, so it is summed. It depends on the guest by x and T but for the chance to be alive.</remarks>
    public double DiscountedPurchases(RepeatPurchases purchases, double horizon, DiscountRate rate)
    {
        double perUnit = rate.PerUnit(UnitDays);
        return ProbabilityAlive(purchases) * Stay(purchases).Discounted(Horizon.Checked(horizon, perUnit), perUnit);
    }

    /// <inheritdoc/>
    public double ExpectedPurchasesOfNewGuest(double horizon) => Stay(default).Purchases(Horizon.Checked(horizon));

    /// <inheritdoc/>
    public double DiscountedPurchasesOfNewGuest(double horizon, DiscountRate rate)
    {
        double perUnit = rate.PerUnit(UnitDays);
        return Stay(default).Discounted(Horizon.Checked(horizon, perUnit), perUnit);
    }

    /// <inheritdoc/>
    /// <remarks>Equation 8 of the paper.</remarks>
    public double ProbabilityOfPurchases(int count, double horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _ = Horizon.Checked(horizon);
        if (horizon == 0)
        {
            return count == 0 ? 1 : 0;
        }

        (double r, double alpha, double a, double b) = (Parameters.R, Parameters.Alpha, Parameters.A, Parameters.B);
        double share = horizon / (alpha + horizon);
        double logStay = r * Math.Log(alpha / (alpha + horizon));
        double logBeta = SpecialFunctions.LogBeta(a, b);
        double term = SpecialFunctions.LogGamma(r + count) - SpecialFunctions.LogGamma(r) - SpecialFunctions.LogGamma(count + 1.0)
            + logStay + (count == 0 ? 0 : count * Math.Log(share));
        double chance = Math.Exp(SpecialFunctions.LogBeta(a, b + count) - logBeta + term);
        if (count > 0)
        {
            // That at least so many purchases would have been made, had nobody dropped out: the upper tail of a negative binomial.
            double atLeast = BetaDistribution.Cdf(share, count, r);
            chance += Math.Exp(SpecialFunctions.LogBeta(a + 1, b + count - 1) - logBeta) * atLeast;
        }

        return Math.Min(1, chance);
    }

    private BgNbdStay Stay(RepeatPurchases purchases) => new(
        Parameters.R, Parameters.Alpha + (purchases.WatchedDays / UnitDays), Parameters.A, Parameters.B, purchases.Count);
}
