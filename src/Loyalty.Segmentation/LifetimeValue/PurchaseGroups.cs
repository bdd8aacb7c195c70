using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How many guests have the same repeat purchases: all that fitting BG/NBD or Pareto/NBD needs to know of them.</summary>
/// <remarks>
/// A mergeable state of whole numbers: groups over different guests add up exactly, and the fit does not depend on their order. 30 to 60
/// bytes a group, however many guests there are. Days are exact unless a coarser <see cref="ResolutionDays"/> is asked for. One writer at a time.
/// </remarks>
public sealed class PurchaseGroups
{
    /// <summary>The longest time watched, in days: over five thousand years.</summary>
    public const int MostDays = (1 << Bits) - 1;

    private const int Bits = 21;
    private readonly Dictionary<ulong, long> counts = [];

    /// <summary>Makes empty groups.</summary>
    /// <param name="resolutionDays">
    /// To whole multiples of how many days t_x and T are rounded, 1 to 366; 1 unless told: not at all. A week makes them a twentieth as many
    /// for two years of history, and moves predictions by less than a hundredth.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resolutionDays"/> is outside its range.</exception>
    public PurchaseGroups(int resolutionDays = 1)
    {
        if (resolutionDays is < 1 or > 366)
        {
            throw new ArgumentOutOfRangeException(nameof(resolutionDays), resolutionDays, "The resolution must be between 1 and 366 days (inclusive).");
        }

        ResolutionDays = resolutionDays;
    }

    /// <summary>To whole multiples of how many days times are rounded.</summary>
    public int ResolutionDays { get; }

    /// <summary>All guests.</summary>
    public long Customers { get; private set; }

    /// <summary>Guests who came back at least once.</summary>
    public long RepeatCustomers { get; private set; }

    /// <summary>How many different groups there are.</summary>
    public int Count => counts.Count;

    /// <summary>Counts a snapshot's guests with visits.</summary>
    /// <param name="summaries">The snapshot.</param>
    /// <param name="resolutionDays">As the constructor's.</param>
    public static PurchaseGroups Of(CustomerSummaries summaries, int resolutionDays = 1)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        PurchaseGroups groups = new(resolutionDays);
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
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> is below 1, or they were watched for more than <see cref="MostDays"/>.</exception>
    /// <exception cref="OverflowException">The guests no longer fit 64 bits.</exception>
    public void Add(RepeatPurchases purchases, long customers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        if (purchases.WatchedDays > MostDays)
        {
            throw new ArgumentOutOfRangeException(nameof(purchases), purchases.WatchedDays, $"A guest can be watched for at most {MostDays} days; check the day of the first purchase.");
        }

        ulong key = ((ulong)purchases.Count << (2 * Bits)) | (Rounded(purchases.LastAfterDays) << Bits) | Rounded(purchases.WatchedDays);
        AddKey(key, customers);
    }

    /// <summary>Adds groups over other guests.</summary>
    /// <param name="other">Other groups; they stay as they are.</param>
    /// <exception cref="ArgumentException">Their resolution is another.</exception>
    public void MergeWith(PurchaseGroups other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ResolutionDays != ResolutionDays)
        {
            throw new ArgumentException($"Groups of {other.ResolutionDays} days cannot be merged into groups of {ResolutionDays}; count both at one resolution.", nameof(other));
        }

        foreach ((ulong key, long customers) in ReferenceEquals(other, this) ? [.. other.counts] : (IEnumerable<KeyValuePair<ulong, long>>)other.counts)
        {
            AddKey(key, customers);
        }
    }

    /// <summary>The groups as columns in one fixed order, so that sums of floating-point terms are the same for the same guests.</summary>
    internal PurchaseColumns Columns()
    {
        ulong[] keys = new ulong[counts.Count];
        long[] customers = new long[keys.Length];
        counts.Keys.CopyTo(keys, 0);
        counts.Values.CopyTo(customers, 0);
        Array.Sort(keys, customers);
        int[] purchases = new int[keys.Length];
        int[] last = new int[keys.Length];
        int[] watched = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            purchases[i] = (int)(keys[i] >> (2 * Bits));
            last[i] = (int)(keys[i] >> Bits) & MostDays;
            watched[i] = (int)keys[i] & MostDays;
        }

        return new PurchaseColumns(purchases, last, watched, customers, ResolutionDays);
    }

    private ulong Rounded(int days) => ResolutionDays == 1 ? (uint)days : ((uint)days + ((uint)ResolutionDays / 2)) / (uint)ResolutionDays;

    private void AddKey(ulong key, long customers)
    {
        long all = checked(Customers + customers);
        CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += customers;
        Customers = all;
        RepeatCustomers += key >> (2 * Bits) > 0 ? customers : 0;
    }
}
