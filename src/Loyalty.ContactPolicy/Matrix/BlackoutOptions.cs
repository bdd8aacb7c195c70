using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Days of the guest's calendar on which nothing is sent: dates, days of the week, or days of the week within dates.</summary>
public sealed record BlackoutOptions : ContactRule
{
    /// <summary>The most days that one blackout may span, 3,650.</summary>
    public const int MostDays = 3650;

    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix. Null, the default, means <c>blackout</c>, and <c>blackout-2</c>, <c>-3</c> for further ones.</value>
    public string? Id { get; init; }

    /// <summary>The dates, from the first (inclusive) to the day after the last (exclusive).</summary>
    /// <value>Null, any date, by default; at least one day of the years 1900 to 2999, at most <see cref="MostDays"/>.</value>
    public DateRange? Dates { get; init; }

    /// <summary>The days of the week.</summary>
    /// <value>Empty, any day, by default. Without <see cref="Dates"/> one to six.</value>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    internal string? Fault() => NamesFault()
        ?? (Dates is null && Weekdays.Count == 0 ? "a blackout must name dates (from and to) or weekdays"
        : Dates is { } dates && (dates.IsEmpty || dates.Days > MostDays || dates.Start.Year < 1900 || dates.End.Year > 3000)
            ? $"a blackout's dates must span 1 to {MostDays} days of the years 1900 to 2999, but they are {dates}; to is the day after the last"
        : Weekdays.Distinct().Count() != Weekdays.Count || Weekdays.Any(d => d is < DayOfWeek.Sunday or > DayOfWeek.Saturday) ? "weekdays must name each day of the week at most once"
        : Dates is null && Weekdays.Count == 7 ? "a blackout must leave a day of the week; for a channel that is never used give a cap max 0"
        : null);
}
