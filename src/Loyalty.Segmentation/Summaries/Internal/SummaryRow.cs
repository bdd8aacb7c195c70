using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>What a guest's receipts add up to, in two cache lines: up to sixteen purchase days stand in the first, weekdays in the second.</summary>
/// <remarks>
/// Purchase days are those in <see cref="Recent"/> and those in a block of a <see cref="WordPool"/>, into which sixteen at a time are moved: few guests have
/// more, and nobody has theirs sorted into a long list at each receipt. A day may stand in both.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct SummaryRow
{
    public const int MostRecent = 16;

    public long Net;
    public int Receipts;
    public int Days;
    public int Hours;
    public ushort DayCount;
    public byte HourCount;
    public byte RecentCount;
    public long OnOffer;
    public RecentDays Recent;
    public Weekdays Spent;
    public long Lines;

    /// <summary>Words that the block of purchase days has: four days a word.</summary>
    public readonly int DayWords => WordPool.SizeOf((DayCount + 3) / 4);

    /// <summary>Words that the block of hours has: one an hour.</summary>
    public readonly int HourWords => WordPool.SizeOf(HourCount);

    /// <summary>A tally for each weekday, Monday first.</summary>
    [InlineArray(7)]
    public struct Weekdays
    {
        private ulong first;
    }

    /// <summary>The purchase days of one vector, ascending, each once.</summary>
    [InlineArray(MostRecent)]
    public struct RecentDays
    {
        private ushort first;
    }
}
