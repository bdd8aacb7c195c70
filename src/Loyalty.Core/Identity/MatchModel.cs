using System.Collections.Immutable;

namespace Loyalty.Core.Identity;

/// <summary>What each agreement and disagreement is worth, and how much of it makes two records one person.</summary>
/// <remarks>
/// Fellegi and Sunter, 'A theory for record linkage', JASA 1969: weights log2(m / u) of the attributes add up to the prior weight; the sum
/// is the logarithm of the odds that both records are one person. Immutable. A model estimated once can be kept and given to later runs:
/// then further records change no earlier decision about others.
/// </remarks>
public sealed record MatchModel
{
    /// <summary>The comparisons.</summary>
    /// <value>1 to 16, each attribute at most once.</value>
    public required ImmutableArray<Comparison> Comparisons
    {
        get;
        init => field = value is { IsDefault: false, Length: >= 1 and <= 16 } && value.Select(c => c.Attribute).Distinct().Count() == value.Length
            ? value
            : throw new ArgumentException("A model must have 1 to 16 comparisons, each attribute at most once.", nameof(value));
    }

    /// <summary>The weight before anything is compared: log2 of the odds that two records drawn at random are one person.</summary>
    public double PriorWeight { get; init; }

    /// <summary>The weight from which two records are one person (inclusive).</summary>
    /// <value>Default 3.17: odds of 9 to 1.</value>
    public double Threshold { get; init; } = 3.17;

    /// <summary>Whether given name and surname are also compared crosswise, for forms filled in the wrong order.</summary>
    /// <value>Default true.</value>
    public bool NamesMaySwap { get; init; } = true;

    /// <summary>Where records number this often, the weights came from; 0 for weights that were given.</summary>
    public int EstimatedFrom { get; init; }

    /// <summary>Weights for a few records, when there is nothing to estimate from: taken from consumer data in general.</summary>
    public static MatchModel Default { get; } = Internal.StandardModel.Create();

    /// <summary>The probability of a weight: 2^w / (1 + 2^w).</summary>
    /// <param name="weight">The sum of weights, prior included.</param>
    public static double Probability(double weight) => 1 / (1 + Math.Exp(-weight * 0.69314718055994530942));
}
