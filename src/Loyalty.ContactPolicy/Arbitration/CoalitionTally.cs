using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>How many messages partners asked for and how many go. Exempt messages are not counted.</summary>
/// <remarks>A partial state: tallies of different guests merge to that of all, exactly. Immutable.</remarks>
public sealed class CoalitionTally
{
    private readonly SortedDictionary<PartnerId, (long Asked, long Admitted)> counts;

    internal CoalitionTally(IEnumerable<(PartnerId Partner, long Asked, long Admitted)> counts)
    {
        this.counts = [];
        foreach ((PartnerId partner, long asked, long admitted) in counts)
        {
            (long Asked, long Admitted) known = this.counts.GetValueOrDefault(partner);
            this.counts[partner] = (known.Asked + asked, known.Admitted + admitted);
        }
    }

    /// <summary>Nothing asked.</summary>
    public static CoalitionTally Empty { get; } = new([]);

    /// <summary>The partners that asked, in order.</summary>
    public IReadOnlyList<PartnerId> Partners => [.. counts.Keys];

    /// <summary>How many messages a partner asked for.</summary>
    /// <param name="partner">The partner.</param>
    public long Asked(PartnerId partner) => counts.GetValueOrDefault(partner).Asked;

    /// <summary>How many messages of a partner go.</summary>
    /// <param name="partner">The partner.</param>
    public long Admitted(PartnerId partner) => counts.GetValueOrDefault(partner).Admitted;

    /// <summary>The tally of the guests of both.</summary>
    /// <param name="other">The tally of other guests.</param>
    public CoalitionTally Merge(CoalitionTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Lines.Concat(other.Lines));
    }

    private IEnumerable<(PartnerId, long, long)> Lines => counts.Select(c => (c.Key, c.Value.Asked, c.Value.Admitted));
}
