namespace Loyalty.Segmentation.Rfm;

/// <summary>How guests are scored by recency, frequency and monetary value.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
public sealed record RfmOptions
{
    /// <summary>The most bins a score can have.</summary>
    public const int MaxBins = 100;

    private readonly int bins = 5;

    /// <summary>How many bins each score has.</summary>
    /// <value>2 to 100 (inclusive); 5 unless told: 125 cells, each still with enough guests to act on.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public int Bins
    {
        get => bins;
        init => bins = value is >= 2 and <= MaxBins
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The number of bins must be 2 to {MaxBins} (inclusive).");
    }

    /// <summary>The named segments.</summary>
    /// <value><see cref="RfmSegments.Default"/> unless told.</value>
    public RfmSegments Segments { get; init; } = RfmSegments.Default;
}
