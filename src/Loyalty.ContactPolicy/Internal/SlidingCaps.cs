using System.Numerics;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>All sliding windows that concern a cell, counted in one walk back through the history, which ends where the longest window does.</summary>
/// <remarks>Room is counted in eight lanes of one word, a lane for each rule in order of its bit.</remarks>
internal sealed class SlidingCaps
{
    private const int MostRules = 8;
    private const int MostRoom = 127;
    private const int LaneBits = 8;

    private readonly Step[] steps;
    private readonly ulong all;
    private readonly ulong each;
    private readonly ulong room;

    private SlidingCaps(CompiledRule[] rules)
    {
        steps = [.. rules.OrderBy(r => r.Length).Select(r => new Step(r.Length, 1UL << r.Bit))];
        foreach (CompiledRule rule in rules)
        {
            all |= 1UL << rule.Bit;
            each |= rule.IsEach ? 1UL << rule.Bit : 0;
        }

        foreach (CompiledRule rule in rules)
        {
            room |= (ulong)rule.Max << Lane(1UL << rule.Bit);
        }
    }

    /// <summary>The caps of a cell; null where they do not fit and the rules must be asked one by one.</summary>
    public static SlidingCaps? Of(CompiledRule[] sliding, int words) =>
        words == 1 && sliding.Length <= MostRules && Array.TrueForAll(sliding, r => r.Max <= MostRoom) ? new(sliding) : null;

    /// <summary>Whether all of them have room at an instant.</summary>
    public bool Allow(CellTable table, ReadOnlySpan<PackedContact> history, int partner, long utc)
    {
        ReadOnlySpan<Step> left = steps;
        if (left.IsEmpty)
        {
            return true;
        }

        ReadOnlySpan<CellTable.Line> lines = table.Lines;
        ulong active = all;
        ulong lanes = room;
        for (int i = history.Length - 1; i >= 0; i--)
        {
            ref readonly PackedContact contact = ref history[i];
            long age = utc - contact.Ticks;
            while (age >= left[0].Length)
            {
                active &= ~left[0].Bit;
                left = left[1..];
                if (left.IsEmpty)
                {
                    return true;
                }
            }

            CellTable.Line line = lines[contact.Cell];
            ulong counted = line.Mask & active;
            if (line.Partner != partner)
            {
                counted &= ~each;
            }

            for (; counted != 0; counted &= counted - 1)
            {
                int lane = Lane(counted & (ulong)-(long)counted);
                lanes -= 1UL << lane;
                if (((lanes >> lane) & 0xFF) == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int Lane(ulong bit) => BitOperations.PopCount(all & (bit - 1)) * LaneBits;

    private readonly record struct Step(long Length, ulong Bit);
}
