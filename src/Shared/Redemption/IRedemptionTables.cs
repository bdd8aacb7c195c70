using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Internal;

/// <summary>The tables of one database within one transaction. Whoever locks does so in the order tills, redemptions, counters, each by its key.</summary>
internal interface IRedemptionTables
{
    /// <summary>Locks redemptions and counters, those of the redemptions' claims and of the leases too, gives up what is due on them, and reads them.</summary>
    ValueTask<RedemptionRows> LoadAsync(IReadOnlyCollection<ReservationId> ids, IReadOnlyCollection<LimitKey> keys, IReadOnlyCollection<LeaseId> leases, long now);

    /// <summary>Writes what changed, and removes what turned out to be blank.</summary>
    ValueTask SaveAsync(RedemptionRows rows);

    /// <summary>The latest sales of a counter: at least those before which less than the excess was sold later; sales of one instant all or none.</summary>
    ValueTask<List<Sale>> LatestSalesAsync(LimitKey key, long excess);

    /// <summary>The counters of which more is used than there is, with their excess.</summary>
    ValueTask<List<(LimitKey Key, long Excess)>> OverrunAsync();

    /// <summary>Where counters stand, and whether something is due on one of them.</summary>
    ValueTask<(Dictionary<LimitKey, LimitUsage> Usage, bool IsDue)> UsageAsync(IReadOnlyCollection<LimitKey> keys, long now);

    /// <summary>Locks a till's journal and reads the fingerprints of its known entries among those numbered.</summary>
    ValueTask<Dictionary<long, long>> LockJournalAsync(TillId till, IReadOnlyCollection<long> sequences);

    /// <summary>Adds entries to a till's journal.</summary>
    /// <returns>Up to where it is there without a gap.</returns>
    ValueTask<long> ExtendJournalAsync(TillId till, IReadOnlyCollection<KeyValuePair<long, long>> entries);

    /// <summary>Forgets a guest.</summary>
    /// <returns>How many redemptions named the guest.</returns>
    ValueTask<int> EraseAsync(string guest);

    /// <summary>Forgets what ended before an instant.</summary>
    /// <returns>How many redemptions.</returns>
    ValueTask<int> ForgetAsync(long before);
}
