using Loyalty.Core.Statistics;

namespace Loyalty.Offers.Experiments;

/// <summary>Says before a campaign what its control group will be able to see.</summary>
/// <remarks>
/// The standard error of a difference is σ √(1/n₀ + 1/n₁): a 10/90 split has 1.67 times that of 50/50. Normal approximation; both groups vary alike.
/// Stateless.
/// </remarks>
public static class EffectPlanner
{
    /// <summary>The standard error of the difference between arm and control.</summary>
    /// <param name="guests">How many guests in both groups together, at least 2.</param>
    /// <param name="control">The control share, above 0 and below 1.</param>
    /// <param name="standardDeviation">How much the outcome varies from guest to guest, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double StandardError(long guests, double control, double standardDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(guests, 2);
        RequireShare(control, nameof(control), "A control share");
        if (!(standardDeviation >= 0 && double.IsFinite(standardDeviation)))
        {
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "A standard deviation must be at least 0 and finite, in units of the outcome.");
        }

        return standardDeviation * Math.Sqrt((1 / (guests * control)) + (1 / (guests * (1 - control))));
    }

    /// <summary>The smallest true difference that the campaign will most likely show.</summary>
    /// <param name="guests">How many guests in both groups together, at least 2.</param>
    /// <param name="control">The control share, above 0 and below 1.</param>
    /// <param name="standardDeviation">How much the outcome varies from guest to guest, ≥ 0.</param>
    /// <param name="confidence">Of the two-sided interval, above 0 and below 1; default 0.95.</param>
    /// <param name="power">How likely the difference shall be seen, above 0 and below 1; default 0.8.</param>
    /// <remarks>(z of 1 − α/2 + z of the power) × the standard error.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double SmallestEffect(long guests, double control, double standardDeviation, double confidence = 0.95, double power = 0.8) =>
        Factor(confidence, power) * StandardError(guests, control, standardDeviation);

    /// <summary>How many guests it takes to show a difference most likely.</summary>
    /// <param name="effect">The true difference to be seen, above 0, in units of the outcome.</param>
    /// <param name="control">The control share, above 0 and below 1.</param>
    /// <param name="standardDeviation">How much the outcome varies from guest to guest, ≥ 0.</param>
    /// <param name="confidence">Of the two-sided interval, above 0 and below 1; default 0.95.</param>
    /// <param name="power">How likely the difference shall be seen, above 0 and below 1; default 0.8.</param>
    /// <returns>In both groups together, at least 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or no number of guests below 2^62 suffices.</exception>
    public static long GuestsFor(double effect, double control, double standardDeviation, double confidence = 0.95, double power = 0.8)
    {
        if (!(effect > 0 && double.IsFinite(effect)))
        {
            throw new ArgumentOutOfRangeException(nameof(effect), effect, "An effect must be above 0 and finite, in units of the outcome.");
        }

        double needed = Factor(confidence, power) * StandardError(2, control, standardDeviation) / effect;
        double guests = Math.Ceiling(2 * needed * needed);
        return guests < 1L << 62
            ? Math.Max(2, (long)guests)
            : throw new ArgumentOutOfRangeException(nameof(effect), effect, "No number of guests suffices to see so small an effect; plan for a larger one.");
    }

    private static double Factor(double confidence, double power)
    {
        RequireShare(confidence, nameof(confidence), "A confidence");
        RequireShare(power, nameof(power), "A power");
        return NormalDistribution.Quantile(1 - ((1 - confidence) / 2)) + NormalDistribution.Quantile(power);
    }

    private static void RequireShare(double value, string name, string what)
    {
        if (value is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, what + " must be above 0 and below 1 (both exclusive).");
        }
    }
}
