namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What BG/NBD knows of a guest: repeat purchases, when the last one was, how long the guest has been watched.</summary>
/// <remarks>
/// All times run from the first purchase, in days. The recency here is not that of RFM: it runs forwards, from the first purchase to the
/// last. Equal when all members are; the <c>default</c> is a guest who bought today for the first time. Immutable.
/// </remarks>
public readonly record struct RepeatPurchases
{
    /// <summary>Makes one.</summary>
    /// <param name="count">Repeat purchase days, x ≥ 0: purchase days less the first.</param>
    /// <param name="lastAfterDays">Days from the first purchase to the last, t_x; 0 exactly where there is no repeat.</param>
    /// <param name="watchedDays">Days from the first purchase to the end of watching, T ≥ t_x.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RepeatPurchases(int count, int lastAfterDays, int watchedDays)
    {
        if (count < 0 || lastAfterDays < count || watchedDays < lastAfterDays || (count == 0 && lastAfterDays != 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"Repeat purchases on {count} days, the last after {lastAfterDays} of {watchedDays} days, cannot be: 0 ≤ x ≤ t_x ≤ T, and t_x is 0 without a repeat.");
        }

        Count = count;
        LastAfterDays = lastAfterDays;
        WatchedDays = watchedDays;
    }

    /// <summary>Repeat purchase days, x.</summary>
    public int Count { get; }

    /// <summary>Days from the first purchase to the last, t_x.</summary>
    public int LastAfterDays { get; }

    /// <summary>Days from the first purchase to the end of watching, T.</summary>
    public int WatchedDays { get; }

    /// <summary>A guest's, from a snapshot.</summary>
    /// <param name="summary">The guest's figures.</param>
    /// <returns>Null for a guest without visits.</returns>
    public static RepeatPurchases? Of(CustomerSummary summary)
    {
        if (!summary.HasVisits)
        {
            return null;
        }

        int last = summary.LastDay!.Value.DayNumber - summary.FirstDay!.Value.DayNumber;
        return new RepeatPurchases(summary.PurchaseDays - 1, last, last + summary.RecencyDays!.Value);
    }
}
