using System.Globalization;

namespace Loyalty.Pos.Catalog;

/// <summary>A part of each day on the store's clock, from a time (inclusive) to a time (exclusive); it may run over midnight.</summary>
/// <remarks>The <c>default</c> is the whole day. Equal when both ends are. Immutable.</remarks>
public readonly record struct DailyHours
{
    private readonly short from;
    private readonly short lengthToMidnight;

    /// <summary>Names a part of the day.</summary>
    /// <param name="fromMinute">Minutes after midnight, 0 to 1439 (inclusive).</param>
    /// <param name="toMinute">Minutes after midnight, 0 to 1440 (inclusive), not equal to <paramref name="fromMinute"/>; earlier means the next day.</param>
    /// <exception cref="ArgumentException">A minute is outside its range, or both are equal.</exception>
    public DailyHours(int fromMinute, int toMinute)
    {
        Range.Within(fromMinute, 0, 1439, "The first minute");
        Range.Within(toMinute, 0, 1440, "The end");
        if (fromMinute == toMinute)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Hours must not end when they begin (minute {fromMinute}); leave them out for the whole day."));
        }

        from = (short)fromMinute;
        lengthToMidnight = (short)(1440 - toMinute);
    }

    /// <summary>The first minute.</summary>
    /// <value>0 to 1439.</value>
    public int FromMinute => from;

    /// <summary>The minute after the last; at or below <see cref="FromMinute"/> it is the next day's.</summary>
    /// <value>0 to 1440.</value>
    public int ToMinute => 1440 - lengthToMidnight;

    /// <summary>Whether the hours run over midnight.</summary>
    public bool RunOverMidnight => ToMinute < FromMinute;
}
