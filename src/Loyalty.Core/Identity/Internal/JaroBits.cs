using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Jaro's comparison with the positions of each letter as bits.</summary>
internal static class JaroBits
{
    /// <summary>Two ASCII texts of at most 64 letters.</summary>
    [SkipLocalsInit]
    public static double Ascii(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.Length == right.Length ? 1 : 0;
        }

        Span<ulong> table = stackalloc ulong[128];
        ref ulong bits = ref MemoryMarshal.GetReference(table);
        foreach (char c in right)
        {
            Unsafe.Add(ref bits, c & 127) = 0;
        }

        foreach (char c in left)
        {
            Unsafe.Add(ref bits, c & 127) = 0;
        }

        for (int i = 0; i < left.Length; i++)
        {
            Unsafe.Add(ref bits, left[i] & 127) |= 1UL << i;
        }

        int bound = Bound(left.Length, right.Length);
        ulong window = FirstWindow(bound);
        ulong taken = 0;
        ulong matched = 0;
        for (int j = 0; j < right.Length; j++)
        {
            ulong free = Unsafe.Add(ref bits, right[j] & 127) & window & ~taken;
            taken |= free & (0 - free);
            matched |= (free != 0 ? 1UL : 0) << j;
            window = (window << 1) | (j < bound ? 1UL : 0);
        }

        int common = BitOperations.PopCount(taken);
        int moved = 0;
        for (ulong rest = taken; matched != 0; rest &= rest - 1, matched &= matched - 1)
        {
            ulong position = rest & (0 - rest);
            moved += (Unsafe.Add(ref bits, right[BitOperations.TrailingZeroCount(matched)] & 127) & position) == 0 ? 1 : 0;
        }

        return Score(common, moved, left.Length, right.Length);
    }

    /// <summary>Any two texts.</summary>
    [SkipLocalsInit]
    public static double Letters(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.Length == right.Length ? 1 : 0;
        }

        if (left.Length > 64 || right.Length > 64)
        {
            return JaroLong.Compare(left, right, Bound(left.Length, right.Length));
        }

        LetterTable table = new(left, stackalloc int[LetterTable.Slots], stackalloc ulong[LetterTable.Slots]);
        int bound = Bound(left.Length, right.Length);
        ulong window = FirstWindow(bound);
        ulong taken = 0;
        ulong matched = 0;
        for (int j = 0; j < right.Length; j++)
        {
            ulong free = table[right[j]] & window & ~taken;
            taken |= free & (0 - free);
            matched |= (free != 0 ? 1UL : 0) << j;
            window = (window << 1) | (j < bound ? 1UL : 0);
        }

        int common = BitOperations.PopCount(taken);
        int moved = 0;
        for (ulong rest = taken; matched != 0; rest &= rest - 1, matched &= matched - 1)
        {
            moved += left[BitOperations.TrailingZeroCount(rest)] == right[BitOperations.TrailingZeroCount(matched)] ? 0 : 1;
        }

        return Score(common, moved, left.Length, right.Length);
    }

    public static double WinklerOfLetters(ReadOnlySpan<int> left, ReadOnlySpan<int> right) => Winkler(Letters(left, right), left, right);

    public static double Winkler<T>(double jaro, ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : IEquatable<T>
    {
        int most = Math.Min(4, Math.Min(left.Length, right.Length));
        int prefix = 0;
        while (prefix < most && left[prefix].Equals(right[prefix]))
        {
            prefix++;
        }

        return jaro + (prefix * 0.1 * (1 - jaro));
    }

    public static double Score(int common, int moved, int left, int right) =>
        common == 0 ? 0 : (((double)common / left) + ((double)common / right) + ((common - (moved / 2.0)) / common)) / 3;

    private static int Bound(int left, int right) => Math.Max(0, (Math.Max(left, right) / 2) - 1);

    private static ulong FirstWindow(int bound) => bound >= 63 ? ulong.MaxValue : (1UL << (bound + 1)) - 1;
}
