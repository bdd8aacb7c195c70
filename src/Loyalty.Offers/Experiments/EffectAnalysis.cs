using Loyalty.Core.Statistics;
using Loyalty.Offers.Experiments.Internal;

namespace Loyalty.Offers.Experiments;

/// <summary>Says whether a campaign worked: an arm against the control, by assignment.</summary>
/// <remarks>
/// <para>Tally everybody by the group to which they were assigned, whether or not a message reached them, over equal windows. To compare 'received' with
/// 'control' compares guests who read mail with guests in general.</para>
/// <para>Difference of means with unequal variances: Welch, Biometrika 34 (1947). Ratio: Fieller, JRSS B 16 (1954). Adjustment: Deng, Xu, Kohavi and Walker,
/// 'Improving the sensitivity of online controlled experiments by utilizing pre-experiment data', WSDM 2013. Always-valid interval: normal mixture, Johari,
/// Koomen, Pekelis and Walsh, 'Always valid inference', Operations Research 70 (2022). Immutable; any number of threads may share one.</para>
/// </remarks>
public sealed class EffectAnalysis
{
    private readonly EffectOptions options;

    /// <summary>Makes an analysis.</summary>
    /// <param name="options">How effects are judged; absent, 95 % intervals.</param>
    public EffectAnalysis(EffectOptions? options = null) => this.options = options ?? new EffectOptions();

    /// <summary>Compares an arm with its control.</summary>
    /// <param name="control">The guests who got nothing.</param>
    /// <param name="arm">The guests who got the offer.</param>
    /// <returns>What can be said, and why the rest cannot.</returns>
    public EffectResult Compare(ArmTally control, ArmTally arm)
    {
        SortedSet<EffectReason> reasons = [];
        Contrast? plain = Contrast.Of(control.Outcome, arm.Outcome, reasons);
        EffectResult result = new()
        {
            ControlCount = control.Count,
            ArmCount = arm.Count,
            ControlMean = control.Outcome.Mean,
            ArmMean = arm.Outcome.Mean,
            Difference = plain?.Difference,
            Interval = plain?.Interval(options.Confidence),
            PValue = plain?.PValue,
            AlwaysValid = plain is { Variance: > 0 } p && options.ExpectedEffect is { } expected ? AlwaysValid(p, expected) : null,
            Reasons = [],
        };
        if (plain is not { } contrast)
        {
            return result with { Reasons = [.. reasons] };
        }

        double controlMean = control.Outcome.Mean!.Value;
        if (controlMean > 0 && double.IsFinite(contrast.Difference / controlMean))
        {
            result = result with { RelativeLift = contrast.Difference / controlMean, RelativeInterval = Fieller(control.Outcome, arm.Outcome, contrast, reasons) };
        }
        else
        {
            _ = reasons.Add(EffectReason.ControlMeanNotPositive);
        }

        return result with { Cuped = Adjusted(control, arm, reasons), Reasons = [.. reasons] };
    }

    /// <summary>Whether the groups' sizes fit the plan. Where they do not, guests were lost or assigned otherwise, and no effect can be trusted.</summary>
    /// <param name="control">How many guests stood in control, ≥ 0.</param>
    /// <param name="arms">How many stood in all arms together, ≥ 0.</param>
    /// <param name="plannedControl">The control share planned, above 0 and below 1.</param>
    /// <returns>Pearson's chi-square test with one degree of freedom; null where there are no guests.</returns>
    /// <remarks>An exact draw has no mismatch by construction. Fabijan and others, 'Diagnosing sample ratio mismatch', KDD 2019.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SampleRatio? CheckSizes(long control, long arms, double plannedControl)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(control);
        ArgumentOutOfRangeException.ThrowIfNegative(arms);
        if (plannedControl is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(plannedControl), plannedControl, "A planned control share must be above 0 and below 1 (both exclusive), such as 0.1.");
        }

        double all = (double)control + arms;
        if (all == 0)
        {
            return null;
        }

        double miss = control - (all * plannedControl);
        double pValue = ChiSquared.UpperTail(miss * miss / (all * plannedControl * (1 - plannedControl)), 1);
        return new SampleRatio(pValue, pValue < options.MismatchBelow);
    }

    private CupedResult? Adjusted(ArmTally control, ArmTally arm, SortedSet<EffectReason> reasons)
    {
        if (control.Paired.Count == 0 && arm.Paired.Count == 0)
        {
            return null;
        }

        if (control.Paired.Count != control.Count || arm.Paired.Count != arm.Count)
        {
            _ = reasons.Add(EffectReason.CovariateIncomplete);
            return null;
        }

        Comoments both = Comoments.Combine(control.Paired, arm.Paired);
        if (both.Slope is not { } theta || !double.IsFinite(theta))
        {
            _ = reasons.Add(EffectReason.CovariateConstant);
            return null;
        }

        double difference = arm.Outcome.Mean!.Value - control.Outcome.Mean!.Value - (theta * (arm.Paired.X.Mean!.Value - control.Paired.X.Mean!.Value));
        Contrast contrast = new(difference, Residual(control.Paired, theta), Residual(arm.Paired, theta), control.Count, arm.Count);
        return new CupedResult(difference, contrast.Interval(options.Confidence), theta, both.Correlation * both.Correlation);
    }

    /// <summary>The variance of y − θx; null for a guest alone.</summary>
    private static double? Residual(Comoments paired, double theta)
    {
        if (paired.Count < 2)
        {
            return null;
        }

        double total = paired.Y.SumOfSquaredDeviations + (theta * theta * paired.X.SumOfSquaredDeviations);
        double squares = total - (2 * theta * paired.SumOfProducts);

        // What is left of a perfect foretelling is rounding, not spread.
        return squares <= total * 1e-14 ? 0 : squares / (paired.Count - 1);
    }

    private Interval? Fieller(Moments control, Moments arm, Contrast contrast, SortedSet<EffectReason> reasons)
    {
        if (contrast.Variance is not > 0)
        {
            return null;
        }

        double t = contrast.Quantile(options.Confidence);
        double mean = control.Mean!.Value;
        double ratio = arm.Mean!.Value / mean;
        double controlVariance = control.Variance!.Value / control.Count;
        double armVariance = arm.Variance!.Value / arm.Count;
        double g = t * t * controlVariance / (mean * mean);
        if (!(g < 1))
        {
            _ = reasons.Add(EffectReason.ControlMeanNearZero);
            return null;
        }

        double half = t / mean * Math.Sqrt((armVariance * (1 - g)) + (ratio * ratio * controlVariance));
        double low = ((ratio - half) / (1 - g)) - 1;
        double high = ((ratio + half) / (1 - g)) - 1;
        return double.IsFinite(low) && double.IsFinite(high) ? new Interval(low, high) : null;
    }

    private Interval AlwaysValid(Contrast contrast, double expected)
    {
        double variance = contrast.Variance!.Value;
        double mixed = variance + (expected * expected);
        double half = Math.Sqrt(2 * variance * mixed / (expected * expected) * (Math.Log(mixed / variance) / 2 - Math.Log(1 - options.Confidence)));
        return new Interval(contrast.Difference - half, contrast.Difference + half);
    }
}
