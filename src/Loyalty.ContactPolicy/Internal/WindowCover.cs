using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>How many windows of one sort cover a window of another: so many times as many contacts fit into it, and no more.</summary>
internal static class WindowCover
{
    private const long Day = TimeSpan.TicksPerDay;

    // A day of the calendar lasts up to 25 hours, and a clock that is set by law has been moved by a day once; an hour is what happens.
    private const long Slack = TimeSpan.TicksPerHour;

    /// <summary>The number, or null where it is not known.</summary>
    public static int? Of(CompiledRule wide, CompiledRule narrow) => narrow.Window switch
    {
        _ when wide.Window == narrow.Window && wide.Window != ContactWindowKind.Sliding && wide.Months <= narrow.Months => 1,
        ContactWindowKind.Sliding => (int)((Longest(wide) + narrow.Length - 1) / narrow.Length),
        ContactWindowKind.CalendarDay => wide.Window switch
        {
            ContactWindowKind.CalendarWeek => 7,
            ContactWindowKind.CalendarMonth => 31,
            _ => Days(wide) + 1,
        },
        ContactWindowKind.CalendarWeek => wide.Window switch
        {
            ContactWindowKind.CalendarDay => 1,
            ContactWindowKind.CalendarMonth => 6,
            _ => ((Days(wide) + 6) / 7) + 1,
        },
        ContactWindowKind.CalendarMonth when wide.Window == ContactWindowKind.CalendarDay => 1,
        _ => null,
    };

    private static int Days(CompiledRule rule) => (int)((Longest(rule) + Day - 1) / Day);

    private static long Longest(CompiledRule rule) => rule.Window switch
    {
        ContactWindowKind.Sliding => rule.Length,
        ContactWindowKind.CalendarDay => Day + Slack,
        ContactWindowKind.CalendarWeek => (7 * Day) + Slack,
        ContactWindowKind.Months => ((31 * rule.Months) + 1) * Day,
        _ => (31 * Day) + Slack,
    };
}
