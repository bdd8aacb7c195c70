namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>Where the levels of sensitivity begin.</summary>
public sealed record SensitivityOptions
{
    /// <summary>From which risk on a guest is of high sensitivity (inclusive).</summary>
    /// <value>Times the risk of a guest of whom nothing is known; above <see cref="LowBelow"/>, finite; 2 by default.</value>
    public double HighFrom { get; init; } = 2;

    /// <summary>Below which risk a guest is of low sensitivity (exclusive).</summary>
    /// <value>Times the risk of a guest of whom nothing is known; above zero; 0.75 by default.</value>
    public double LowBelow { get; init; } = 0.75;

    internal SensitivityOptions Checked()
    {
        if (!(LowBelow > 0) || !double.IsFinite(LowBelow))
        {
            throw new ArgumentOutOfRangeException(nameof(LowBelow), LowBelow, "The level must be above zero and finite.");
        }

        return HighFrom > LowBelow && double.IsFinite(HighFrom) ? this
            : throw new ArgumentOutOfRangeException(nameof(HighFrom), HighFrom, "The level must be above LowBelow and finite.");
    }
}
