using System.Globalization;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>The time over which a cap counts: a length that slides with the clock, or a day, week or month of the guest's calendar.</summary>
/// <remarks>
/// <para>A contact at <c>t</c> leaves a sliding window at exactly <c>t</c> + length; a day of it is 24 hours. A calendar window ends at the
/// guest's midnight, whatever the clocks do that night; weeks start on Monday. A window of months slides by the guest's calendar: three months after
/// 30 November, 10:00, is 28 or 29 February, 10:00, because February has no 30th.</para>
/// <para>Equal when sort and length are. The <c>default</c> is <see cref="CalendarDay"/>. Immutable.</para>
/// </remarks>
public readonly record struct ContactWindow
{
    private ContactWindow(ContactWindowKind kind, TimeSpan length, int months = 0)
    {
        Kind = kind;
        Length = length;
        MonthCount = months;
    }

    /// <summary>The most months of a window, 120.</summary>
    public const int MostMonths = 120;

    /// <summary>The longest sliding window, 3,650 days.</summary>
    public static TimeSpan MaxLength { get; } = TimeSpan.FromDays(3650);

    /// <summary>A day of the guest's calendar.</summary>
    public static ContactWindow CalendarDay => default;

    /// <summary>A week of the guest's calendar, from Monday.</summary>
    public static ContactWindow CalendarWeek => new(ContactWindowKind.CalendarWeek, default);

    /// <summary>A month of the guest's calendar.</summary>
    public static ContactWindow CalendarMonth => new(ContactWindowKind.CalendarMonth, default);

    /// <summary>Sliding, or which calendar unit.</summary>
    public ContactWindowKind Kind { get; }

    /// <summary>How long a sliding window is.</summary>
    /// <value>Above zero, at most <see cref="MaxLength"/>; zero for calendar windows.</value>
    public TimeSpan Length { get; }

    /// <summary>How many months a window of months has.</summary>
    /// <value>1 to <see cref="MostMonths"/>; zero for the others.</value>
    public int MonthCount { get; }

    /// <summary>A window of so many months of the guest's calendar that slides.</summary>
    /// <param name="months">1 to <see cref="MostMonths"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is outside that range.</exception>
    public static ContactWindow Months(int months) => months is >= 1 and <= MostMonths
        ? new(ContactWindowKind.Months, default, months)
        : throw new ArgumentOutOfRangeException(nameof(months), months, $"A window must have 1 to {MostMonths} months, but it has {months}.");

    /// <summary>A window that slides.</summary>
    /// <param name="length">Above zero, at most <see cref="MaxLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is outside that range.</exception>
    public static ContactWindow Sliding(TimeSpan length) => length > TimeSpan.Zero && length <= MaxLength
        ? new(ContactWindowKind.Sliding, length)
        : throw new ArgumentOutOfRangeException(nameof(length), length, $"A sliding window must be above zero and at most {MaxLength.Days} days, but it is {length}.");

    /// <summary>A window of so many times 24 hours that slides.</summary>
    /// <param name="days">1 to 3,650.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside that range.</exception>
    public static ContactWindow Days(int days) => Sliding(TimeSpan.FromDays(days));

    /// <summary>A window of so many hours that slides.</summary>
    /// <param name="hours">1 to 87,600.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hours"/> is outside that range.</exception>
    public static ContactWindow Hours(int hours) => Sliding(TimeSpan.FromHours(hours));

    /// <summary>Reads a window as a matrix document writes it.</summary>
    /// <param name="text"><c>7d</c>, <c>12h</c>, <c>3mo</c>, <c>calendar-day</c>, <c>calendar-week</c> or <c>calendar-month</c>.</param>
    /// <param name="window">The window, or <c>default</c>.</param>
    /// <returns>Whether the text is a window.</returns>
    public static bool TryParse(string? text, out ContactWindow window)
    {
        window = text switch
        {
            "calendar-week" => CalendarWeek,
            "calendar-month" => CalendarMonth,
            _ => CalendarDay,
        };
        if (text is "calendar-day" or "calendar-week" or "calendar-month")
        {
            return true;
        }

        if (text is { Length: >= 3 and <= 5 } && text.EndsWith("mo", StringComparison.Ordinal))
        {
            bool inRange = int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int months) && months is >= 1 and <= MostMonths;
            window = inRange ? Months(months) : default;
            return inRange;
        }

        bool valid = TryParseLength(text, out TimeSpan length);
        window = valid ? Sliding(length) : default;
        return valid;
    }

    /// <summary>Returns the window as a matrix document writes it; a length that is no whole number of hours as <c>[d.]hh:mm:ss</c>.</summary>
    public override string ToString() => Kind switch
    {
        ContactWindowKind.CalendarWeek => "calendar-week",
        ContactWindowKind.CalendarMonth => "calendar-month",
        ContactWindowKind.CalendarDay => "calendar-day",
        ContactWindowKind.Months => string.Create(CultureInfo.InvariantCulture, $"{MonthCount}mo"),
        _ => Show(Length),
    };

    /// <summary>A length as documents write it: a whole number, from 1, of days (<c>d</c>) or hours (<c>h</c>).</summary>
    internal static bool TryParseLength(string? text, out TimeSpan length)
    {
        length = default;
        if (text is not { Length: >= 2 and <= 6 } || text[^1] is not ('d' or 'h')
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
        {
            return false;
        }

        length = text[^1] == 'd' ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count);
        return length <= MaxLength;
    }

    internal static string Show(TimeSpan length) =>
        length.Ticks % TimeSpan.TicksPerDay == 0 ? string.Create(CultureInfo.InvariantCulture, $"{length.Ticks / TimeSpan.TicksPerDay}d")
        : length.Ticks % TimeSpan.TicksPerHour == 0 ? string.Create(CultureInfo.InvariantCulture, $"{length.Ticks / TimeSpan.TicksPerHour}h")
        : length.ToString("c", CultureInfo.InvariantCulture);
}
