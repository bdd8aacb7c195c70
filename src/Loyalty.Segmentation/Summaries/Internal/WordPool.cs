using System.Numerics;

namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>Small blocks of eight-byte words in one array, by handle: lists that grow, without an object for each.</summary>
/// <remarks>Blocks have 1, 2, 3, 4, 6, 8, 12, 16, … words; a block handed back waits for the next of its size. Handle 0 is no block.</remarks>
internal sealed class WordPool
{
    private const int Sizes = 64;

    private readonly int[] free = new int[Sizes];
    private ulong[] words = new ulong[16];
    private int used = 1;

    /// <summary>The memory held, in bytes.</summary>
    public long Bytes => ((long)words.Length * sizeof(ulong)) + (Sizes * sizeof(int));

    /// <summary>A block's words.</summary>
    public Span<ulong> this[int handle, int length] => words.AsSpan(handle, length);

    /// <summary>How many words a block for so many has.</summary>
    public static int SizeOf(int length)
    {
        if (length <= 4)
        {
            return length;
        }

        int power = 1 << (31 - BitOperations.LeadingZeroCount((uint)length));
        return length == power ? power : length <= power + (power / 2) ? power + (power / 2) : power * 2;
    }

    /// <summary>Hands out a block; what stands in it is left from before.</summary>
    /// <param name="size">What <see cref="SizeOf"/> says.</param>
    public int Rent(int size)
    {
        ref int first = ref free[Class(size)];
        if (first != 0)
        {
            int handle = first;
            first = (int)words[handle];
            return handle;
        }

        if (used + size > words.Length)
        {
            // A quarter at a time: copying stays cheap, and little stands empty.
            Array.Resize(ref words, checked(Math.Max(used + size, words.Length + (words.Length / 4))));
        }

        used += size;
        return used - size;
    }

    /// <summary>Takes a block back.</summary>
    /// <param name="handle">The block.</param>
    /// <param name="size">Its size.</param>
    public void Return(int handle, int size)
    {
        ref int first = ref free[Class(size)];
        words[handle] = (ulong)first;
        first = handle;
    }

    /// <summary>Grows a block to the next size that holds so many words.</summary>
    /// <param name="handle">The block; none at size 0.</param>
    /// <param name="size">Its size.</param>
    /// <param name="length">How many words it must hold.</param>
    public int Grow(int handle, int size, int length)
    {
        int larger = Rent(SizeOf(length));
        if (size > 0)
        {
            Span<ulong> from = words.AsSpan(handle, size);
            Span<ulong> to = words.AsSpan(larger, size);
            for (int i = 0; i < from.Length; i++)
            {
                to[i] = from[i];
            }

            Return(handle, size);
        }

        return larger;
    }

    /// <summary>Forgets all blocks and keeps the room.</summary>
    public void Clear()
    {
        words.AsSpan(0, used).Clear();
        free.AsSpan().Clear();
        used = 1;
    }

    private static int Class(int size)
    {
        int log = 31 - BitOperations.LeadingZeroCount((uint)size);
        return (2 * log) + (size == 1 << log ? 0 : 1);
    }
}
