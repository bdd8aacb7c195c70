namespace Loyalty.Core.Statistics;

/// <summary>Which whole numbers occur how often: the exact state beneath quantiles, and mergeable.</summary>
/// <remarks>
/// Sixteen bytes for each distinct number, sorted. Two halves counted apart and merged equal one pass, bit for bit, in any order. Equal
/// when the same numbers occur equally often. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class ValueCounts : IEquatable<ValueCounts>
{
    private readonly long[] values;
    private readonly long[] upTo;

    private ValueCounts(long[] values, long[] upTo)
    {
        this.values = values;
        this.upTo = upTo;
    }

    /// <summary>No numbers.</summary>
    public static ValueCounts Empty { get; } = new([], []);

    /// <summary>How many numbers, each as often as it occurs.</summary>
    public long Count => upTo.Length == 0 ? 0 : upTo[^1];

    /// <summary>How many distinct numbers.</summary>
    public int Distinct => values.Length;

    /// <summary>Counts numbers in any order.</summary>
    /// <param name="numbers">Any numbers; copied and sorted.</param>
    public static ValueCounts Of(params ReadOnlySpan<long> numbers)
    {
        long[] sorted = numbers.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <summary>Counts numbers that are sorted already.</summary>
    /// <param name="sorted">Ascending numbers.</param>
    /// <exception cref="ArgumentException">The numbers are not ascending.</exception>
    public static ValueCounts OfSorted(ReadOnlySpan<long> sorted)
    {
        int distinct = sorted.IsEmpty ? 0 : 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] < sorted[i - 1])
            {
                throw new ArgumentException($"The numbers must ascend, but number {i} ({sorted[i]}) is less than the one before ({sorted[i - 1]}); sort them or call Of.", nameof(sorted));
            }

            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }

        long[] values = new long[distinct];
        long[] upTo = new long[distinct];
        int at = -1;
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                values[++at] = sorted[i];
            }

            upTo[at] = i + 1;
        }

        return new ValueCounts(values, upTo);
    }

    /// <summary>How often a number occurs.</summary>
    /// <param name="value">A number.</param>
    public long CountOf(long value)
    {
        int at = Array.BinarySearch(values, value);
        return at < 0 ? 0 : upTo[at] - (at == 0 ? 0 : upTo[at - 1]);
    }

    /// <summary>How many numbers are strictly below a number.</summary>
    /// <param name="value">A number.</param>
    public long CountBelow(long value)
    {
        int at = Array.BinarySearch(values, value);
        at = at < 0 ? ~at : at;
        return at == 0 ? 0 : upTo[at - 1];
    }

    /// <summary>The number at a place in ascending order.</summary>
    /// <param name="rank">The place, from 0 (inclusive) to <see cref="Count"/> (exclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rank"/> is outside that range.</exception>
    public long ValueAt(long rank)
    {
        if (rank < 0 || rank >= Count)
        {
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The place must be between 0 (inclusive) and the count, {Count} (exclusive), but it is {rank}.");
        }

        int at = Array.BinarySearch(upTo, rank + 1);
        return values[at < 0 ? ~at : at];
    }

    /// <summary>Joins two counts of disjoint numbers.</summary>
    /// <param name="other">The other.</param>
    public ValueCounts Merge(ValueCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        long[] joined = new long[Distinct + other.Distinct];
        long[] sums = new long[joined.Length];
        int used = 0;
        for (int i = 0, j = 0; i < Distinct || j < other.Distinct; used++)
        {
            bool left = j == other.Distinct || (i < Distinct && values[i] <= other.values[j]);
            bool right = i == Distinct || (j < other.Distinct && other.values[j] <= values[i]);
            joined[used] = left ? values[i] : other.values[j];
            i += left ? 1 : 0;
            j += right ? 1 : 0;
            sums[used] = checked((i == 0 ? 0 : upTo[i - 1]) + (j == 0 ? 0 : other.upTo[j - 1]));
        }

        return new ValueCounts(joined[..used], sums[..used]);
    }

    /// <summary>The type-7 quantile, as <see cref="Quantiles.Type7(ReadOnlySpan{long}, double)"/> of all the numbers.</summary>
    /// <param name="p">0 to 1 (inclusive).</param>
    /// <exception cref="InvalidOperationException">There are no numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside that range.</exception>
    public double Type7(double p)
    {
        RequireSome();
        Internal.Require.Share(p, nameof(p));
        double position = (Count - 1) * p;
        long at = (long)position;
        long low = ValueAt(at);
        long high = ValueAt(Math.Min(at + 1, Count - 1));
        return Quantiles.Between(low, high, (double)((Int128)high - low), position - at);
    }

    /// <summary>The exact cut point, as <see cref="Quantiles.Cut"/> of all the numbers.</summary>
    /// <param name="part">0 to <paramref name="parts"/> (inclusive).</param>
    /// <param name="parts">1 to 1,000,000: 5 for quintiles.</param>
    /// <exception cref="InvalidOperationException">There are no numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range.</exception>
    public QuantileCut Cut(int part, int parts)
    {
        RequireSome();
        (long at, int rest) = Quantiles.Position(Count, part, parts);
        return new QuantileCut(ValueAt(at), ValueAt(Math.Min(at + 1, Count - 1)), rest, parts);
    }

    /// <inheritdoc/>
    public bool Equals(ValueCounts? other) => other is not null && values.AsSpan().SequenceEqual(other.values) && upTo.AsSpan().SequenceEqual(other.upTo);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueCounts);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)SplitMix64.Mix((ulong)Count ^ ((ulong)Distinct << 32)));

    private void RequireSome()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("A quantile needs at least one number, but there are none; ask only where Count is above 0.");
        }
    }
}
