using System.Collections.Immutable;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Profiles;

/// <summary>What became of each profile between two runs: kept, merged into another, or split.</summary>
/// <remarks>
/// Hosts keep points, contacts and consents under an id of an earlier run; the succession says under which id to look now. Immutable.
/// </remarks>
public sealed class ProfileSuccession
{
    private readonly Dictionary<ProfileId, ImmutableArray<ProfileId>> successors = [];

    /// <summary>Compares two runs.</summary>
    /// <param name="before">The profiles of the earlier run.</param>
    /// <param name="after">The later run.</param>
    public ProfileSuccession(IdentityResult before, IdentityResult after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<RecordKey, ProfileId> now = [];
        foreach (IdentityProfile profile in after.Profiles)
        {
            foreach (SourceRecord record in profile.Records)
            {
                now.Add(record.Key, profile.Id);
            }
        }

        foreach (IdentityProfile profile in before.Profiles)
        {
            successors[profile.Id] = [.. profile.Records.Select(r => now.GetValueOrDefault(r.Key)).Where(id => !id.IsNone).Distinct()];
        }
    }

    /// <summary>The profile that carries an earlier one on: the one that holds its first record that is still there.</summary>
    /// <param name="earlier">An id of the earlier run.</param>
    /// <returns>The survivor; none where every record is gone.</returns>
    /// <exception cref="KeyNotFoundException">The earlier run has no such profile.</exception>
    public ProfileId SurvivorOf(ProfileId earlier) => SuccessorsOf(earlier) is [var first, ..] ? first : default;

    /// <summary>Every profile that now holds a record of an earlier one: several after a split, the survivor first.</summary>
    /// <param name="earlier">An id of the earlier run.</param>
    /// <exception cref="KeyNotFoundException">The earlier run has no such profile.</exception>
    public ImmutableArray<ProfileId> SuccessorsOf(ProfileId earlier) => successors.TryGetValue(earlier, out ImmutableArray<ProfileId> found)
        ? found
        : throw new KeyNotFoundException($"The earlier run has no profile '{earlier}'.");
}
