using Loyalty.Core;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Segmentation.Tests.Rfm;

public class RfmScorerTests
{
    [Fact]
    public void Score_SeventyPercentWithOneVisit_SharesOneScoreAndSaysHowManyBinsAreLeft()
    {
        CustomerSummaries summaries = Histories.Of(
            Enumerable.Range(0, 100).SelectMany(row => Enumerable.Range(0, row < 70 ? 1 : row - 68).Select(day => (row, day % 30, 500 + row)))).Summarise(Histories.Start.AddDays(60));

        RfmScorer scorer = RfmScorer.Fit(summaries)!;

        Assert.All(Enumerable.Range(0, 70), row => Assert.Equal(1, scorer.Score(summaries[new CustomerId(row)]).Score.F));
        Assert.Equal(3, scorer.CutPoints.EffectiveBins.Frequency);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(100)]
    public void Score_AnyNumberOfBins_IsMonotoneAndWithinThem(int bins)
    {
        CustomerSummaries summaries = Histories.Of(Enumerable.Range(0, 200).Select(row => (row, row % 40, 100 + (row * row)))).Summarise(Histories.Start.AddDays(60));
        RfmScorer scorer = RfmScorer.Fit(summaries, new RfmOptions { Bins = bins })!;

        RfmResult[] results = [.. Enumerable.Range(0, 200).Select(row => scorer.Score(summaries[new CustomerId(row)]))];

        Assert.All(results, r => Assert.InRange(r.Score.M, 1, bins));
        RfmResult[] byMoney = [.. results.OrderBy(r => r.Values!.Value.Monetary)];
        Assert.Equal(byMoney.Select(r => r.Score.M).Order(), byMoney.Select(r => r.Score.M));
        RfmResult[] byRecency = [.. results.OrderByDescending(r => r.Values!.Value.RecencyDays)];
        Assert.Equal(byRecency.Select(r => r.Score.R).Order(), byRecency.Select(r => r.Score.R));
        Assert.Equal((1, bins), (byMoney[0].Score.M, byMoney[^1].Score.M));
    }

    [Fact]
    public void Fit_FiveValues_InterpolatesLikeType7()
    {
        CustomerSummaries summaries = Histories.Of([(0, 0, 100), (1, 0, 200), (2, 0, 300), (3, 0, 400), (4, 0, 1000), (5, 0, 1001)]).Summarise(Histories.Start);

        Assert.Equal([200m, 300m, 400m, 1000m], RfmScorer.Fit(summaries)!.CutPoints.Monetary);
        Assert.Equal([266.6667m, 600m], RfmScorer.Fit(summaries, new RfmOptions { Bins = 3 })!.CutPoints.Monetary.Select(c => Math.Round(c, 4)));
    }

    [Fact]
    public void Score_ValueAtACutPoint_IsNotAboveIt()
    {
        RfmCutPoints cuts = new([10m], [2m], [500.5m], "by hand");

        Assert.Equal(new RfmScore(2, 1, 1), cuts.Score(new RfmValues(10, 2, 500)));
        Assert.Equal(new RfmScore(1, 2, 2), cuts.Score(new RfmValues(11, 3, 501)));
    }

    [Fact]
    public void Score_GuestWithoutVisits_IsReturnedAllWithoutScores()
    {
        RfmScorer scorer = new(new RfmCutPoints([10m], [2m], [500m], "v1"));

        RfmResult result = scorer.Score(default);

        Assert.Equal(("returned-all", true, "none"), (result.Segment, result.Score.IsNone, result.Score.ToString()));
    }

    [Fact]
    public void Fit_NobodyWithVisits_GivesNothing() => Assert.Null(RfmScorer.Fit(Histories.Of([(0, 0, -5)]).Summarise(Histories.Start)));

    [Fact]
    public void Constructor_CutPointsThatDescendOrDiffer_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new RfmCutPoints([2m, 1m], [1m, 2m], [1m, 2m], "v"));
        Assert.Throws<ArgumentException>(() => new RfmCutPoints([1m], [1m, 2m], [1m, 2m], "v"));
        Assert.Throws<ArgumentException>(() => new RfmCutPoints([1m], [1m], [1m], ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RfmOptions { Bins = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RfmOptions { Bins = 101 });
    }

    [Fact]
    public void Explain_Changes_SaysWhetherDataCutPointsOrRulesDidIt()
    {
        CustomerSummary Guest(int recency) => new(9, 9, new Money(9000, default), new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1).AddDays(50), recency);
        RfmCutPoints Cuts(decimal recency) => new([recency, recency, recency, recency], [1, 2, 3, 4], [10, 20, 30, 40], "v");
        RfmScorer first = new(Cuts(30));
        RfmScorer moved = new(Cuts(5));
        RfmSegments renamed = new([new("everyone", (1, 5), (1, 5), (1, 5))]);

        Assert.Equal(RfmChangeCause.None, RfmChange.Explain(first, Guest(10), first, Guest(11)).Cause);
        Assert.Equal(RfmChangeCause.Data, RfmChange.Explain(first, Guest(10), first, Guest(40)).Cause);
        Assert.Equal(RfmChangeCause.CutPoints, RfmChange.Explain(first, Guest(10), moved, Guest(10)).Cause);
        Assert.Equal(RfmChangeCause.Rules, RfmChange.Explain(first, Guest(10), new RfmScorer(Cuts(30), renamed), Guest(10)).Cause);
    }
}
