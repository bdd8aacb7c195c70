using Loyalty.Core;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class FitPicturesTests
{
    private static BgNbdModel BgNbd { get; } = BgNbdFit.To(Cdnow.Groups()).Model!;

    private static ParetoNbdModel Pareto { get; } = ParetoNbdFit.To(Cdnow.Groups()).Model!;

    [Fact]
    public void FitHistogram_Cdnow_HasThePublishedChiSquareds()
    {
        // Fader, Hardie and Lee (2005), section 4: seven bars and 7+, three degrees of freedom.
        FitHistogram bg = FitHistogram.Of(BgNbd, Cdnow.Groups());
        Assert.Equal((4.82, 3, 0.19), (Math.Round(bg.ChiSquared, 2), bg.DegreesOfFreedom, Math.Round(bg.PValue!.Value, 2)));
        FitHistogram pareto = FitHistogram.Of(Pareto, Cdnow.Groups());
        Assert.Equal((11.99, 3, 0.007), (Math.Round(pareto.ChiSquared, 2), pareto.DegreesOfFreedom, Math.Round(pareto.PValue!.Value, 3)));
        Assert.Equal([1411, 439, 214, 100, 62, 38, 29, 64], bg.Bars.Select(b => b.Actual));
    }

    [Fact]
    public void FitHistogram_AnyBars_HoldEachGuestOnceAndNoneIsTooSmall()
    {
        foreach (int open in new[] { 1, 3, 4, 20, 300 })
        {
            FitHistogram fit = FitHistogram.Of(BgNbd, Cdnow.Groups(), open);
            Assert.Equal(2357, fit.Bars.Sum(b => b.Actual));
            Assert.Equal(2357, fit.Bars.Sum(b => b.Expected), 6);
            Assert.All(fit.Bars, b => Assert.True(b.Expected >= 5));
            Assert.All(fit.Bars.Zip(fit.Bars.Skip(1)), b => Assert.Equal(b.First.To + 1, b.Second.From));
            Assert.Equal(0, fit.Bars[0].From);
            Assert.Null(fit.Bars[^1].To);
            Assert.Equal(fit.Bars.Count - 5, fit.DegreesOfFreedom);
            Assert.Equal(fit.DegreesOfFreedom > 0, fit.PValue is not null);
        }

        FitHistogram nobody = FitHistogram.Of(BgNbd, new PurchaseGroups());
        Assert.Equal((0, 0.0, null), (nobody.Bars.Sum(b => b.Actual), nobody.ChiSquared, nobody.PValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => FitHistogram.Of(BgNbd, Cdnow.Groups(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FitHistogram.Of(BgNbd, Cdnow.Groups(), 7, -1));
    }

    [Fact]
    public void FitHistogram_HardlyAnybodyStaysAway_TheFirstBarJoinsTheNext()
    {
        // Guests who come about once a week: within ten weeks nearly everybody came back at least once.
        BgNbdModel weekly = new(new BgNbdParameters(10, 10, 0.1, 5));
        PurchaseGroups groups = new();
        groups.Add(new RepeatPurchases(9, 63, 70), 500);
        FitHistogram fit = FitHistogram.Of(weekly, groups, openFrom: 20);
        double nobody = 500 * weekly.ProbabilityOfPurchases(0, 10);
        double once = 500 * weekly.ProbabilityOfPurchases(1, 10);
        Assert.InRange(nobody, 0.1, 5);
        Assert.Equal((0, 1), (fit.Bars[0].From, fit.Bars[0].To));
        Assert.Equal(nobody + once, fit.Bars[0].Expected, 9);
        Assert.All(fit.Bars, b => Assert.True(b.Expected >= 5));
    }

    [Fact]
    public void FitHistogram_GuestsWhoBehaveAsTheModelSays_AreRarelySurprising()
    {
        BgNbdParameters truth = new(0.6, 4, 0.9, 2.2);
        double[] chances = [.. Enumerable.Range(0, 100).Select(seed => FitHistogram.Of(
            new BgNbdModel(truth, Simulated.UnitDays), new Simulated(seed).BgNbd(truth, 500, 30), fittedParameters: 0).PValue!.Value)];
        Assert.InRange(chances.Count(p => p < 0.1), 3, 19);
        Assert.InRange(chances.Average(), 0.4, 0.6);
    }

    [Fact]
    public void Tracking_Cdnow_FollowsThePurchasesThroughTheHoldOut()
    {
        PurchaseCalendar calendar = PurchaseCalendar.Of(Cdnow.History.Summarise(Cdnow.End), Cdnow.CalibrationEnd);
        IReadOnlyList<TrackedPeriod> weeks = PurchaseTracking.Of(BgNbd, calendar, Cdnow.End);
        Assert.Equal((2357, 78), (calendar.Customers, weeks.Count));
        Assert.Equal(new DateOnly(1997, 1, 7), weeks[0].LastDay);
        Assert.Equal(weeks[^1].CumulativeActual, weeks.Sum(w => w.Actual));
        Assert.Equal(weeks[^1].CumulativeExpected, weeks.Sum(w => w.Expected), 6);

        // 2,457 repeat purchases within the time fitted on, 1,882 after it; the paper's figure 2 stays within 2 % of the first and 4 % of all.
        TrackedPeriod fitted = weeks[38];
        Assert.Equal(new DateOnly(1997, 9, 30), fitted.LastDay);
        Assert.Equal(2457, fitted.CumulativeActual);
        Assert.InRange(fitted.CumulativeExpected / 2457, 0.98, 1.02);
        Assert.InRange(weeks[^1].CumulativeExpected / weeks[^1].CumulativeActual, 0.94, 1.06);
    }

    [Fact]
    public void Tracking_OneGuest_IsCountedByHand()
    {
        CustomerSummaries summaries = Histories.Visits(Histories.Start.AddDays(30), 2, 5, 9, 10);
        PurchaseCalendar calendar = PurchaseCalendar.Of(summaries, Histories.Start.AddDays(5));
        IReadOnlyList<TrackedPeriod> periods = PurchaseTracking.Of(BgNbd, calendar, Histories.Start.AddDays(20), periodDays: 4);
        Assert.Equal([1, 1, 1, 0], periods.Select(p => p.Actual));
        Assert.Equal(BgNbd.ExpectedPurchasesOfNewGuest(7 / 7.0), periods[1].CumulativeExpected, 12);
        Assert.Empty(PurchaseTracking.Of(BgNbd, PurchaseCalendar.Of(summaries, Histories.Start), Histories.Start.AddDays(20)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PurchaseTracking.Of(BgNbd, calendar, Histories.Start, 0));
    }

    [Fact]
    public void Tracking_GuestsWhoCameOnOtherDays_AreEachExpectedBackFromTheirOwnFirstDay()
    {
        // One comes on the cohort's first day, one the day before the first period ends, one on the day it ends.
        PurchaseCalendar calendar = PurchaseCalendar.Of(Histories.Of([(0, 0, 1000), (1, 2, 1000), (2, 3, 1000)]).Summarise(Histories.Start.AddDays(9)), Histories.Start.AddDays(9));
        TrackedPeriod first = Assert.Single(PurchaseTracking.Of(BgNbd, calendar, Histories.Start.AddDays(6), periodDays: 4));
        Assert.Equal((Histories.Start.AddDays(3), 0L), (first.LastDay, first.Actual));
        Assert.Equal(BgNbd.ExpectedPurchasesOfNewGuest(3 / 7.0) + BgNbd.ExpectedPurchasesOfNewGuest(1 / 7.0), first.Expected, 12);
    }

    [Fact]
    public void Calendar_AGuestWhoFirstCameOnTheLastDay_IsInTheCohort_AndOneOfTheNextDayIsNot()
    {
        CustomerSummaries summaries = Histories.Of([(0, 5, 1000), (1, 6, 1000)]).Summarise(Histories.Start.AddDays(9));
        Assert.Equal([0L, 1L, 2L], new[] { 4, 5, 6 }.Select(day => PurchaseCalendar.Of(summaries, Histories.Start.AddDays(day)).Customers));
    }

    [Fact]
    public void CalendarMergeWith_TwoHalves_EqualsOnePass()
    {
        CustomerSummaries all = Cdnow.History.Summarise(Cdnow.End);
        PurchaseHistory left = new();
        PurchaseHistory right = new();
        for (int row = 0; row < all.Rows; row++)
        {
            foreach (int day in all.DayNumbersOf(new CustomerId(row)))
            {
                (row % 2 == 0 ? left : right).Add(new CustomerId(row), DateOnly.FromDayNumber(day), new Money(1, default));
            }
        }

        PurchaseCalendar merged = PurchaseCalendar.Of(left.Summarise(Cdnow.End), Cdnow.CalibrationEnd);
        merged.MergeWith(PurchaseCalendar.Of(right.Summarise(Cdnow.End), Cdnow.CalibrationEnd));
        Assert.Equal(PurchaseTracking.Of(BgNbd, PurchaseCalendar.Of(all, Cdnow.CalibrationEnd), Cdnow.End), PurchaseTracking.Of(BgNbd, merged, Cdnow.End));
    }

    [Fact]
    public void AliveGrid_Cells_AreTheModelsAnswers()
    {
        AliveGrid grid = new(Pareto, watchedDays: 40, mostPurchases: 20, stepDays: 5);
        Assert.Equal((9, 20, 40, 5), (grid.Rows, grid.MostPurchases, grid.WatchedDays, grid.StepDays));
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int x = 0; x <= 20; x++)
            {
                bool possible = x <= row * 5 && x == 0 == (row == 0);
                Assert.Equal(possible ? Pareto.ProbabilityAlive(new RepeatPurchases(x, row * 5, 40)) : null, grid[x, row]);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => grid[21, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => grid[0, 9]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AliveGrid(Pareto, -1, 1));
    }
}
