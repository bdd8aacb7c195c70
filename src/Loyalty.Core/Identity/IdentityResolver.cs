using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>Finds which records are one person.</summary>
/// <remarks>
/// Immutable, so any number of threads may share one. Any order of the same records gives the same profiles, ids and links. Working memory grows with
/// records and candidate pairs; see <see cref="IdentityOptions.MaxBlockSize"/>.
/// </remarks>
public sealed class IdentityResolver
{
    private readonly IdentityOptions options;

    /// <summary>Makes a resolver.</summary>
    /// <param name="options">How; absent, the defaults.</param>
    public IdentityResolver(IdentityOptions? options = null) => this.options = options ?? new IdentityOptions();

    /// <summary>Brings records together.</summary>
    /// <param name="records">The records, in any order; none is valid.</param>
    /// <returns>Profiles, links with their reasons, and the merges that guards refused.</returns>
    /// <exception cref="ArgumentException">Two records have the same key.</exception>
    public IdentityResult Resolve(IReadOnlyList<SourceRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        RecordTable table = new(records, options.DefaultRegion);
        CandidatePairs candidates = new(table, options.MaxBlockSize, options.Model.NamesMaySwap);
        ReadOnlySpan<ulong> pairs = candidates.Find(options.Blocking, options.StrongIds);
        MatchModel model = options.Model.EstimatedFrom == 0 && records.Count >= options.EstimateFrom
            ? Estimation.Estimate(table, options.Model, pairs)
            : options.Model;
        PairScorer scorer = new(table, model);
        List<LinkedPair> links = Match(table, scorer, pairs);
        links.Sort();
        Clusters clusters = new(table.Count);
        clusters.Join(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(links), new Guards(table, scorer, options));
        return new IdentityResult(table, scorer, clusters, links, pairs.Length, candidates.SkippedBlocks);
    }

    private List<LinkedPair> Match(RecordTable table, PairScorer scorer, ReadOnlySpan<ulong> pairs)
    {
        SharedValues shared = new(table, options.StrongIds);
        List<LinkedPair> links = [];
        Span<byte> levels = stackalloc byte[16];
        double threshold = scorer.Model.Threshold;
        foreach (ulong pair in pairs)
        {
            int left = (int)(pair >> 32);
            int right = (int)(pair & uint.MaxValue);

            // Rounded, so that the last bit of a logarithm never decides an order.
            double weight = Math.Round(scorer.Score(left, right, levels), 6);
            if (weight >= threshold)
            {
                links.Add(new LinkedPair(left, right, weight, null));
            }
            else if (shared.Common(left, right) is { } identifier && !scorer.Contradicts(levels))
            {
                links.Add(new LinkedPair(left, right, threshold, identifier));
            }
        }

        return links;
    }
}
