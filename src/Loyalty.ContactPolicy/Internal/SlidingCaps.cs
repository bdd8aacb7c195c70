using System.Numerics;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>All sliding windows that concern a cell, counted in one walk back through the history, which ends where the longest window does.</summary>
internal sealed class SlidingCaps
{
    private const int MostCounted = 64;

    private readonly long[] lengths;
    private readonly ulong[] bits;
    private readonly int[] max;
    private readonly byte[] placeOfBit = new byte[64];
    private readonly ulong all;
    private readonly ulong each;

    private SlidingCaps(CompiledRule[] rules)
    {
        lengths = Array.ConvertAll(rules, r => r.Length);
        bits = Array.ConvertAll(rules, r => 1UL << r.Bit);
        max = Array.ConvertAll(rules, r => r.Max);
        for (int i = 0; i < rules.Length; i++)
        {
            placeOfBit[rules[i].Bit] = (byte)i;
            all |= bits[i];
            each |= rules[i].IsEach ? bits[i] : 0;
        }
    }

    /// <summary>The caps of a cell; null where a bit does not fit into one word and rules must be asked one by one.</summary>
    public static SlidingCaps? Of(CompiledRule[] sliding, int words) =>
        words == 1 && sliding.Length <= MostCounted ? new([.. sliding.OrderBy(r => r.Length)]) : null;

    /// <summary>Whether all of them have room at an instant.</summary>
    public bool Allow(CellTable table, ReadOnlySpan<PackedContact> history, int partner, long utc)
    {
        if (lengths.Length == 0)
        {
            return true;
        }

        Span<int> room = stackalloc int[max.Length];
        max.CopyTo(room);
        ulong active = all;
        int shortest = 0;
        for (int i = history.Length - 1; i >= 0; i--)
        {
            PackedContact contact = history[i];
            long age = utc - contact.Ticks;
            while (age >= lengths[shortest])
            {
                active &= ~bits[shortest];
                if (++shortest == lengths.Length)
                {
                    return true;
                }
            }

            ulong counted = table.Mask(contact.Cell) & active;
            if (table.Partner(contact.Cell) != partner)
            {
                counted &= ~each;
            }

            for (; counted != 0; counted &= counted - 1)
            {
                if (--room[placeOfBit[BitOperations.TrailingZeroCount(counted)]] <= 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
