namespace Loyalty.Core.Identity;

/// <summary>What one comparison said about two records.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Attribute">The attribute that both records have.</param>
/// <param name="Level">How closely they agree: 0 is closest, the number of levels means that they do not.</param>
/// <param name="Agreement">The level in words: <c>exact</c>, <c>jaro-winkler ≥ 0.92</c>, <c>different</c>.</param>
/// <param name="Weight">What it added to the link's weight.</param>
public readonly record struct LinkEvidence(PersonAttribute Attribute, int Level, string Agreement, double Weight);
