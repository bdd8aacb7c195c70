using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Up to eight sliding windows, counted together in the eight lanes of one word, a lane for each rule in order of its bit. The <c>default</c> is none.</summary>
/// <remarks>A lane begins so far below 128 as its rule has room, so a lane whose highest bit is set is full. The walk goes from the newest contact back and ends where a lane is full or no window reaches.</remarks>
internal readonly struct SlidingLanes
{
    public const int Most = 8;
    public const int MostRoom = 127;
    private const int LaneBits = 8;
    private const ulong One = 0x0101_0101_0101_0101;
    private const ulong Full = 0x8080_8080_8080_8080;

    private readonly Vector512<ulong> lengths;
    private readonly ulong all;
    private readonly ulong each;
    private readonly ulong start;
    private readonly long longest;
    private readonly int word;
    private readonly int partner;
    private readonly Step[] steps;

    /// <summary>Puts rules side by side whose bits stand in the same word.</summary>
    /// <param name="rules">The rules, at most eight.</param>
    /// <param name="partner">The partner that asks.</param>
    public SlidingLanes(CompiledRule[] rules, int partner)
    {
        this.partner = partner;
        word = rules[0].Bit >> 6;
        longest = rules.Max(r => r.Length);
        steps = [.. rules.GroupBy(r => r.Length).Select(g => new Step(g.Key, g.Aggregate(0UL, (bits, r) => bits | BitOf(r))))];
        foreach (CompiledRule rule in rules)
        {
            all |= BitOf(rule);
            each |= rule.IsEach ? BitOf(rule) : 0;
        }

        foreach (CompiledRule rule in rules)
        {
            int lane = Lane(BitOf(rule));
            start |= (ulong)(MostRoom + 1 - rule.Max) << (lane * LaneBits);
            lengths = lengths.WithElement(lane, (ulong)rule.Length);
        }
    }

    /// <summary>Whether a cell obeys nothing but these.</summary>
    public bool IsAll { get; init; }

    /// <summary>Whether there are no windows here.</summary>
    public bool IsNone => all == 0;

    /// <summary>Whether all of them have room at an instant.</summary>
    public bool Allow(CellTable table, ReadOnlySpan<PackedContact> history, long utc) =>
        Vector512.IsHardwareAccelerated && Bmi2.X64.IsSupported ? AllowByVector(table, history, utc) : AllowByStep(table, history, utc);

    /// <summary>A contact is compared with all windows at once.</summary>
    public bool AllowByVector(CellTable table, ReadOnlySpan<PackedContact> history, long utc)
    {
        // Bounds are not checked: a cell has a place in the table before a contact can have its number.
        ref ulong masks = ref MemoryMarshal.GetReference(table.Masks(word));
        ref int partners = ref MemoryMarshal.GetReference(table.Partners);
        ref PackedContact first = ref MemoryMarshal.GetReference(history);
        Vector512<ulong> oldest = (Vector512.Create((ulong)(utc + 1)) - lengths) << PackedContact.FlagBits;
        (ulong lanes, ulong mine, ulong ofAll, int asking) = (start, all, ~each, partner);
        for (int i = history.Length - 1; i >= 0; i--)
        {
            ref PackedContact contact = ref Unsafe.Add(ref first, i);
            ulong within = Vector512.GreaterThanOrEqual(Vector512.Create(contact.Stamp), oldest).ExtractMostSignificantBits();
            if (within == 0)
            {
                return true;
            }

            // Zero for the partner that asks, above for another, below where there are several.
            int other = Unsafe.Add(ref partners, contact.Cell) ^ asking;
            if (other < 0)
            {
                return AllowByStep(table, history, utc);
            }

            ulong counted = Unsafe.Add(ref masks, contact.Cell) & (ofAll | (ulong)((long)(other - 1) >> 63));
            lanes += Bmi2.X64.ParallelBitDeposit(Bmi2.X64.ParallelBitExtract(counted, mine) & within, One);
            if ((lanes & Full) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same without a vector, and where a contact is of several partners.</summary>
    public bool AllowByStep(CellTable table, ReadOnlySpan<PackedContact> history, long utc)
    {
        ReadOnlySpan<ulong> masks = table.Masks(word);
        ulong lanes = start;
        for (int i = history.Length - 1; i >= 0; i--)
        {
            ref readonly PackedContact contact = ref history[i];
            long age = utc - contact.Ticks;
            if (age >= longest)
            {
                return true;
            }

            ulong counted = masks[contact.Cell] & all & (table.IsOf(contact.Cell, partner) ? ulong.MaxValue : ~each);
            foreach (ref readonly Step window in steps.AsSpan())
            {
                // The sign says whether the contact has left this window, which takes its rules out.
                counted &= ~window.Bits | (ulong)((age - window.Length) >> 63);
            }

            lanes = Bmi2.X64.IsSupported ? PlusAtOnce(lanes, counted) : PlusOneByOne(lanes, counted);
            if ((lanes & Full) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds one to the lane of each of some rules.</summary>
    public ulong PlusAtOnce(ulong lanes, ulong counted) =>
        lanes + Bmi2.X64.ParallelBitDeposit(Bmi2.X64.ParallelBitExtract(counted, all), One);

    /// <summary>The same where the processor cannot gather and spread bits.</summary>
    public ulong PlusOneByOne(ulong lanes, ulong counted)
    {
        for (; counted != 0; counted &= counted - 1)
        {
            lanes += 1UL << (Lane(counted & (ulong)-(long)counted) * LaneBits);
        }

        return lanes;
    }

    private static ulong BitOf(CompiledRule rule) => 1UL << (rule.Bit & 63);

    private int Lane(ulong bit) => BitOperations.PopCount(all & (bit - 1));

    private readonly record struct Step(long Length, ulong Bits);
}
