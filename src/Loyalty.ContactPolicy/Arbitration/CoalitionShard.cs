using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>Some of the base's guests: each chooses for itself, then for the partners that fall short of their minimum.</summary>
/// <remarks>
/// Shards may stand on different machines: only bids and tallies go between them, and how the guests are divided changes nothing. Usually <see cref="CoalitionArbiter"/> leads them. One thread at a time.
/// </remarks>
public sealed class CoalitionShard
{
    private readonly SortedDictionary<string, GuestChoice> guests = new(StringComparer.Ordinal);

    /// <summary>Takes guests and chooses for each on its own.</summary>
    /// <param name="arbiter">Chooses.</param>
    /// <param name="guests">The guests, each key once.</param>
    /// <exception cref="ArgumentException">A key is empty or stands twice, or something is refused by <see cref="Arbiter.Choose"/>.</exception>
    public CoalitionShard(Arbiter arbiter, IEnumerable<GuestCandidates> guests)
    {
        ArgumentNullException.ThrowIfNull(arbiter);
        ArgumentNullException.ThrowIfNull(guests);
        foreach (GuestCandidates guest in guests)
        {
            ArgumentNullException.ThrowIfNull(guest, nameof(guests));
            if (string.IsNullOrEmpty(guest.Key) || !this.guests.TryAdd(guest.Key, new GuestChoice(arbiter, guest)))
            {
                throw new ArgumentException("A guest has no key, or a key that another guest of the shard has; take the key of your own database.", nameof(guests));
            }
        }
    }

    /// <summary>How many guests.</summary>
    public int Count => guests.Count;

    /// <summary>For each guest the cheapest way to let one more message of a partner go beside those that are guaranteed and those of the partner that go already.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="most">How many bids at the most; ≥ 0.</param>
    /// <returns>The best bids in order, at most one a guest.</returns>
    public IReadOnlyList<QuotaBid> Bids(PartnerId partner, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        List<QuotaBid> bids = [];
        foreach (GuestChoice guest in guests.Values)
        {
            guest.Guarantee(partner);
            if (guest.Bid(partner) is { } bid)
            {
                bids.Add(bid);
            }
        }

        return [.. bids.Order(QuotaBid.InOrder).Take(most)];
    }

    /// <summary>Guarantees messages: from now on they go, whatever others are worth.</summary>
    /// <param name="bids">Bids from <see cref="Bids"/>; those of guests of other shards are passed over, and a message that is guaranteed already stays so.</param>
    /// <exception cref="ArgumentException">A guest has no such message, or it can no longer go beside those that are guaranteed.</exception>
    public void Guarantee(IEnumerable<QuotaBid> bids)
    {
        ArgumentNullException.ThrowIfNull(bids);
        foreach (QuotaBid bid in bids)
        {
            if (guests.TryGetValue(bid.Guest, out GuestChoice? guest))
            {
                guest.Guarantee(bid.Message);
            }
        }
    }

    /// <summary>Guarantees all messages of a partner that go now.</summary>
    /// <param name="partner">The partner.</param>
    public void Guarantee(PartnerId partner)
    {
        foreach (GuestChoice guest in guests.Values)
        {
            guest.Guarantee(partner);
        }
    }

    /// <summary>How many messages partners asked for and how many go.</summary>
    public CoalitionTally Tally() => new(guests.Values.SelectMany(g => g.Counts()));

    /// <summary>What goes to each guest and why the rest does not, in order of the keys.</summary>
    public IEnumerable<(string Guest, ArbitrationResult Result)> Results() => guests.Select(g => (g.Key, g.Value.Tell()));
}
