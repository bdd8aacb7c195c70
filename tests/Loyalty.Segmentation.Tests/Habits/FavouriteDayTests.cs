using Loyalty.Core;
using Loyalty.Segmentation.Habits;

namespace Loyalty.Segmentation.Tests.Habits;

public class FavouriteDayTests
{
    private static readonly FavouriteDay Finder = new();

    // Day 0 is Monday, 1 June 2026.
    [Fact]
    public void Of_BreadDailyAndABigShopOnSaturday_IsSaturday() =>
        Assert.Equal(DayOfWeek.Saturday, Find(28, [.. Enumerable.Range(0, 28).Select(d => (d, 300)), (5, 9000), (12, 9000), (19, 9000)]).Day);

    [Fact]
    public void Of_TwoDaysAlike_IsNoneAndNeverMonday()
    {
        FavouriteDayResult result = Find(20, [(0, 500), (7, 500), (5, 500), (12, 500)]);
        Assert.Equal((null, FavouriteDayReason.Tie), (result.Day, result.Reason));
    }

    [Fact]
    public void Of_DayThatCameRoundOnceMore_IsCorrectedForIt()
    {
        // Five Mondays at 100 and four Saturdays at 120 from the first Monday to the fifth.
        FavouriteDayResult result = Find(28, [(0, 100), (7, 100), (14, 100), (21, 100), (28, 100), (5, 120), (12, 120), (19, 120), (26, 120)]);
        Assert.Equal((DayOfWeek.Saturday, 4, 4, 480L), (result.Day, result.VisitsOnDay, result.TimesOnOffer, result.SpendOnDay));
    }

    [Fact]
    public void Of_OneBigShop_IsNoHabit()
    {
        FavouriteDayResult result = Find(28, [(0, 100), (7, 100), (5, 90000)]);
        Assert.Equal((null, FavouriteDayReason.TooFewVisits, DayOfWeek.Saturday), (result.Day, result.Reason, result.LeadingDay));
    }

    [Fact]
    public void Of_TwoVisits_AreTooFew() => Assert.Null(Find(28, [(0, 100), (7, 100)]).Day);

    [Fact]
    public void Of_OnlyReturns_IsNone() => Assert.Equal(default, Find(28, [(0, -100)]));

    [Theory]
    [InlineData(DayOfWeek.Monday, 0)]
    [InlineData(DayOfWeek.Sunday, 6)]
    public void Of_OneDayOnly_IsThatDay(DayOfWeek expected, int day) =>
        Assert.Equal(expected, Find(40, [(day, 100), (day + 7, 100), (day + 14, 100)]).Day);

    [Fact]
    public void Options_BelowOne_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FavouriteDayOptions { MinimumVisits = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FavouriteDayOptions { MinimumVisitsOnDay = 0 });
    }

    private static FavouriteDayResult Find(int asOf, params (int Day, int Cents)[] visits) =>
        Finder.Of(Histories.Of(visits.Select(v => (0, v.Day, v.Cents))).Summarise(Histories.Start.AddDays(asOf)), new CustomerId(0));
}
