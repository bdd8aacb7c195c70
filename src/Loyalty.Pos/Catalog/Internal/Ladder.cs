using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>
/// Best offers on one selector, or exclusive ones, that differ only in how much they give and from what spend or quantity on. Whatever the catalogue's size, a
/// line looks at one of them: the strongest whose threshold is reached. Its steps follow it in memory.
/// </summary>
/// <remarks>
/// A weaker one can round to the same discount, and then the smaller id counts. From <see cref="Rung.Clear"/> on none with a smaller id does;
/// below, all are climbed from the strongest down until one gives less.
/// </remarks>
[StructLayout(LayoutKind.Explicit)]
internal struct Ladder
{
    private const int Plain = (int)RewardKind.Percent | (1 << 24);

    /// <summary>How many steps follow, by threshold: at each the offer that is chosen from there on.</summary>
    [FieldOffset(0)]
    public int Steps;

    /// <summary>Where all its offers begin, strongest first; of equally strong ones the smaller id first.</summary>
    [FieldOffset(4)]
    public int FirstRung;

    [FieldOffset(8)]
    public int Rungs;

    [FieldOffset(12)]
    public RewardKind Kind;

    /// <summary>Whether the thresholds are of spend, not of units.</summary>
    [FieldOffset(13)]
    public bool BySpend;

    [FieldOffset(14)]
    public bool IsBasket;

    /// <summary>Whether no further ladder of the selector follows.</summary>
    [FieldOffset(15)]
    public bool IsLast;

    // Kind and the three answers at one look.
    [FieldOffset(12)]
    private readonly int shape;

    // Its steps at one look, where they are few: a byte each.
    [FieldOffset(16)]
    private uint leasts;

    [FieldOffset(20)]
    private uint percents;

    // The amount from which on no weaker offer rounds to as much, whatever the step.
    [FieldOffset(24)]
    private int clear;

    /// <summary>Whether its offers are of one priority. Not known of a ladder that was written before this was asked.</summary>
    [FieldOffset(28)]
    public bool IsOfOnePriority;

    /// <summary>Whether its offers are exclusive, not best.</summary>
    [FieldOffset(29)]
    public bool IsExclusive;

    /// <summary>Whether it is the commonest: a few whole percents of a line by units, the only ladder of its selector.</summary>
    /// <remarks>Not known of a ladder that was written before this was asked; it is climbed step by step.</remarks>
    public readonly bool IsPlain => shape == Plain && percents != 0;

    /// <summary>Climbs a plain ladder.</summary>
    /// <param name="units">The units that count.</param>
    /// <param name="amount">The line's amount.</param>
    /// <param name="percent">The percent of the step that is reached; 0 where none is.</param>
    /// <returns>How many steps are reached; −1 where a weaker offer may round to as much, so that all must be looked at.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Climb(long units, long amount, out int percent)
    {
        Vector128<byte> counted = Vector128.Create((byte)Math.Min(units, byte.MaxValue - 1));
        Vector128<byte> thresholds = Vector128.CreateScalarUnsafe(leasts).AsByte();
        int steps = BitOperations.PopCount(Vector128.LessThanOrEqual(thresholds, counted).ExtractMostSignificantBits() & 0xF);
        percent = (byte)(((ulong)percents << 8) >> (8 * steps));
        return amount >= clear ? steps : -1;
    }

    /// <summary>Writes the steps so that they can be climbed at one look, where they are few whole percents.</summary>
    public void Flatten(ReadOnlySpan<Rung> steps)
    {
        if (steps.Length > sizeof(uint))
        {
            return;
        }

        (uint least, uint percent, int most) = (uint.MaxValue, 0, 0);
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            if (steps[i].Least >= byte.MaxValue || steps[i].Percent <= 0 || steps[i].Clear == int.MaxValue)
            {
                return;
            }

            least = (least << 8) | (byte)steps[i].Least;
            percent = (percent << 8) | (byte)steps[i].Percent;
            most = Math.Max(most, steps[i].Clear);
        }

        (leasts, percents, clear) = (least, percent, most);
    }
}

/// <summary>An offer on a ladder.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Rung
{
    private const int MostCounted = 16;

    /// <summary>From what spend or quantity on.</summary>
    public long Least;

    /// <summary>An amount or a price; of groups how many are bought, above 2^32, and got.</summary>
    public long Amount;

    /// <summary>The amount from which on every weaker percent with a smaller id gives less by a minor unit at least; the greatest number where that is unknown.</summary>
    public int Clear;
    public int Offer;

    /// <summary>The offer's place when offers are applied.</summary>
    public int Order;

    /// <summary>A percent that is whole, else −1: then the offer's row knows the share.</summary>
    public short Percent;

    /// <summary>Whether this is a whole percent, and no weaker one with a smaller id rounds to as much.</summary>
    public readonly bool IsClear(long amount) => Percent >= 0 && amount >= Clear && Clear != int.MaxValue;

    /// <summary>The step that is reached, or −1.</summary>
    public static int Reached(ReadOnlySpan<LadderCell> steps, long measure)
    {
        int low = -1;
        if (steps.Length <= MostCounted)
        {
            // Counted to the end: where a spend stands among the steps is nothing that a processor could foresee.
            foreach (ref readonly LadderCell step in steps)
            {
                low += step.Step.Least <= measure ? 1 : 0;
            }

            return low;
        }

        for (int high = steps.Length; high - low > 1;)
        {
            int middle = (low + high) >> 1;
            (low, high) = steps[middle].Step.Least <= measure ? (middle, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>Half a cache line: a ladder's head, or one of the steps behind it.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct LadderCell
{
    public const int Size = 32;

    [FieldOffset(0)]
    public Ladder Head;

    [FieldOffset(0)]
    public Rung Step;
}
