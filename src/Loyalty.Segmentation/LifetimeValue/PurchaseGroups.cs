using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How many guests have the same repeat purchases: all that fitting BG/NBD needs to know of them.</summary>
/// <remarks>A mergeable state of whole numbers: groups over different guests add up exactly, and the fit does not depend on their order. One writer at a time.</remarks>
public sealed class PurchaseGroups
{
    private readonly Dictionary<RepeatPurchases, long> counts = [];

    /// <summary>All guests.</summary>
    public long Customers { get; private set; }

    /// <summary>Guests who came back at least once.</summary>
    public long RepeatCustomers { get; private set; }

    /// <summary>How many different groups there are.</summary>
    public int Count => counts.Count;

    /// <summary>Counts a snapshot's guests with visits.</summary>
    /// <param name="summaries">The snapshot.</param>
    public static PurchaseGroups Of(CustomerSummaries summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        PurchaseGroups groups = new();
        for (int row = 0; row < summaries.Rows; row++)
        {
            if (RepeatPurchases.Of(summaries[new Core.CustomerId(row)]) is { } purchases)
            {
                groups.Add(purchases);
            }
        }

        return groups;
    }

    /// <summary>Counts guests.</summary>
    /// <param name="purchases">Their repeat purchases.</param>
    /// <param name="customers">How many guests, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> is below 1.</exception>
    public void Add(RepeatPurchases purchases, long customers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        CollectionsMarshal.GetValueRefOrAddDefault(counts, purchases, out _) += customers;
        Customers += customers;
        RepeatCustomers += purchases.Count > 0 ? customers : 0;
    }

    /// <summary>Adds groups over other guests.</summary>
    /// <param name="other">Other groups; they stay as they are.</param>
    public void MergeWith(PurchaseGroups other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((RepeatPurchases purchases, long customers) in other.counts.ToArray())
        {
            Add(purchases, customers);
        }
    }

    /// <summary>The groups in one fixed order, so that sums of floating-point terms are the same for the same guests.</summary>
    internal (RepeatPurchases Purchases, long Customers)[] Sorted() =>
    [
        .. counts.Select(c => (c.Key, c.Value))
            .OrderBy(c => c.Key.Count).ThenBy(c => c.Key.LastAfterDays).ThenBy(c => c.Key.WatchedDays),
    ];
}
