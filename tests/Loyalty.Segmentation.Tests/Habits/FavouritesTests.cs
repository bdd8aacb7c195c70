using Loyalty.Core;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Summaries;
using Loyalty.Testing;

namespace Loyalty.Segmentation.Tests.Habits;

public class FavouritesTests
{
    private static readonly Favourites Finder = new();
    private static readonly CustomerId Guest = new(0);

    [Fact]
    public void HourOf_RollsAtSevenAndTheBigShopInTheEvening_IsTheEvening()
    {
        FavouriteResult<int> hour = Finder.HourOf(Fill([.. Enumerable.Range(0, 20).Select(d => (d, 7, 200)), (4, 18, 5_000), (11, 18, 6_000)]), Guest);
        Assert.Equal((18, FavouriteReason.Leads, 2L, 11_000L), (hour.Favourite, hour.Reason, hour.Visits, hour.Spend));
    }

    [Fact]
    public void HourOf_TwoHoursAlike_IsNone() =>
        Assert.Equal((null, FavouriteReason.Tie), (Finder.HourOf(Fill((0, 7, 500), (1, 7, 500), (2, 18, 400), (3, 18, 600)), Guest) is var hour ? (hour.Favourite, hour.Reason) : default));

    [Fact]
    public void HourOf_TwoHoursAlikeAndALesserOneAfterThem_IsNone() =>
        Assert.Equal((null, FavouriteReason.Tie), (Finder.HourOf(Fill((0, 7, 500), (1, 7, 500), (2, 18, 400), (3, 18, 600), (4, 20, 300)), Guest) is var hour ? (hour.Favourite, hour.Reason) : default));

    [Fact]
    public void HourOf_MidnightOnly_IsMidnight() =>
        Assert.Equal(0, Finder.HourOf(Fill((0, 0, 500), (1, 0, 500), (2, 0, 400)), Guest).Favourite);

    [Fact]
    public void HourOf_TwoVisits_AreTooFew() =>
        Assert.Equal((null, 7), (Finder.HourOf(Fill((0, 7, 500), (1, 7, 500)), Guest) is var hour ? (hour.Favourite, hour.Leading) : default));

    [Fact]
    public void HourOf_OnlyReturnsOrUnknownHours_IsNone()
    {
        SummaryTable table = Fill((0, 7, -500));
        table.Add(Guest, Histories.Start, new Money(700, default));
        Assert.Equal(default, Finder.HourOf(table, Guest));
        Assert.Equal(default, Finder.HourOf(table, new CustomerId(7)));
    }

    [Fact]
    public void HourOf_FilledTable_DoesNotAllocate()
    {
        SummaryTable table = Fill((0, 7, 500), (1, 7, 500), (2, 18, 400));
        Assert.Equal(0, Allocated.Bytes(() => _ = Finder.HourOf(table, Guest)));
    }

    private static SummaryTable Fill(params (int Day, int Hour, int Cents)[] visits)
    {
        SummaryTable table = new(default, Histories.Start);
        foreach ((int day, int hour, int cents) in visits)
        {
            table.Add(Guest, Histories.Start.AddDays(day), new Money(cents, default), hour);
        }

        return table;
    }
}
