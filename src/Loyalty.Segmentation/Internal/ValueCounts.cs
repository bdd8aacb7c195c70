using System.Numerics;

namespace Loyalty.Segmentation.Internal;

/// <summary>How many whole numbers lie in each of some thousand bins, which are narrow near nothing and wider further out: a mergeable state, from one pass and without knowing their range.</summary>
internal sealed class ValueCounts
{
    public const int Bins = 2 * Half;
    private const int FineBits = 7;
    private const int Half = (64 - FineBits) << FineBits;
    private readonly int[] counts = new int[Bins];

    /// <summary>How many numbers there are in a bin.</summary>
    public int this[int bin] => counts[bin];

    /// <summary>The bin of a number; greater numbers never have a lower one.</summary>
    /// <remarks>Below 256 each number has its own; an octave further out has 128.</remarks>
    public static int BinOf(long value)
    {
        // The magnitude of a negative number, less one: so the lowest fits too.
        ulong size = (ulong)(value ^ (value >> 63));
        int octave = Math.Max(0, 63 - FineBits - BitOperations.LeadingZeroCount(size | 1));
        int bin = (octave << FineBits) + (int)(size >> octave);
        return value >= 0 ? Half + bin : Half - 1 - bin;
    }

    /// <summary>The number of a bin that has only one.</summary>
    public static bool IsOneValue(int bin, out long value)
    {
        int size = bin >= Half ? bin - Half : Half - 1 - bin;
        value = bin >= Half ? size : ~size;
        return size < 2 << FineBits;
    }

    public void Add(long value) => counts[BinOf(value)]++;
}
