namespace Loyalty.Segmentation.Internal;

/// <summary>Whole numbers that can be looked at again and again, in an order that does not change.</summary>
internal interface IValues
{
    /// <summary>How many positions there are.</summary>
    int Length { get; }

    /// <summary>The number at a position, if that position counts.</summary>
    bool TryGet(int position, out long value);
}

/// <summary>Numbers in an array.</summary>
internal readonly struct ArrayValues(long[] values, int length) : IValues
{
    public int Length => length;

    public bool TryGet(int position, out long value)
    {
        value = values[position];
        return true;
    }
}

/// <summary>The k-th smallest of many numbers for a few k, by counting instead of sorting: a pass for the range, one to count, one to look closer.</summary>
internal static class OrderStatistics
{
    private const int Bins = 1 << 14;
    private const int SmallEnoughToSort = 2048;

    /// <summary>Finds order statistics.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="ranks">Positions in ascending order of the numbers, from 0; ascending themselves.</param>
    /// <param name="found">Receives the number at each rank.</param>
    public static void Select<T>(T values, ReadOnlySpan<int> ranks, Span<long> found)
        where T : struct, IValues
    {
        long least = long.MaxValue;
        long most = long.MinValue;
        for (int i = 0; i < values.Length; i++)
        {
            if (values.TryGet(i, out long value))
            {
                least = Math.Min(least, value);
                most = Math.Max(most, value);
            }
        }

        Select(values, ranks, found, least, most);
    }

    private static void Select<T>(T values, ReadOnlySpan<int> ranks, Span<long> found, long least, long most)
        where T : struct, IValues
    {
        if (ranks.IsEmpty)
        {
            return;
        }

        // Differences are taken as unsigned: they fit even where the signed ones would not.
        ulong range = (ulong)most - (ulong)least;
        int shift = Math.Max(0, 64 - System.Numerics.BitOperations.LeadingZeroCount(range) - 14);
        int[] counts = new int[Bins];
        for (int i = 0; i < values.Length; i++)
        {
            if (values.TryGet(i, out long value))
            {
                counts[((ulong)value - (ulong)least) >> shift]++;
            }
        }

        int below = 0;
        int bin = 0;
        for (int first = 0; first < ranks.Length;)
        {
            while (below + counts[bin] <= ranks[first])
            {
                below += counts[bin++];
            }

            int end = first + 1;
            while (end < ranks.Length && ranks[end] < below + counts[bin])
            {
                end++;
            }

            if (shift == 0)
            {
                found[first..end].Fill(least + bin);
            }
            else
            {
                LookCloser(values, ranks[first..end], found[first..end], least, bin, shift, counts[bin], below);
            }

            first = end;
        }
    }

    private static void LookCloser<T>(T values, ReadOnlySpan<int> ranks, Span<long> found, long least, int bin, int shift, int count, int below)
        where T : struct, IValues
    {
        long[] close = new long[count];
        int filled = 0;
        long closeLeast = long.MaxValue;
        long closeMost = long.MinValue;
        for (int i = 0; i < values.Length; i++)
        {
            if (values.TryGet(i, out long value) && (int)(((ulong)value - (ulong)least) >> shift) == bin)
            {
                close[filled++] = value;
                closeLeast = Math.Min(closeLeast, value);
                closeMost = Math.Max(closeMost, value);
            }
        }

        int[] inner = new int[ranks.Length];
        for (int i = 0; i < inner.Length; i++)
        {
            inner[i] = ranks[i] - below;
        }

        if (count > SmallEnoughToSort)
        {
            Select(new ArrayValues(close, count), inner, found, closeLeast, closeMost);
            return;
        }

        Array.Sort(close);
        for (int i = 0; i < inner.Length; i++)
        {
            found[i] = close[inner[i]];
        }
    }
}
