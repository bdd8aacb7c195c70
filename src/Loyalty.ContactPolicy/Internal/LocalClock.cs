using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>A guest's clock and calendar in UTC ticks. What the clock shows decides, on nights when it is changed too.</summary>
internal static class LocalClock
{
    private const long Day = TimeSpan.TicksPerDay;

    public static long TimeOfDay(Zone zone, long utc) => (utc + Offset(zone, utc)) % Day;

    /// <summary>Whether a time of day lies in [from, to), which runs over midnight where to is before from.</summary>
    public static bool IsWithin(long from, long to, long timeOfDay) =>
        from < to ? timeOfDay >= from && timeOfDay < to : timeOfDay >= from || timeOfDay < to;

    /// <summary>The earliest instant from one on at which the clock shows a time outside [from, to).</summary>
    public static long LeaveHours(Zone zone, long from, long to, long utc)
    {
        while (true)
        {
            long offset = Offset(zone, utc);
            long timeOfDay = (utc + offset) % Day;
            if (!IsWithin(from, to, timeOfDay))
            {
                return utc;
            }

            long left = to - timeOfDay;
            long end = utc + (left > 0 ? left : left + Day);
            if (Offset(zone, end) == offset)
            {
                return end;
            }

            // The clock is changed before that: go on from the change, where it may show a time outside at once.
            utc = FirstChange(zone, utc, end, offset);
        }
    }

    /// <summary>Whether the clock shows one of some days.</summary>
    public static bool IsOn(Zone zone, BlackoutDays days, long utc) => days.Has((int)((utc + Offset(zone, utc)) / Day));

    /// <summary>The earliest instant from one on at which the clock shows a date outside some days.</summary>
    public static long LeaveDays(Zone zone, BlackoutDays days, long utc)
    {
        while (true)
        {
            if (!IsOn(zone, days, utc))
            {
                return utc;
            }

            long offset = Offset(zone, utc);
            long end = utc + Day - ((utc + offset) % Day);
            utc = Offset(zone, end) == offset ? end : FirstChange(zone, utc, end, offset);
        }
    }

    /// <summary>When the clock first shows the time of an instant so many months later; the last day of the month where that month has no such day.</summary>
    public static long AfterMonths(Zone zone, long utc, int months) => zone.ToInstant(new DateTime(utc + Offset(zone, utc)).AddMonths(months)).UtcTicks;

    /// <summary>The calendar day, week or month of a rule that holds an instant, from its first instant to the next one's.</summary>
    public static (long Start, long End) Period(Zone zone, CompiledRule rule, long utc)
    {
        long offset = Offset(zone, utc);
        DateTime date = new DateTime(utc + offset).Date;
        DateTime first = rule.Window switch
        {
            ContactWindowKind.CalendarDay => date,
            ContactWindowKind.CalendarWeek => date.AddDays(-((date.DayOfWeek - rule.FirstDayOfWeek + 7) % 7)),
            _ => date.AddDays(1 - date.Day),
        };
        DateTime next = rule.Window switch
        {
            ContactWindowKind.CalendarDay => first.AddDays(1),
            ContactWindowKind.CalendarWeek => first.AddDays(7),
            _ => first.AddMonths(1),
        };
        long end = FirstInstant(zone, next, offset);

        // A clock set back over midnight shows the next date first and this one again; the second midnight then ends the day.
        return (FirstInstant(zone, first, offset), end > utc ? end : next.Ticks - offset);
    }

    private static long FirstInstant(Zone zone, DateTime midnight, long likelyOffset)
    {
        // With the same offset a day before, the clock shows this midnight once, and there is no need to search for it.
        long likely = midnight.Ticks - likelyOffset;
        return Offset(zone, likely) == likelyOffset && Offset(zone, likely - Day) == likelyOffset ? likely : zone.ToInstant(midnight).UtcTicks;
    }

    /// <summary>The first instant between two at which the offset is no longer that of the first.</summary>
    public static long FirstChange(Zone zone, long low, long high, long offset)
    {
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (Offset(zone, middle) == offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }

    public static long Offset(Zone zone, long utc) => zone.ToLocal(Instant.OfTicks(utc)).Offset.Ticks;
}
