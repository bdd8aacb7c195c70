using System.Collections.Immutable;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Groups profiles that live together. Never used to decide who is one person.</summary>
internal sealed class Households
{
    /// <summary>A value that more profiles share than this is a company's or a till's, not a family's.</summary>
    private const int MostProfiles = 10;

    private static readonly PersonAttribute[][] Ties =
    [
        [PersonAttribute.Phone],
        [PersonAttribute.Email],
        [PersonAttribute.Device],
        [PersonAttribute.Cookie],
        [PersonAttribute.Surname, PersonAttribute.Address1, PersonAttribute.StreetNumber, PersonAttribute.Postcode],
    ];

    private readonly ImmutableArray<IdentityProfile> profiles;
    private readonly Dictionary<ProfileId, int> positions = [];
    private readonly int[] root;
    private readonly ILookup<int, int> members;

    public Households(RecordTable table, int[] profileOfRow, ImmutableArray<IdentityProfile> profiles)
    {
        this.profiles = profiles;
        root = [.. Enumerable.Range(0, profiles.Length)];
        for (int i = 0; i < profiles.Length; i++)
        {
            positions.Add(profiles[i].Id, i);
        }

        foreach (PersonAttribute[] tie in Ties)
        {
            Join(table, profileOfRow, tie);
        }

        members = Enumerable.Range(0, profiles.Length).ToLookup(Root);
    }

    public ImmutableArray<ProfileId> Of(ProfileId profile) => positions.TryGetValue(profile, out int position)
        ? [.. members[Root(position)].Select(p => profiles[p].Id).Order()]
        : throw new KeyNotFoundException($"The result holds no profile '{profile}'.");

    private void Join(RecordTable table, int[] profileOfRow, PersonAttribute[] tie)
    {
        Dictionary<ulong, HashSet<int>> shared = [];
        for (int row = 0; row < table.Count; row++)
        {
            ulong key = 0;
            bool whole = true;
            foreach (PersonAttribute attribute in tie)
            {
                int id = table[attribute].Ids[row];
                whole &= id != 0;
                key = SplitMix64.Mix(key ^ (uint)id);
            }

            if (whole)
            {
                (shared.TryGetValue(key, out HashSet<int>? set) ? set : shared[key] = []).Add(profileOfRow[row]);
            }
        }

        foreach (HashSet<int> set in shared.Values)
        {
            if (set.Count is > 1 and <= MostProfiles)
            {
                int first = set.Min(Root);
                foreach (int profile in set)
                {
                    root[Root(profile)] = first;
                }
            }
        }
    }

    private int Root(int profile)
    {
        while (root[profile] != profile)
        {
            profile = root[profile];
        }

        return profile;
    }
}
