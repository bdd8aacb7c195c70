using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>A till's own knowledge: the sum of its journal, and what it holds for baskets that are not paid yet.</summary>
internal sealed class TillBook
{
    private readonly Dictionary<ReservationId, TillSale> sales = [];
    private readonly SortedDictionary<LeaseId, TillLease> leases = [];
    private readonly Dictionary<LimitKey, long> taken = [];

    public IEnumerable<TillLease> Leases => leases.Values;

    public TillSale? Find(ReservationId id) => sales.GetValueOrDefault(id);

    public TillLease? Find(LeaseId id) => leases.GetValueOrDefault(id);

    /// <summary>What this till knows to be used or holds.</summary>
    public long Taken(LimitKey key) => taken.GetValueOrDefault(key);

    /// <summary>Takes a record of the journal in.</summary>
    public void Apply(JournalRecord record)
    {
        switch (record)
        {
            case JournalRecord.Entry { Value: { Kind: JournalEntryKind.Redeemed } entry }:
                Sell(entry);
                break;
            case JournalRecord.Entry { Value: { Kind: JournalEntryKind.Voided } entry }:
                Move(Open(entry.Id), RedemptionState.Voided);
                break;
            case JournalRecord.Entry { Value: { } entry }:
                Reduce(Open(entry.Id), entry.Remaining);
                break;
            case JournalRecord.Leased lease:
                leases[lease.Id] = new TillLease(lease);
                break;
            case JournalRecord.LeaseEnded ended:
                leases[ended.Id].IsEnded = true;
                break;
            case JournalRecord.LeaseReturned returned:
                leases[returned.Id].IsReturned = true;
                break;
        }
    }

    public void Hold(ReservationId id, string? guest, LimitClaim[] claims, long until)
    {
        TillSale sale = Open(id);
        (sale.Guest, sale.Claims, sale.HasContent, sale.ExpiresAt) = (guest, claims, true, until);
        Move(sale, RedemptionState.Reserved);
    }

    public void Release(TillSale sale) => Move(sale, RedemptionState.Released);

    public void Expire(long now)
    {
        foreach (TillSale sale in sales.Values)
        {
            if (sale.State == RedemptionState.Reserved && sale.ExpiresAt <= now)
            {
                Move(sale, RedemptionState.Expired);
            }
        }
    }

    /// <summary>Takes over from an older book what no journal says: baskets that are not paid, but for a guest's name.</summary>
    public void CarryOver(TillBook older, string? erased)
    {
        foreach ((ReservationId id, TillSale sale) in older.sales)
        {
            if (sale.State is RedemptionState.Reserved or RedemptionState.Expired or RedemptionState.Released)
            {
                bool isErased = erased is not null && sale.Guest == erased;
                Hold(id, isErased ? null : sale.Guest, isErased ? [.. sale.Claims.Where(c => c.Key.Guest is null)] : sale.Claims, sale.ExpiresAt);
                Move(sales[id], sale.State);
            }
        }
    }

    /// <summary>What a claim can be paid with.</summary>
    /// <returns>The lease that ends first of those that are free enough; null where there is none, with the most that one has.</returns>
    public TillLease? LeaseFor(LimitKey key, long amount, long until, out long most)
    {
        TillLease? best = null;
        most = 0;
        foreach (TillLease lease in leases.Values)
        {
            if (lease.Granted.Key != key || !lease.IsLive(until))
            {
                continue;
            }

            most = Math.Max(most, lease.Free);
            if (lease.Free >= amount && (best is null || lease.Granted.ExpiresAt < best.Granted.ExpiresAt))
            {
                best = lease;
            }
        }

        return best;
    }

    private void Sell(JournalEntry entry)
    {
        TillSale sale = Open(entry.Id);
        if (sale.State is RedemptionState.Confirmed)
        {
            return;
        }

        Count(sale, -1);
        (sale.Guest, sale.Claims, sale.HasContent) = (entry.Guest, [.. entry.Claims], true);
        sale.State = sale.State == RedemptionState.Voided ? RedemptionState.Voided : RedemptionState.Confirmed;
        Count(sale, +1);
        foreach (LimitClaim claim in entry.Claims)
        {
            if (!claim.Lease.IsNone && leases.TryGetValue(claim.Lease, out TillLease? lease))
            {
                lease.Spent += claim.Amount;
            }
        }
    }

    private void Move(TillSale sale, RedemptionState state)
    {
        Count(sale, -1);
        sale.State = state;
        Count(sale, +1);
    }

    private void Reduce(TillSale sale, IEnumerable<LimitAmount> remaining)
    {
        Count(sale, -1);
        foreach (LimitAmount bound in remaining)
        {
            sale.Bound(bound);
        }

        Count(sale, +1);
    }

    private void Count(TillSale sale, int sign)
    {
        if (sale.State is not (RedemptionState.Reserved or RedemptionState.Confirmed))
        {
            return;
        }

        foreach (LimitClaim claim in sale.Claims)
        {
            taken[claim.Key] = taken.GetValueOrDefault(claim.Key) + (sign * sale.Effective(claim));
            if (sale.State == RedemptionState.Reserved && !claim.Lease.IsNone && leases.TryGetValue(claim.Lease, out TillLease? lease))
            {
                lease.Held += sign * claim.Amount;
            }
        }
    }

    private TillSale Open(ReservationId id)
    {
        if (!sales.TryGetValue(id, out TillSale? sale))
        {
            sales.Add(id, sale = new TillSale());
        }

        return sale;
    }
}
