using Loyalty.Core.Statistics;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>BG/NBD: guests buy at their own steady rate until, after some purchase, they silently drop out.</summary>
/// <remarks>
/// Fader, Hardie and Lee, '“Counting your customers” the easy way', Marketing Science 24 (2005) 275–284. Horizons and times are in the
/// model's unit. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class BgNbdModel
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

    /// <summary>Length of the unit of time, in days.</summary>
    public double UnitDays { get; }

    /// <summary>The chance that a guest has not dropped out.</summary>
    /// <param name="purchases">What is known of the guest.</param>
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

    /// <summary>How many purchase days to expect from a guest in the time to come.</summary>
    /// <param name="purchases">What is known of the guest.</param>
    /// <param name="horizon">How far to look, in the model's unit, ≥ 0.</param>
    /// <remarks>Equation 10 of the paper, with its hypergeometric function turned by Euler's transformation, so that it neither overflows nor cancels.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative or not finite.</exception>
    public double ExpectedPurchases(RepeatPurchases purchases, double horizon) =>
        ProbabilityAlive(purchases) * WhileAlive(purchases.Count, purchases.WatchedDays / UnitDays, CheckedHorizon(horizon));

    /// <summary>How many repeat purchase days to expect from a new guest.</summary>
    /// <param name="horizon">How far to look from the first purchase, in the model's unit, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative or not finite.</exception>
    public double ExpectedPurchasesOfNewGuest(double horizon) => WhileAlive(0, 0, CheckedHorizon(horizon));

    /// <summary>The chance that a new guest has exactly so many repeat purchase days.</summary>
    /// <param name="count">How many, ≥ 0.</param>
    /// <param name="horizon">Since the first purchase, in the model's unit, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public double ProbabilityOfPurchases(int count, double horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _ = CheckedHorizon(horizon);
        if (horizon == 0)
        {
            return count == 0 ? 1 : 0;
        }

        (double r, double alpha, double a, double b) = (Parameters.R, Parameters.Alpha, Parameters.A, Parameters.B);
        double logStay = r * Math.Log(alpha / (alpha + horizon));
        double logStep = Math.Log(horizon / (alpha + horizon));
        double LogTerm(int n) => SpecialFunctions.LogGamma(r + n) - SpecialFunctions.LogGamma(r) - SpecialFunctions.LogGamma(n + 1) + logStay + (n * logStep);
        double logBeta = SpecialFunctions.LogBeta(a, b);
        double chance = Math.Exp(SpecialFunctions.LogBeta(a, b + count) - logBeta + LogTerm(count));
        if (count > 0)
        {
            double fewer = 0;
            for (int n = 0; n < count; n++)
            {
                fewer += Math.Exp(LogTerm(n));
            }

            chance += Math.Exp(SpecialFunctions.LogBeta(a + 1, b + count - 1) - logBeta) * Math.Max(0, 1 - fewer);
        }

        return chance;
    }

    private static double CheckedHorizon(double horizon) => horizon >= 0 && double.IsFinite(horizon)
        ? horizon
        : throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "The horizon must be at least 0 units of time, and finite.");

    private double WhileAlive(int x, double watched, double horizon)
    {
        if (horizon == 0)
        {
            return 0;
        }

        // At a = 1 the formula is 0/0; the mean of both sides of the point is the value there to ten digits.
        double a = Parameters.A;
        return Math.Abs(a - 1) < 1e-5
            ? (WhileAlive(x, watched, horizon, 1 - 1e-5) + WhileAlive(x, watched, horizon, 1 + 1e-5)) / 2
            : WhileAlive(x, watched, horizon, a);
    }

    private double WhileAlive(int x, double watched, double horizon, double a)
    {
        // At a + b + x = 1 the series begins with 0/0 too; its limit is reached from any side.
        double c = a + Parameters.B + x - 1;
        if (Math.Abs(c) < 1e-7)
        {
            c = 1e-7;
        }

        double z = horizon / (Parameters.Alpha + watched + horizon);
        double inner = Hypergeometric.Gauss(a - 1, c - Parameters.R - x, c, z);
        return Math.Max(0, c / (a - 1) * (1 - (Math.Exp((a - 1) * Math.Log(1 - z)) * inner)));
    }
}
