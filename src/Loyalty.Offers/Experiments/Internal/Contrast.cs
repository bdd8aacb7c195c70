using Loyalty.Core.Statistics;

namespace Loyalty.Offers.Experiments.Internal;

/// <summary>A difference of two means with Welch's standard error and degrees of freedom.</summary>
internal readonly struct Contrast
{
    private readonly double degreesOfFreedom;

    public Contrast(double difference, double? controlVariance, double? armVariance, long controlCount, long armCount)
    {
        Difference = difference;
        if (controlVariance is { } control && armVariance is { } arm)
        {
            double a = control / controlCount;
            double b = arm / armCount;
            Variance = a + b;

            // Welch–Satterthwaite by shares, so that tiny variances do not underflow when squared.
            double share = a / (a + b);
            degreesOfFreedom = 1 / ((share * share / (controlCount - 1)) + ((1 - share) * (1 - share) / (armCount - 1)));
        }
    }

    public double Difference { get; }

    /// <summary>The squared standard error; null where a group's spread is unknown.</summary>
    public double? Variance { get; }

    public double? PValue => Variance is > 0
        ? Math.Min(1, 2 * StudentT.UpperTail(Math.Abs(Difference) / Math.Sqrt(Variance.Value), degreesOfFreedom))
        : null;

    public static Contrast? Of(Moments control, Moments arm, SortedSet<EffectReason> reasons)
    {
        if (control.Count == 0)
        {
            _ = reasons.Add(EffectReason.NobodyInControl);
        }

        if (arm.Count == 0)
        {
            _ = reasons.Add(EffectReason.NobodyInArm);
        }

        if (reasons.Count > 0)
        {
            return null;
        }

        Contrast contrast = new(arm.Mean!.Value - control.Mean!.Value, control.Variance, arm.Variance, control.Count, arm.Count);
        if (contrast.Variance is null)
        {
            _ = reasons.Add(EffectReason.OneGuestAlone);
        }
        else if (contrast.Variance == 0)
        {
            _ = reasons.Add(EffectReason.NothingVaries);
        }

        return contrast;
    }

    public double Quantile(double confidence) => StudentT.Quantile(1 - ((1 - confidence) / 2), degreesOfFreedom);

    public Interval? Interval(double confidence)
    {
        if (Variance is not > 0)
        {
            return null;
        }

        double half = Quantile(confidence) * Math.Sqrt(Variance.Value);
        return new Interval(Difference - half, Difference + half);
    }
}
