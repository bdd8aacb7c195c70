using System.Collections.Immutable;

namespace Loyalty.Core.Identity;

/// <summary>One person: the records that describe them.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Id">The profile's id.</param>
/// <param name="Records">The records, in the order of their keys; at least one.</param>
public sealed record IdentityProfile(ProfileId Id, ImmutableArray<SourceRecord> Records);
