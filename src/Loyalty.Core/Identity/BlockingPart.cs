namespace Loyalty.Core.Identity;

/// <summary>An attribute, or its beginning, that two records must share to be compared.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Attribute">The attribute.</param>
/// <param name="Letters">How many letters from its start; 0 for all of it.</param>
public readonly record struct BlockingPart(PersonAttribute Attribute, int Letters = 0);
