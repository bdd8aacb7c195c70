using Loyalty.Core.Identity;

namespace Loyalty.Core.Profiles;

/// <summary>What a profile says about one attribute, and which record says so.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Attribute">The attribute.</param>
/// <param name="Value">The text as the record has it, without white space at either end.</param>
/// <param name="Record">The record it comes from.</param>
/// <param name="UpdatedAt">When that record was last changed; absent where unknown.</param>
public readonly record struct ProfileValue(PersonAttribute Attribute, string Value, RecordKey Record, DateTimeOffset? UpdatedAt);
