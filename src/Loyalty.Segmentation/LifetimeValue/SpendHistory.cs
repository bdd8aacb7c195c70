namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What Gamma-Gamma knows of a guest: on how many repeat days, and how much on average.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is a guest without a repeat purchase. Immutable.</remarks>
public readonly record struct SpendHistory
{
    /// <summary>Makes one.</summary>
    /// <param name="count">Repeat purchase days, x ≥ 0.</param>
    /// <param name="mean">The mean spend on these days, in any one unit of money, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public SpendHistory(int count, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(mean >= 0) || !double.IsFinite(mean))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean spend must be at least 0, and finite.");
        }

        Count = count;
        Mean = mean;
    }

    /// <summary>Repeat purchase days.</summary>
    public int Count { get; }

    /// <summary>The mean spend on these days.</summary>
    public double Mean { get; }
}
