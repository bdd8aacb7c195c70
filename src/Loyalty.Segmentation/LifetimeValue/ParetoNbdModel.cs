using Loyalty.Core.Statistics;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>Pareto/NBD: guests buy at their own steady rate until they silently drop out, at a rate of their own that has nothing to do with purchases.</summary>
/// <remarks>
/// Schmittlein, Morrison and Colombo, 'Counting your customers: who are they and what will they do next?', Management Science 33 (1987) 1–24;
/// Fader and Hardie, 'A note on deriving the Pareto/NBD model and related expressions' (2005). Horizons and times are in the model's unit.
/// Nothing allocates. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class ParetoNbdModel : IPurchaseModel
{
    /// <summary>Uses parameters that were kept.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="unitDays">Length of the unit of time in days, above 0; 7 unless told: weeks.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unitDays"/> is not above 0, or a parameter is the <c>default</c>.</exception>
    public ParetoNbdModel(ParetoNbdParameters parameters, double unitDays = 7)
    {
        if (!(unitDays > 0) || !double.IsFinite(unitDays))
        {
            throw new ArgumentOutOfRangeException(nameof(unitDays), unitDays, "The unit must be above 0 days (exclusive).");
        }

        Parameters = new ParetoNbdParameters(parameters.R, parameters.Alpha, parameters.S, parameters.Beta);
        UnitDays = unitDays;
    }

    /// <summary>The parameters.</summary>
    public ParetoNbdParameters Parameters { get; }

    /// <inheritdoc/>
    public double UnitDays { get; }

    /// <inheritdoc/>
    /// <remarks>Unlike in BG/NBD a guest without a repeat purchase can have dropped out too.</remarks>
    public double ProbabilityAlive(RepeatPurchases purchases)
    {
        (double r, double alpha, double s, double beta) = (Parameters.R, Parameters.Alpha, Parameters.S, Parameters.Beta);
        double watched = purchases.WatchedDays / UnitDays;
        ParetoNbdIntegral dropped = new(alpha, r + purchases.Count, beta, s + 1, purchases.LastAfterDays / UnitDays, watched);
        double alive = -((r + purchases.Count) * Math.Log(alpha + watched)) - (s * Math.Log(beta + watched));
        return 1 / (1 + Math.Exp(Math.Log(s) + dropped.Log - alive));
    }

    /// <inheritdoc/>
    /// <remarks>Equation 41 of the note: the posterior mean rate times the mean time that a guest alive today stays within the horizon.</remarks>
    public double ExpectedPurchases(RepeatPurchases purchases, double horizon) =>
        ProbabilityAlive(purchases) * WhileAlive(purchases.Count, purchases.WatchedDays / UnitDays, Horizon.Checked(horizon), 0);

    /// <inheritdoc/>
    /// <remarks>Fader, Hardie and Lee, 'RFM and CLV', Journal of Marketing Research 42 (2005) 415–430, equation 2, by quadrature, so that it takes finite horizons too.</remarks>
    public double DiscountedPurchases(RepeatPurchases purchases, double horizon, DiscountRate rate)
    {
        double perUnit = rate.PerUnit(UnitDays);
        return ProbabilityAlive(purchases) * WhileAlive(purchases.Count, purchases.WatchedDays / UnitDays, Horizon.Checked(horizon, perUnit), perUnit);
    }

    /// <inheritdoc/>
    public double ExpectedPurchasesOfNewGuest(double horizon) => WhileAlive(0, 0, Horizon.Checked(horizon), 0);

    /// <inheritdoc/>
    public double DiscountedPurchasesOfNewGuest(double horizon, DiscountRate rate)
    {
        double perUnit = rate.PerUnit(UnitDays);
        return WhileAlive(0, 0, Horizon.Checked(horizon, perUnit), perUnit);
    }

    /// <inheritdoc/>
    /// <remarks>Negative binomial chances, summed over when the guest drops out.</remarks>
    public double ProbabilityOfPurchases(int count, double horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _ = Horizon.Checked(horizon);
        if (horizon == 0)
        {
            return count == 0 ? 1 : 0;
        }

        (double r, double alpha, double s, double beta) = (Parameters.R, Parameters.Alpha, Parameters.S, Parameters.Beta);
        double constant = SpecialFunctions.LogGamma(r + count) - SpecialFunctions.LogGamma(r) - SpecialFunctions.LogGamma(count + 1.0);
        double alive = Math.Exp(constant + LogTerm(horizon) - (s * Elementary.Log1p(horizon / beta)));

        // Dropping out after y: y runs in w = ln(1 + y / m), with m the smaller of α and β, in panels narrower than the chances' peak.
        double least = Math.Min(alpha, beta);
        double width = Elementary.Log1p(horizon / least);
        int panels = (int)Math.Min(4096, Math.Ceiling(width * (1 + Math.Sqrt(count + r + s))));
        double half = width / panels / 2;
        double gone = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = ((2 * panel) + 1) * half;
            for (int k = 0; k < Quadrature.Points; k++)
            {
                double w = middle + (half * Quadrature.NodeAt(k));
                double y = least * Elementary.Expm1(w);
                gone += Quadrature.WeightAt(k) * half
                    * Math.Exp(constant + LogTerm(y) + Math.Log(s / beta) - ((s + 1) * Elementary.Log1p(y / beta)) + Math.Log(least) + w);
            }
        }

        return Math.Min(1, alive + gone);

        double LogTerm(double y) => -(r * Elementary.Log1p(y / alpha)) + (count == 0 ? 0 : count * Math.Log(y / (alpha + y)));
    }

    private double WhileAlive(int x, double watched, double horizon, double rate) =>
        (Parameters.R + x) / (Parameters.Alpha + watched) * MeanStay(Parameters.Beta + watched, horizon, rate);

    /// <summary>∫ exp(−δ t) (1 + t / B)^−s dt over [0, h]: the discounted time that a guest alive today stays.</summary>
    private double MeanStay(double scale, double horizon, double rate)
    {
        double s = Parameters.S;
        double counted = Horizon.Counted(horizon, rate);
        double width = Elementary.Log1p(counted / scale);
        if (rate == 0)
        {
            double power = (1 - s) * width;
            return scale * width * (power == 0 ? 1 : Elementary.Expm1(power) / power);
        }

        Stay stay = new(rate * scale, s - 1);
        width = Quadrature.Reach(stay, width);
        int panels = Quadrature.Panels(stay, width, 0.5);
        double half = width / panels / 2;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = ((2 * panel) + 1) * half;
            for (int k = 0; k < Quadrature.Points; k++)
            {
                double w = middle + (half * Quadrature.NodeAt(k));
                sum += Quadrature.WeightAt(k) * Math.Exp(-stay.At(w));
            }
        }

        return scale * half * sum;
    }

    /// <summary>How the stay's integrand falls with w = ln(1 + t / B).</summary>
    private readonly struct Stay(double rate, double power) : IFall
    {
        public double At(double w) => (rate * Elementary.Expm1(w)) + (power * w);
    }
}
