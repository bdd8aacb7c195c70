using System.Collections.Immutable;

namespace Loyalty.Core.Identity;

/// <summary>Two records that were found to be one person, and why.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Left">The record of the two that comes first by source and id.</param>
/// <param name="Right">The other record.</param>
/// <param name="Weight">The sum of weights: log2 of the odds that both are one person.</param>
/// <param name="Identifier">The identifier that linked them where the weight alone would not have; absent for a link by weight.</param>
public readonly record struct IdentityLink(RecordKey Left, RecordKey Right, double Weight, PersonAttribute? Identifier)
{
    /// <summary>The probability that both are one person, by the model; the comparisons are taken to be independent, so it is bold near 0 and 1.</summary>
    public double Probability => MatchModel.Probability(Weight);
}
