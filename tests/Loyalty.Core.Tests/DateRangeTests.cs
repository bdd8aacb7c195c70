namespace Loyalty.Core.Tests;

public sealed class DateRangeTests
{
    private static readonly DateOnly Day = new(2026, 11, 30);

    [Fact]
    public void Contains_IsHalfOpen()
    {
        DateRange range = new(Day, Day.AddDays(2));
        Assert.True(range.Contains(Day));
        Assert.True(range.Contains(Day.AddDays(1)));
        Assert.False(range.Contains(Day.AddDays(2)));
        Assert.False(range.Contains(Day.AddDays(-1)));
        Assert.Equal(2, range.Days);
    }

    [Fact]
    public void Constructor_EndBeforeStart_IsRefused()
    {
        Assert.Contains("2026-11-29 is before 2026-11-30", Assert.Throws<ArgumentException>(() => new DateRange(Day, Day.AddDays(-1))).Message, StringComparison.Ordinal);
        Assert.True(new DateRange(Day, Day).IsEmpty);
        Assert.True(default(DateRange).IsEmpty);
    }

    [Fact]
    public void Month_OfALeapYear_HasTwentyNineDays()
    {
        Assert.Equal(29, DateRange.Month(2028, 2).Days);
        Assert.Equal("[2026-11-01, 2026-12-01)", DateRange.Month(2026, 11).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => DateRange.Month(2026, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => DateRange.Month(9999, 12));
    }

    [Fact]
    public void Intersect_KeepsTheDaysOfBoth()
    {
        DateRange month = DateRange.Month(2026, 11);
        Assert.Equal(new DateRange(Day, Day.AddDays(1)), month.Intersect(new DateRange(Day, Day.AddDays(9))));
        Assert.True(month.Intersect(DateRange.Month(2026, 12)).IsEmpty);
        Assert.Equal(month, month.Intersect(month));
    }
}
