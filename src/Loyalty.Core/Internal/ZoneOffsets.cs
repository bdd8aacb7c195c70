namespace Loyalty.Core.Internal;

/// <summary>A zone's offsets, remembered for each day of UTC on which they do not change. A day on which they do is asked of the time zone database each time.</summary>
internal sealed class ZoneOffsets(TimeZoneInfo info)
{
    private const int PageBits = 12;
    private const short NotAsked = 0;
    private const short Changes = 1;
    private const short Bias = 2000;
    private const long QuarterHour = 15 * TimeSpan.TicksPerMinute;

    private readonly short[]?[] pages = new short[]?[(int)(DateTime.MaxValue.Ticks / TimeSpan.TicksPerDay >> PageBits) + 1];

    public TimeZoneInfo Info => info;

    /// <summary>The offset in ticks at an instant, which lies from 0001 to 9999.</summary>
    public long At(long utcTicks)
    {
        int day = (int)(utcTicks / TimeSpan.TicksPerDay);
        short known = pages[day >> PageBits] is { } page ? page[day & ((1 << PageBits) - 1)] : NotAsked;
        return known > Changes ? (known - Bias) * TimeSpan.TicksPerMinute
            : known == Changes ? Ask(utcTicks)
            : Learn(day, utcTicks);
    }

    private long Learn(int day, long utcTicks)
    {
        short[] page = Volatile.Read(ref pages[day >> PageBits])
            ?? Interlocked.CompareExchange(ref pages[day >> PageBits], new short[1 << PageBits], null)
            ?? pages[day >> PageBits]!;
        long start = day * TimeSpan.TicksPerDay;
        long first = Ask(start);
        bool holds = first % TimeSpan.TicksPerMinute == 0 && Ask(Math.Min(start + TimeSpan.TicksPerDay - 1, DateTime.MaxValue.Ticks)) == first;
        for (long at = start + QuarterHour; holds && at < start + TimeSpan.TicksPerDay; at += QuarterHour)
        {
            holds = Ask(at) == first;
        }

        page[day & ((1 << PageBits) - 1)] = holds ? (short)((first / TimeSpan.TicksPerMinute) + Bias) : Changes;
        return Ask(utcTicks);
    }

    private long Ask(long utcTicks) => info.GetUtcOffset(new DateTimeOffset(utcTicks, TimeSpan.Zero)).Ticks;
}
