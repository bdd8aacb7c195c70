using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Levenshtein's matrix computed 64 rows at a time.</summary>
internal static class Myers
{
    private const int OnStack = 512;

    /// <summary>The distance of two ASCII texts, the first of 1 to 64 letters.</summary>
    [SkipLocalsInit]
    public static int Ascii(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        // Only the entries that either text touches are set and read, so the table is never cleared as a whole.
        Span<ulong> table = stackalloc ulong[128];
        ref ulong bits = ref MemoryMarshal.GetReference(table);
        foreach (char c in text)
        {
            Unsafe.Add(ref bits, c & 127) = 0;
        }

        foreach (char c in pattern)
        {
            Unsafe.Add(ref bits, c & 127) = 0;
        }

        for (int i = 0; i < pattern.Length; i++)
        {
            Unsafe.Add(ref bits, pattern[i] & 127) |= 1UL << i;
        }

        return Single(ref bits, pattern.Length, text);
    }

    /// <summary>The distance, given the positions of each ASCII letter of a pattern of 1 to 64 letters.</summary>
    public static int Single(ref ulong bits, int length, ReadOnlySpan<char> text)
    {
        ulong plus = ulong.MaxValue;
        ulong minus = 0;
        int score = length;
        int last = length - 1;
        foreach (char c in text)
        {
            ulong equal = c < 128 ? Unsafe.Add(ref bits, c) : 0;
            ulong vertical = equal | minus;
            ulong horizontal = (((equal & plus) + plus) ^ plus) | equal;
            ulong up = minus | ~(horizontal | plus);
            ulong down = plus & horizontal;
            score += (int)((up >> last) & 1) - (int)((down >> last) & 1);
            up = (up << 1) | 1;
            down <<= 1;
            plus = down | ~(vertical | up);
            minus = up & vertical;
        }

        return score;
    }

    /// <summary>The distance of any two texts: blocks of 64 rows, each handing its last row's steps to the next.</summary>
    [SkipLocalsInit]
    public static int Blocks(ReadOnlySpan<int> pattern, ReadOnlySpan<int> text)
    {
        if (pattern.IsEmpty || text.IsEmpty)
        {
            return pattern.Length + text.Length;
        }

        sbyte[]? rented = text.Length > OnStack ? ArrayPool<sbyte>.Shared.Rent(text.Length) : null;
        Span<sbyte> steps = rented is null ? stackalloc sbyte[OnStack] : rented;
        steps = steps[..text.Length];
        steps.Fill(1);
        Span<int> keys = stackalloc int[LetterTable.Slots];
        Span<ulong> bits = stackalloc ulong[LetterTable.Slots];
        for (int start = 0; start < pattern.Length; start += 64)
        {
            ReadOnlySpan<int> rows = pattern.Slice(start, Math.Min(64, pattern.Length - start));
            Block(new LetterTable(rows, keys, bits), rows.Length - 1, text, steps);
        }

        int score = pattern.Length;
        foreach (sbyte step in steps)
        {
            score += step;
        }

        if (rented is not null)
        {
            ArrayPool<sbyte>.Shared.Return(rented);
        }

        return score;
    }

    private static void Block(LetterTable table, int last, ReadOnlySpan<int> text, Span<sbyte> steps)
    {
        ulong plus = ulong.MaxValue;
        ulong minus = 0;
        for (int j = 0; j < text.Length; j++)
        {
            int step = steps[j];
            ulong equal = table[text[j]];
            ulong vertical = equal | minus;
            equal |= step < 0 ? 1UL : 0;
            ulong horizontal = (((equal & plus) + plus) ^ plus) | equal;
            ulong up = minus | ~(horizontal | plus);
            ulong down = plus & horizontal;
            steps[j] = (sbyte)((int)((up >> last) & 1) - (int)((down >> last) & 1));
            up = (up << 1) | (step > 0 ? 1UL : 0);
            down = (down << 1) | (step < 0 ? 1UL : 0);
            plus = down | ~(vertical | up);
            minus = up & vertical;
        }
    }
}
