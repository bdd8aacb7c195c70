using System.Runtime.InteropServices;

namespace Loyalty.Core.Identity.Internal;

/// <summary>For each letter of at most 64, the positions at which it stands, as bits: a small hash table on the caller's stack.</summary>
internal readonly ref struct LetterTable
{
    public const int Slots = 128;
    private readonly Span<int> keys;
    private readonly Span<ulong> bits;

    /// <summary>Fills a table.</summary>
    /// <param name="pattern">At most 64 letters.</param>
    /// <param name="keys">Room for <see cref="Slots"/> keys; need not be clear.</param>
    /// <param name="bits">Room for <see cref="Slots"/> masks; need not be clear.</param>
    public LetterTable(ReadOnlySpan<int> pattern, Span<int> keys, Span<ulong> bits)
    {
        this.keys = keys;
        this.bits = bits;
        keys.Fill(-1);
        for (int i = 0; i < pattern.Length; i++)
        {
            int slot = Find(pattern[i]);
            if (keys[slot] < 0)
            {
                keys[slot] = pattern[i];
                bits[slot] = 0;
            }

            bits[slot] |= 1UL << i;
        }
    }

    /// <summary>The positions of a letter; none where it does not stand in the pattern.</summary>
    public ulong this[int letter]
    {
        get
        {
            int slot = Find(letter);
            return keys[slot] < 0 ? 0 : bits[slot];
        }
    }

    private int Find(int letter)
    {
        ref int first = ref MemoryMarshal.GetReference(keys);
        int slot = letter & (Slots - 1);
        while (System.Runtime.CompilerServices.Unsafe.Add(ref first, slot) is int key && key >= 0 && key != letter)
        {
            slot = (slot + 1) & (Slots - 1);
        }

        return slot;
    }
}
