using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>Notes the conflicts of counters before they are touched, and tells which came about.</summary>
internal sealed class ConflictWatch(Func<LimitCounter, IEnumerable<RedemptionConflict>> conflictsOf)
{
    private readonly Dictionary<LimitKey, (LimitCounter Counter, HashSet<ReservationId> Before)> touched = [];

    public void Touch(LimitCounter counter)
    {
        if (!touched.ContainsKey(counter.Key))
        {
            touched.Add(counter.Key, (counter, counter.IsOverrun ? [.. conflictsOf(counter).Select(c => c.Reservation)] : []));
        }
    }

    public IReadOnlyList<RedemptionConflict> New() =>
    [
        .. touched.Values.Where(t => t.Counter.IsOverrun)
            .SelectMany(t => conflictsOf(t.Counter).Where(c => !t.Before.Contains(c.Reservation)))
            .OrderBy(c => c.Key).ThenBy(c => c.PaidAt).ThenBy(c => c.Reservation),
    ];
}
