using System.Globalization;

namespace Loyalty.Core;

/// <summary>Whole days from a first (inclusive) to an end (exclusive).</summary>
/// <remarks>
/// Half-open, so that consecutive ranges neither overlap nor leave a gap: November ends where December starts. Equal when both ends are.
/// The <c>default</c> is empty. Immutable.
/// </remarks>
public readonly record struct DateRange
{
    /// <summary>Makes a range.</summary>
    /// <param name="start">The first day (inclusive).</param>
    /// <param name="end">The day after the last (exclusive); equal to <paramref name="start"/> for an empty range.</param>
    /// <exception cref="ArgumentException"><paramref name="end"/> is before <paramref name="start"/>.</exception>
    public DateRange(DateOnly start, DateOnly end)
    {
        if (end < start)
        {
            throw new ArgumentException($"A range must not end before it starts, but {Iso(end)} is before {Iso(start)}.", nameof(end));
        }

        Start = start;
        End = end;
    }

    /// <summary>The first day (inclusive).</summary>
    public DateOnly Start { get; }

    /// <summary>The day after the last (exclusive).</summary>
    public DateOnly End { get; }

    /// <summary>How many days.</summary>
    public int Days => End.DayNumber - Start.DayNumber;

    /// <summary>Whether there is no day in it.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>A calendar month.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month, or it is December 9999, whose end has no date.</exception>
    public static DateRange Month(int year, int month)
    {
        DateOnly start = new(year, month, 1);
        return new DateRange(start, start.AddMonths(1));
    }

    /// <summary>Whether a day is in it.</summary>
    /// <param name="day">A day.</param>
    public bool Contains(DateOnly day) => day >= Start && day < End;

    /// <summary>The days in both; empty where there are none.</summary>
    /// <param name="other">Another range.</param>
    public DateRange Intersect(DateRange other)
    {
        DateOnly start = Start > other.Start ? Start : other.Start;
        DateOnly end = End < other.End ? End : other.End;
        return end > start ? new DateRange(start, end) : default;
    }

    /// <summary>Returns <c>[2026-11-01, 2026-12-01)</c>, on every culture.</summary>
    public override string ToString() => $"[{Iso(Start)}, {Iso(End)})";

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
