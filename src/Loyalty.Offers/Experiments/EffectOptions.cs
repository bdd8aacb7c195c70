namespace Loyalty.Offers.Experiments;

/// <summary>How an effect is judged.</summary>
public sealed record EffectOptions
{
    /// <summary>How often intervals cover the truth.</summary>
    /// <value>Above 0, below 1. Default 0.95.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public double Confidence
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A confidence must be above 0 and below 1 (both exclusive), such as 0.95.");
    } = 0.95;

    /// <summary>Below this p-value the groups' sizes are held to contradict the plan.</summary>
    /// <value>Above 0, below 1. Default 0.001: sizes of hashed splits are looked at often, and a false alarm stops a campaign.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public double MismatchBelow
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The threshold of a mismatch must be above 0 and below 1 (both exclusive), such as 0.001.");
    } = 0.001;

    /// <summary>The size of effect for which the always-valid interval is made narrowest, in units of the outcome.</summary>
    /// <value>Above 0 and finite; absent (the default), no always-valid interval is given. Choose it before looking.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public double? ExpectedEffect
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The expected effect must be above 0 and finite, in units of the outcome.");
    }
}
