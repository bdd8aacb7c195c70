using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>One counter of the store in memory, with the paid redemptions that it counts.</summary>
internal sealed class LimitCounter(LimitKey key)
{
    private readonly SortedSet<(long PaidAt, ReservationId Id)> sales = [];

    public LimitKey Key { get; } = key;

    public long Limit { get; private set; }

    public long Used { get; private set; }

    public long Held { get; set; }

    public long Leased { get; set; }

    public LimitUsage Usage => new(Used, Held, Leased, Limit);

    public bool IsOverrun => Used > Limit;

    public void Raise(long limit) => Limit = Math.Max(Limit, limit);

    public void Sell(long amount, long paidAt, ReservationId id)
    {
        Used += amount;
        sales.Add((paidAt, id));
    }

    public void TakeBack(long amount, long paidAt, ReservationId id)
    {
        Used -= amount;
        sales.Remove((paidAt, id));
    }

    /// <summary>Forgets which sale it was; what it used stays used.</summary>
    public void Forget(long paidAt, ReservationId id) => sales.Remove((paidAt, id));

    /// <summary>The sales that do not fit, the last first: those before which less than the excess was sold later.</summary>
    public IEnumerable<ReservationId> SalesBeyondLimit(Func<ReservationId, long> amountOf)
    {
        long excess = Used - Limit;
        long later = 0;
        foreach ((_, ReservationId id) in sales.Reverse())
        {
            if (later >= excess)
            {
                yield break;
            }

            yield return id;
            later += amountOf(id);
        }
    }
}
