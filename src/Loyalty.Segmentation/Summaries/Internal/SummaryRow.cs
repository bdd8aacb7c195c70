using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>What a guest's receipts add up to, in 96 bytes; purchase days and hours stand in blocks of a <see cref="WordPool"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SummaryRow
{
    public long Net;
    public Weekdays Spent;
    public long Lines;
    public long OnOffer;
    public int Receipts;
    public int Days;
    public int Hours;
    public ushort DayCount;
    public byte HourCount;

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
}
