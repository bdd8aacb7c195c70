using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How many guests have the same number of repeat days and about the same mean spend: what fitting Gamma-Gamma to many millions of guests needs.</summary>
/// <remarks>
/// A mergeable state of whole numbers: groups over different guests add up exactly, in any order. Mean spends within half a percent of each
/// other share a group and count as its middle, which moves the parameters by less than 1 in 10,000. One writer at a time.
/// </remarks>
public sealed class SpendGroups
{
    /// <summary>Groups for each doubling of the mean spend.</summary>
    private const int PerDoubling = 128;

    private readonly Dictionary<ulong, long> counts = [];

    /// <summary>Guests who came back and spent something.</summary>
    public long Customers { get; private set; }

    /// <summary>Guests who came back and spent nothing; the model has no place for them.</summary>
    public long CustomersWithoutSpend { get; private set; }

    /// <summary>How many different groups there are.</summary>
    public int Count => counts.Count;

    /// <summary>Counts guests. Those without a repeat purchase say nothing of spend and are left out.</summary>
    /// <param name="spend">What is known of them.</param>
    /// <param name="customers">How many guests, ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> is below 1.</exception>
    /// <exception cref="OverflowException">The guests no longer fit 64 bits.</exception>
    public void Add(SpendHistory spend, long customers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers, 1);
        if (spend.Count == 0)
        {
            return;
        }

        if (spend.Mean == 0)
        {
            CustomersWithoutSpend = checked(CustomersWithoutSpend + customers);
            return;
        }

        int place = (int)Math.Floor(Math.Log2(spend.Mean) * PerDoubling);
        AddKey(((ulong)(uint)spend.Count << 32) | (uint)(place - int.MinValue), customers);
    }

    /// <summary>Adds groups over other guests.</summary>
    /// <param name="other">Other groups; they stay as they are.</param>
    public void MergeWith(SpendGroups other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((ulong key, long customers) in ReferenceEquals(other, this) ? [.. other.counts] : (IEnumerable<KeyValuePair<ulong, long>>)other.counts)
        {
            AddKey(key, customers);
        }

        CustomersWithoutSpend = checked(CustomersWithoutSpend + other.CustomersWithoutSpend);
    }

    /// <summary>The groups in one fixed order.</summary>
    internal (SpendHistory[] Spends, long[] Customers) Columns()
    {
        ulong[] keys = [.. counts.Keys];
        long[] customers = [.. counts.Values];
        Array.Sort(keys, customers);
        return (Array.ConvertAll(keys, k => new SpendHistory((int)(k >> 32), Math.Exp(((double)(uint)k + int.MinValue + 0.5) / PerDoubling * Math.Log(2)))), customers);
    }

    private void AddKey(ulong key, long customers)
    {
        Customers = checked(Customers + customers);
        CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += customers;
    }
}
