using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Nps.Reports;

/// <summary>A calendar month, the period of a report.</summary>
/// <remarks>Equal and ordered by year and month. The <c>default</c> is January of year 1. Immutable.</remarks>
public readonly record struct Month : IComparable<Month>
{
    private readonly int index;

    /// <summary>Names a month.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="number">1 to 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public Month(int year, int number)
    {
        if (year is < 1 or > 9999 || number is < 1 or > 12)
        {
            throw new ArgumentOutOfRangeException(nameof(number), $"{year}-{number}",
                string.Create(CultureInfo.InvariantCulture, $"A month must be between 1 and 12 (inclusive) of a year between 1 and 9999, but it is {number} of {year}."));
        }

        index = ((year - 1) * 12) + number - 1;
    }

    private Month(int index) => this.index = index;

    /// <summary>The year.</summary>
    /// <value>1 to 9999.</value>
    public int Year => (index / 12) + 1;

    /// <summary>The month's number.</summary>
    /// <value>1 to 12.</value>
    public int Number => (index % 12) + 1;

    /// <summary>The month before.</summary>
    /// <value>Null before January of year 1.</value>
    public Month? Previous => index == 0 ? null : new Month(index - 1);

    /// <summary>The month of a day.</summary>
    /// <param name="day">A day.</param>
    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>The month that the guest's calendar shows: a visit at 23:30 on the 31st belongs to its own month, wherever the server stands.</summary>
    /// <param name="visit">The visit's instant, at any offset.</param>
    /// <param name="zone">The store's or the guest's time zone.</param>
    public static Month Of(DateTimeOffset visit, Zone zone) => Of(DateOnly.FromDateTime(zone.ToLocal(visit).DateTime));

    /// <inheritdoc/>
    public int CompareTo(Month other) => index.CompareTo(other.index);

    /// <summary>Returns <c>2026-11</c>, on every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");

    /// <summary>Whether the left month is earlier.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(Month left, Month right) => left.index < right.index;

    /// <summary>Whether the left month is later.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(Month left, Month right) => left.index > right.index;

    /// <summary>Whether the left month is not later.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(Month left, Month right) => left.index <= right.index;

    /// <summary>Whether the left month is not earlier.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(Month left, Month right) => left.index >= right.index;
}
