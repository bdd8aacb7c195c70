using Loyalty.Core;
using Loyalty.Segmentation.Lifecycle;

namespace Loyalty.Segmentation.Tests.Lifecycle;

public class LifecycleModelTests
{
    private static readonly LifecycleModel Model = new(typicalRhythmDays: 30);

    [Theory]
    [InlineData(LifecycleStage.New, 20, 0)]
    [InlineData(LifecycleStage.New, 45, 0)]
    [InlineData(LifecycleStage.Slipping, 46, 0)]
    [InlineData(LifecycleStage.Slipping, 90, 0)]
    [InlineData(LifecycleStage.Lapsed, 91, 0)]
    [InlineData(LifecycleStage.Lapsed, 180, 0)]
    [InlineData(LifecycleStage.Lost, 181, 0)]
    [InlineData(LifecycleStage.Developing, 60, 0, 30, 50)]
    [InlineData(LifecycleStage.Active, 100, 0, 30, 60, 90)]
    [InlineData(LifecycleStage.Slipping, 150, 0, 30, 60, 90)]
    [InlineData(LifecycleStage.Lapsed, 200, 0, 30, 60, 90)]
    [InlineData(LifecycleStage.Lost, 300, 0, 30, 60, 90)]
    [InlineData(LifecycleStage.Returned, 205, 0, 30, 60, 90, 200)]
    [InlineData(LifecycleStage.Active, 225, 0, 30, 60, 90, 200, 220)]
    public void StageOf_VisitsAndADay_TellsTheStage(LifecycleStage expected, int asOf, params int[] visits) =>
        Assert.Equal(expected, Model.StageOf(Histories.Visits(Histories.Start.AddDays(asOf), visits), new CustomerId(0)).Stage);

    [Fact]
    public void StageOf_AMonthOfSilence_MeansMoreForTheWeeklyGuestThanForTheQuarterlyOne()
    {
        int[] weekly = [.. Enumerable.Range(0, 20).Select(i => i * 7)];
        int[] quarterly = [0, 90, 180, 270];

        LifecycleResult often = Model.StageOf(Histories.Visits(Histories.Start.AddDays(weekly[^1] + 35), weekly), new CustomerId(0));
        LifecycleResult seldom = Model.StageOf(Histories.Visits(Histories.Start.AddDays(305), quarterly), new CustomerId(0));

        Assert.Equal((LifecycleStage.Lapsed, LifecycleStage.Active), (often.Stage, seldom.Stage));
        Assert.Equal(35, often.SilenceDays);
        Assert.True(often.Silence > often.Threshold);
        Assert.Equal(((2 * 30.0) + 133) / 21, often.RhythmDays, 12);
        Assert.Equal(3, often.Threshold);
    }

    [Fact]
    public void StageOf_Returned_SaysHowLongTheGuestWasAway()
    {
        LifecycleResult result = Model.StageOf(Histories.Visits(Histories.Start.AddDays(205), 0, 30, 60, 90, 200), new CustomerId(0));
        Assert.Equal(110, result.SilenceBeforeReturnDays);
    }

    [Fact]
    public void StageOf_NobodyOrOnlyReturns_IsNone()
    {
        CustomerSummaries summaries = Histories.Of([(0, 0, -100)]).Summarise(Histories.Start);
        Assert.Equal(default, Model.StageOf(summaries, new CustomerId(0)));
        Assert.Equal(default, Model.StageOf(summaries, new CustomerId(9)));
    }

    [Fact]
    public void Fit_GuestsWhoCameTwice_TakesTheMedianOfTheirGaps()
    {
        CustomerSummaries summaries = Histories.Of([(0, 0, 1), (0, 10, 1), (1, 0, 1), (1, 20, 1), (1, 40, 1), (2, 5, 1)]).Summarise(Histories.Start.AddDays(50));

        Assert.Equal(15, LifecycleModel.Fit(summaries).TypicalRhythmDays);
        Assert.Equal(30, LifecycleModel.Fit(Histories.Visits(Histories.Start, 0)).TypicalRhythmDays);
    }

    [Fact]
    public void Constructor_ThresholdsThatDoNotGrow_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new LifecycleModel(30, new LifecycleOptions { SlippingAfter = 4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleModel(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleModel(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleOptions { LostAfter = double.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifecycleOptions { EstablishedDays = 1 });
    }

    [Fact]
    public void StageOf_Any_DoesNotAllocate()
    {
        CustomerSummaries summaries = Histories.Visits(Histories.Start.AddDays(205), 0, 30, 60, 90, 200);
        Assert.Equal(0, Allocated.Bytes(() => Model.StageOf(summaries, new CustomerId(0))));
    }
}
