using System.Collections.Immutable;

namespace Loyalty.Nps.Reports;

/// <summary>What a row of a report is about: a store, a store and a category, a channel, or nothing for the whole chain.</summary>
/// <remarks>Equal and ordered by its values, ordinally, in their order. The <c>default</c> has no values: the whole chain. Immutable.</remarks>
public readonly record struct ReportKey : IComparable<ReportKey>
{
    private readonly ImmutableArray<string> values;

    /// <summary>Makes a key.</summary>
    /// <param name="values">A value for each dimension; may be empty texts, not null.</param>
    /// <exception cref="ArgumentException">A value is null.</exception>
    public ReportKey(params ReadOnlySpan<string> values)
    {
        foreach (string value in values)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(values));
        }

        this.values = [.. values];
    }

    /// <summary>The values, one for each dimension.</summary>
    public ImmutableArray<string> Values => values.IsDefault ? [] : values;

    /// <inheritdoc/>
    public int CompareTo(ReportKey other)
    {
        ImmutableArray<string> left = Values;
        ImmutableArray<string> right = other.Values;
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            int order = string.CompareOrdinal(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>Whether all values are the same texts.</summary>
    /// <param name="other">Another key.</param>
    public bool Equals(ReportKey other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ulong hash = (ulong)Values.Length;
        foreach (string value in Values)
        {
            hash = Core.StableHash.XxHash64(value, hash);
        }

        return (int)hash;
    }

    /// <summary>Returns the values joined by ' / ', or <c>all</c>.</summary>
    public override string ToString() => Values.IsEmpty ? "all" : string.Join(" / ", Values);

    /// <summary>Whether the left key stands before the right one.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(ReportKey left, ReportKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key stands after the right one.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(ReportKey left, ReportKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key does not stand after the right one.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(ReportKey left, ReportKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key does not stand before the right one.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(ReportKey left, ReportKey right) => left.CompareTo(right) >= 0;
}
