using Loyalty.ContactPolicy.Arbitration;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>What each partner has a right to and what it has, while partners take in turn.</summary>
internal sealed class PartnerRights
{
    private readonly SortedDictionary<PartnerId, long> rights = [];
    private readonly Dictionary<PartnerId, long> admitted;

    public PartnerRights(CoalitionTally tally, IReadOnlyDictionary<PartnerId, long> guaranteed)
    {
        admitted = tally.Partners.ToDictionary(p => p, tally.Admitted);
        foreach ((PartnerId partner, long count) in guaranteed)
        {
            rights[partner] = count;
        }
    }

    public long Admitted(PartnerId partner) => admitted.GetValueOrDefault(partner);

    public void Set(PartnerId partner, long right) => rights[partner] = right;

    public long Missing(PartnerId partner) => rights.GetValueOrDefault(partner) - Admitted(partner);

    /// <summary>The partners that have nothing to give.</summary>
    public PartnerId[] WithoutSurplus() => [.. rights.Where(r => r.Value > 0 && Missing(r.Key) >= 0).Select(r => r.Key)];

    /// <summary>Notes what a bid changes, unless it takes from a partner what that one has a right to.</summary>
    public bool TryTake(QuotaBid bid)
    {
        if (BlockedBy(bid).Any())
        {
            return false;
        }

        foreach ((PartnerId partner, int change) in bid.Changes)
        {
            admitted[partner] = Admitted(partner) + change;
        }

        return true;
    }

    /// <summary>The partners from whom a bid takes what they have a right to.</summary>
    public IEnumerable<PartnerId> BlockedBy(QuotaBid bid) => bid.Changes.Where(c => c.Value < 0 && Admitted(c.Key) + c.Value < rights.GetValueOrDefault(c.Key)).Select(c => c.Key);
}
