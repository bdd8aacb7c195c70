using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Nps.Reports;

namespace Loyalty.Nps.Tests.Reports;

public sealed class NpsReportTests
{
    private static readonly Month October = new(2026, 10);
    private static readonly Month November = new(2026, 11);
    private static readonly ReportKey Kiosk = new("kiosk");
    private static readonly ReportKey Hypermarket = new("hypermarket");

    [Fact]
    public void RollUp_ChainsScore_IsFromCountsAndNotTheMeanOfItsStores()
    {
        NpsReport stores = new(1);
        stores.Add(Kiosk, November, new Answer(10));
        for (int i = 0; i < 99; i++)
        {
            stores.Add(Hypermarket, November, new Answer(i < 33 ? 9 : i < 66 ? 8 : 0));
        }

        double mean = stores.Rows().Average(r => r.Score!.Value.Value);
        NpsRow chain = Assert.Single(stores.RollUp().Rows());
        Assert.Equal(50, mean);
        Assert.Equal(1, chain.Score!.Value.Value);
        Assert.Equal("all", chain.Key.ToString());
    }

    [Fact]
    public void Month_VisitAtTheEndOfTheMonth_IsTheGuestsOwn()
    {
        DateTimeOffset visit = new(2026, 10, 31, 22, 30, 0, TimeSpan.Zero);
        Assert.Equal(October, Month.Of(visit, Zone.Utc));
        Assert.Equal(November, Month.Of(visit, Zone.Get("Asia/Tokyo")));
        Assert.Equal(October, Month.Of(visit, Zone.Get("America/New_York")));
    }

    [Fact]
    public void Change_MonthBeforeMissing_IsNull()
    {
        NpsReport report = new(0);
        report.Add(default, new Month(2026, 9), new Answer(9));
        report.Add(default, November, new Answer(9));
        Assert.All(report.Rows(), row => Assert.Null(row.Change));
        report.Add(default, October, new Answer(0));
        Assert.Equal([null, -200, 200], report.Rows().Select(r => r.Change?.Points));
    }

    [Fact]
    public void Close_LateAnswer_RestatesTheMonthAndSaysSo()
    {
        NpsReport report = new(1);
        report.Add(Kiosk, October, new Answer(9));
        report.Close(October);
        Assert.False(report.Rows()[0].IsRestated);
        report.Add(Kiosk, October, new Answer(0));
        report.Add(Kiosk, November, new Answer(9));
        NpsRow october = report.Rows()[0];
        Assert.True(october.IsRestated);
        Assert.Equal(100, october.Published!.Value.Score!.Value.Value);
        Assert.Equal(0, october.Score!.Value.Value);
        Assert.False(report.Rows()[1].IsRestated);
        report.Close(October);
        Assert.True(report.Rows()[0].IsRestated);
        Assert.True(Assert.Single(report.RollUp().Rows(), r => r.Month == October).IsRestated);
    }

    [Fact]
    public void Close_FirstAnswerAfterwards_WasPublishedAsNone()
    {
        NpsReport report = new(1);
        report.Close(October);
        report.Add(Kiosk, October, new Answer(9));
        Assert.Equal(0, report.Rows()[0].Published!.Value.Answers);
    }

    [Fact]
    public void Replace_EditedAnswer_TakesItsPlace()
    {
        NpsReport report = new(0);
        report.Add(default, October, new Answer(2));
        report.Replace(default, October, new Answer(2), new Answer(9));
        Assert.Equal(NpsTally.Of(new Answer(9)), report.Rows()[0].Tally);
        Assert.Throws<InvalidOperationException>(() => report.Replace(default, October, new Answer(2), new Answer(9)));
        Assert.Throws<InvalidOperationException>(() => report.Replace(default, November, new Answer(9), new Answer(2)));
    }

    [Fact]
    public void Merge_TwoHalves_EqualOnePass() => Prop.ForAll(
        Gen.Choose(0, 2).Zip(Gen.Choose(0, 3)).Zip(Gen.Choose(0, 10)).Select(t => (Key: new ReportKey($"s{t.Item1.Item1}", "c"), Month: new Month(2026, 9 + t.Item1.Item2), Answer: new Answer(t.Item2))).ArrayOf().Two().ToArbitrary(),
        halves =>
        {
            NpsReport left = new(2);
            NpsReport right = new(2);
            NpsReport once = new(2);
            foreach ((NpsReport half, var answers) in new[] { (left, halves.Item1), (right, halves.Item2) })
            {
                foreach ((ReportKey key, Month month, Answer answer) in answers)
                {
                    half.Add(key, month, answer);
                    once.Add(key, month, answer);
                }
            }

            left.Close(October);
            right.Close(October);
            once.Close(October);
            left.Merge(right);
            Assert.Equal(once.Rows(), left.Rows());
            Assert.Equal(once.RollUp(1).Rows(), left.RollUp(1).Rows());
            Assert.Equal(once.Rows().OrderBy(r => r.Key).ThenBy(r => r.Month), once.Rows());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Report_BadDimensions_Refuses()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpsReport(-1));
        Assert.Throws<ArgumentException>(() => new NpsReport(2).Add(Kiosk, October, default));
        Assert.Throws<ArgumentException>(() => new NpsReport(1).RollUp(1));
        Assert.Throws<ArgumentException>(() => new NpsReport(2).RollUp(0, 0));
        Assert.Throws<ArgumentException>(() => new NpsReport(1).Merge(new NpsReport(2)));
        NpsReport closed = new(1);
        closed.Close(October);
        Assert.Throws<ArgumentException>(() => new NpsReport(1).Merge(closed));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Month(2026, 13));
        Assert.Throws<ArgumentNullException>(() => new ReportKey("a", null!));
    }

    [Fact]
    public void Month_PreviousAndText_RunOverTheYear()
    {
        Assert.Equal(new Month(2025, 12), new Month(2026, 1).Previous);
        Assert.Null(default(Month).Previous);
        Assert.Equal("2026-01", new Month(2026, 1).ToString());
        Assert.True(October < November && November > October && October <= November && November >= October);
    }
}
