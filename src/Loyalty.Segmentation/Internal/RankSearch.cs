namespace Loyalty.Segmentation.Internal;

/// <summary>Finds the numbers at some ranks among parts that were counted apart: the bins say where they lie, and only what lies there is looked at again.</summary>
/// <remarks>The parts are gone through in the same order both times, each by one thread; what is found does not depend on how the numbers were parted.</remarks>
internal sealed class RankSearch
{
    private readonly int[] ranks;
    private readonly int[] binOfRank;
    private readonly int[] belowBin;
    private readonly byte[] wanted = new byte[ValueCounts.Bins];
    private readonly List<long[]> close = [[]];
    private readonly List<int[]> next = [[]];

    /// <summary>Finds the bins.</summary>
    /// <param name="parts">The counts of each part.</param>
    /// <param name="ranks">Positions in ascending order of the numbers, from 0; ascending themselves, at most 254.</param>
    public RankSearch(ReadOnlySpan<ValueCounts> parts, ReadOnlySpan<int> ranks)
    {
        this.ranks = ranks.ToArray();
        binOfRank = new int[ranks.Length];
        belowBin = new int[ranks.Length];
        int bin = -1;
        int below = 0;
        int count = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            while (below + count <= ranks[i])
            {
                below += count;
                count = CountOf(parts, ++bin);
            }

            (binOfRank[i], belowBin[i]) = (bin, below);
            if (wanted[bin] == 0 && !ValueCounts.IsOneValue(bin, out _))
            {
                Want(parts, bin, count);
            }
        }
    }

    /// <summary>Whether the bins alone do not tell.</summary>
    public bool MustLookAgain => close.Count > 1;

    /// <summary>Looks at a number of a part again.</summary>
    public void Look(int part, long value)
    {
        int slot = wanted[ValueCounts.BinOf(value)];
        if (slot != 0)
        {
            close[slot][next[slot][part]++] = value;
        }
    }

    /// <summary>The numbers at the ranks, when all parts have been looked at again where they must.</summary>
    public void Find(Span<long> found)
    {
        for (int first = 0; first < ranks.Length;)
        {
            int end = first + 1;
            while (end < ranks.Length && binOfRank[end] == binOfRank[first])
            {
                end++;
            }

            if (ValueCounts.IsOneValue(binOfRank[first], out long one))
            {
                found[first..end].Fill(one);
                first = end;
                continue;
            }

            int[] inner = [.. ranks[first..end].Select(rank => rank - belowBin[first])];
            long[] values = close[wanted[binOfRank[first]]];
            OrderStatistics.Select(new ArrayValues(values, values.Length), inner, found[first..end]);
            first = end;
        }
    }

    private static int CountOf(ReadOnlySpan<ValueCounts> parts, int bin)
    {
        int count = 0;
        foreach (ValueCounts part in parts)
        {
            count += part[bin];
        }

        return count;
    }

    private void Want(ReadOnlySpan<ValueCounts> parts, int bin, int count)
    {
        wanted[bin] = (byte)close.Count;
        close.Add(new long[count]);
        int[] places = new int[parts.Length];
        for (int part = 1; part < places.Length; part++)
        {
            places[part] = places[part - 1] + parts[part - 1][bin];
        }

        next.Add(places);
    }
}
