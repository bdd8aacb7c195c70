using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Up to eight sliding windows, counted together in the eight lanes of one word, a lane for each rule in order of its bit.</summary>
/// <remarks>A lane begins so far below 128 as its rule has room, so a lane whose highest bit is set is full. The walk has no branch that depends on a contact but its end, and one for the rare contact of several partners.</remarks>
internal sealed class SlidingLanes
{
    public const int Most = 8;
    public const int MostRoom = 127;
    private const int LaneBits = 8;
    private const ulong One = 0x0101_0101_0101_0101;
    private const ulong Full = 0x8080_8080_8080_8080;

    private readonly int word;
    private readonly Step[] steps;
    private readonly long longest;
    private readonly ulong all;
    private readonly ulong each;
    private readonly ulong start;

    /// <summary>Puts rules side by side whose bits stand in the same word.</summary>
    public SlidingLanes(CompiledRule[] rules)
    {
        word = rules[0].Bit >> 6;
        longest = rules.Max(r => r.Length);
        steps = [.. rules.Where(r => r.Length < longest).GroupBy(r => r.Length).Select(g => new Step(g.Key, g.Aggregate(0UL, (bits, r) => bits | BitOf(r))))];
        foreach (CompiledRule rule in rules)
        {
            all |= BitOf(rule);
            each |= rule.IsEach ? BitOf(rule) : 0;
        }

        foreach (CompiledRule rule in rules)
        {
            start |= (ulong)(MostRoom + 1 - rule.Max) << Lane(BitOf(rule));
        }
    }

    /// <summary>Whether all of them have room at an instant.</summary>
    public bool Allow(CellTable table, ReadOnlySpan<PackedContact> history, int partner, long utc)
    {
        ReadOnlySpan<CellTable.Line> lines = table.Lines;
        ReadOnlySpan<ulong> further = table.Further(word);
        ReadOnlySpan<Step> windows = steps;
        ulong lanes = start;
        for (int i = history.Length - 1; i >= 0; i--)
        {
            ref readonly PackedContact contact = ref history[i];
            long age = utc - contact.Ticks;
            if (age >= longest)
            {
                return true;
            }

            ulong active = all;
            foreach (ref readonly Step window in windows)
            {
                // The sign says whether the contact has left this window, which takes its rules out.
                active &= ~window.Bits | (ulong)((age - window.Length) >> 63);
            }

            ref readonly CellTable.Line line = ref lines[contact.Cell];
            ulong counted = (further.IsEmpty ? line.Mask : further[contact.Cell]) & active;
            ulong asked = line.Partner == partner ? ulong.MaxValue : ~each;
            if (line.Partner == CellTable.Line.Several && table.IsOf(contact.Cell, partner))
            {
                asked = ulong.MaxValue;
            }

            counted &= asked;
            lanes = Plus(lanes, counted);
            if ((lanes & Full) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private ulong Plus(ulong lanes, ulong counted)
    {
        if (Bmi2.X64.IsSupported)
        {
            return lanes + Bmi2.X64.ParallelBitDeposit(Bmi2.X64.ParallelBitExtract(counted, all), One);
        }

        for (; counted != 0; counted &= counted - 1)
        {
            lanes += 1UL << Lane(counted & (ulong)-(long)counted);
        }

        return lanes;
    }

    private static ulong BitOf(CompiledRule rule) => 1UL << (rule.Bit & 63);

    private int Lane(ulong bit) => BitOperations.PopCount(all & (bit - 1)) * LaneBits;

    private readonly record struct Step(long Length, ulong Bits);
}
