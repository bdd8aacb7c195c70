using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>
/// Best offers on one selector that differ only in how much they give and from what spend or quantity on. Whatever the catalogue's size, a
/// line looks at one of them: the strongest whose threshold is reached. Its steps follow it in memory.
/// </summary>
/// <remarks>
/// A weaker one can round to the same discount, and then the smaller id counts. From <see cref="Rung.Clear"/> on it cannot; below, all are
/// climbed from the strongest down until one gives less.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct Ladder
{
    /// <summary>How many steps follow, by threshold: at each the offer that is chosen from there on.</summary>
    public int Steps;

    /// <summary>Where all its offers begin, strongest first; of equally strong ones the smaller id first.</summary>
    public int FirstRung;
    public int Rungs;
    public RewardKind Kind;

    /// <summary>Whether the thresholds are of spend, not of units.</summary>
    public bool BySpend;
    public bool IsBasket;

    /// <summary>Whether no further ladder of the selector follows.</summary>
    public bool IsLast;
}

/// <summary>An offer on a ladder.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Rung
{
    /// <summary>From what spend or quantity on.</summary>
    public long Least;

    /// <summary>An amount or a price; of groups how many are bought, above 2^32, and got.</summary>
    public long Amount;

    /// <summary>The amount from which on every weaker percent gives less by a minor unit at least; the greatest number where that is unknown.</summary>
    public int Clear;
    public int Offer;

    /// <summary>The offer's place when offers are applied.</summary>
    public int Order;

    /// <summary>A percent that is whole, else −1: then the offer's row knows the share.</summary>
    public short Percent;

    /// <summary>The step that is reached, or −1.</summary>
    public static int Reached(ReadOnlySpan<LadderCell> steps, long measure)
    {
        int low = -1;
        if (steps.Length <= 8)
        {
            while (low + 1 < steps.Length && steps[low + 1].Step.Least <= measure)
            {
                low++;
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
