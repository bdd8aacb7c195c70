using System.Collections.Immutable;
using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>Who is who: profiles, the links that hold them together, the merges that were refused.</summary>
/// <remarks>Immutable, so any number of threads may read one.</remarks>
public sealed class IdentityResult
{
    private readonly RecordTable table;
    private readonly PairScorer scorer;
    private readonly int[] profileOfRow;
    private readonly Lazy<Households> households;

    internal IdentityResult(RecordTable table, PairScorer scorer, Clusters clusters, List<LinkedPair> links, int candidates, int skippedBlocks)
    {
        this.table = table;
        this.scorer = scorer;
        Candidates = candidates;
        SkippedBlocks = skippedBlocks;
        Matches = links.Count;
        profileOfRow = new int[table.Count];
        List<ImmutableArray<SourceRecord>.Builder> groups = [];
        for (int row = 0; row < table.Count; row++)
        {
            int first = clusters[row];
            if (first == row)
            {
                profileOfRow[row] = groups.Count;
                groups.Add(ImmutableArray.CreateBuilder<SourceRecord>(1));
            }

            profileOfRow[row] = profileOfRow[first];
            groups[profileOfRow[row]].Add(table.Records[row]);
        }

        Profiles = [.. groups.Select(g => new IdentityProfile(ProfileId.Of(g[0].Key), g.DrainToImmutable()))];
        Links = [.. links.Where(l => profileOfRow[l.Left] == profileOfRow[l.Right]).Select(Public)];
        RefusedMerges = [.. clusters.Refused().Select(r => new RefusedMerge(Public(r.Link), r.Guard))];
        households = new Lazy<Households>(() => new Households(table, profileOfRow, Profiles));
    }

    /// <summary>The profiles, in the order of their first records.</summary>
    public ImmutableArray<IdentityProfile> Profiles { get; }

    /// <summary>The accepted links, strongest first: every compared pair within a profile that speaks for one person.</summary>
    public ImmutableArray<IdentityLink> Links { get; }

    /// <summary>For each two profiles that a guard kept apart, the strongest link that speaks for a merge.</summary>
    public ImmutableArray<RefusedMerge> RefusedMerges { get; }

    /// <summary>The weights that decided: estimated from the records, or as given.</summary>
    public MatchModel Model => scorer.Model;

    /// <summary>How many pairs were compared.</summary>
    public int Candidates { get; }

    /// <summary>How many of them reached the threshold or share a strong identifier, refused ones included.</summary>
    public int Matches { get; }

    /// <summary>How many blocks were too large to compare.</summary>
    public int SkippedBlocks { get; }

    /// <summary>The profile of a record.</summary>
    /// <param name="key">A record that was resolved.</param>
    /// <exception cref="KeyNotFoundException">It was not.</exception>
    public IdentityProfile ProfileOf(RecordKey key) => Profiles[profileOfRow[Row(key)]];

    /// <summary>The household of a profile: people who share an identifier, or a surname and an address, without being one person.</summary>
    /// <param name="profile">A profile's id.</param>
    /// <returns>The ids of all its profiles, this one included, in order.</returns>
    /// <exception cref="KeyNotFoundException">There is no such profile.</exception>
    public ImmutableArray<ProfileId> HouseholdOf(ProfileId profile) => households.Value.Of(profile);

    /// <summary>What each comparison said about two records.</summary>
    /// <param name="link">A link, or any two records in one.</param>
    /// <returns>An entry for each attribute that both records have.</returns>
    /// <exception cref="KeyNotFoundException">A record was not resolved.</exception>
    public ImmutableArray<LinkEvidence> Explain(IdentityLink link)
    {
        int left = Row(link.Left);
        Span<byte> levels = stackalloc byte[16];
        scorer.Score(left, Row(link.Right), levels);
        ImmutableArray<LinkEvidence>.Builder evidence = ImmutableArray.CreateBuilder<LinkEvidence>();
        for (int c = 0; c < Model.Comparisons.Length; c++)
        {
            if (levels[c] != PairScorer.Absent)
            {
                Comparison comparison = Model.Comparisons[c];
                evidence.Add(new LinkEvidence(comparison.Attribute, levels[c], Wording.Of(comparison, levels[c]), scorer.WeightOf(c, levels[c], left)));
            }
        }

        return evidence.DrainToImmutable();
    }

    /// <summary>The single links without which a profile would fall apart.</summary>
    /// <param name="profile">A profile's id.</param>
    /// <returns>The links that no second path backs up, weakest first: the first to look at when a merge seems wrong.</returns>
    public ImmutableArray<IdentityLink> BridgesOf(ProfileId profile) =>
        [.. Bridges.Find([.. Links.Where(l => ProfileOf(l.Left).Id == profile)]).OrderBy(l => l.Weight).ThenBy(l => l.Left).ThenBy(l => l.Right)];

    private int Row(RecordKey key) => table.RowOf(key) is var row and >= 0
        ? row
        : throw new KeyNotFoundException($"The result holds no record of the source '{key.Source}' with this id; ask for records that were resolved.");

    private IdentityLink Public(LinkedPair link) => new(table.Records[link.Left].Key, table.Records[link.Right].Key, link.Weight, link.Identifier);
}
