namespace Loyalty.Core.Identity;

/// <summary>A link that did not join two profiles, because a guard stood between them.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Link">The link.</param>
/// <param name="Guard">The guard that refused.</param>
public readonly record struct RefusedMerge(IdentityLink Link, MergeGuard Guard);
