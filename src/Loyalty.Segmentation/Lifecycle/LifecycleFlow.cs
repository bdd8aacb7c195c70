using Loyalty.Core;

namespace Loyalty.Segmentation.Lifecycle;

/// <summary>How many guests went from which stage to which between two days.</summary>
/// <remarks>A mergeable state: flows over different guests add up. One writer at a time.</remarks>
public sealed class LifecycleFlow
{
    private static readonly int Stages = Enum.GetValues<LifecycleStage>().Length;
    private readonly long[] counts = new long[Stages * Stages];

    /// <summary>How many guests went from a stage to a stage.</summary>
    /// <param name="from">The stage on the earlier day; <see cref="LifecycleStage.None"/> for those not yet guests.</param>
    /// <param name="to">The stage on the later day.</param>
    public long this[LifecycleStage from, LifecycleStage to] => counts[((int)from * Stages) + (int)to];

    /// <summary>All guests counted.</summary>
    public long Total => counts.Sum();

    /// <summary>Compares two snapshots of one history.</summary>
    /// <param name="model">One model for both, so that only the guests move and not the yardstick.</param>
    /// <param name="earlier">The snapshot of the earlier day.</param>
    /// <param name="later">The snapshot of the later day.</param>
    /// <exception cref="ArgumentException">The later snapshot is of an earlier day.</exception>
    public static LifecycleFlow Between(LifecycleModel model, CustomerSummaries earlier, CustomerSummaries later)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        if (later.AsOf < earlier.AsOf)
        {
            throw new ArgumentException("The later snapshot is of an earlier day; swap the two.", nameof(later));
        }

        LifecycleFlow flow = new();
        for (int row = 0; row < later.Rows; row++)
        {
            CustomerId customer = new(row);
            if (later.Has(customer))
            {
                flow.Add(model.StageOf(earlier, customer).Stage, model.StageOf(later, customer).Stage);
            }
        }

        return flow;
    }

    /// <summary>Counts one guest.</summary>
    /// <param name="from">The stage on the earlier day.</param>
    /// <param name="to">The stage on the later day.</param>
    public void Add(LifecycleStage from, LifecycleStage to) => counts[((int)from * Stages) + (int)to]++;

    /// <summary>Adds a flow over other guests.</summary>
    /// <param name="other">Another flow; it stays as it is.</param>
    public void MergeWith(LifecycleFlow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }
    }
}
