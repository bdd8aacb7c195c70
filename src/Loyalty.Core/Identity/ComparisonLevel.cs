namespace Loyalty.Core.Identity;

/// <summary>One degree of agreement: how it is measured, from where it holds, and what it is worth.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Similarity">How the two values are compared.</param>
/// <param name="Limit">From where the level holds; what it counts depends on <paramref name="Similarity"/>.</param>
/// <param name="Weight">What agreement at this level adds to the weight of the link: log2(m / u), so +1 doubles the odds.</param>
public readonly record struct ComparisonLevel(Similarity Similarity, double Limit, double Weight)
{
    /// <summary>The share of pairs of one person that agree at this level (m); NaN where the weight was given and not estimated.</summary>
    public double MatchRate { get; init; } = double.NaN;

    /// <summary>The share of pairs of two persons that agree at this level by chance (u); NaN where the weight was given and not estimated.</summary>
    public double RandomRate { get; init; } = double.NaN;
}
