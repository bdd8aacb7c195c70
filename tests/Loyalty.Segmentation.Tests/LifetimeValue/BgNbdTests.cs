using Loyalty.Core;
using Loyalty.Core.Statistics;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class BgNbdTests
{
    private static readonly BgNbdModel Published = new(new BgNbdParameters(0.243, 4.414, 0.793, 2.426));

    [Fact]
    public void To_Cdnow_ReproducesThePublishedParameters()
    {
        BgNbdFit fit = BgNbdFit.To(Cdnow.Groups());

        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        BgNbdParameters parameters = fit.Model!.Parameters;
        Assert.Equal(0.2425945, parameters.R, 5);
        Assert.Equal(4.4136, parameters.Alpha, 3);
        Assert.Equal(0.79292, parameters.A, 4);
        Assert.Equal(2.42589, parameters.B, 3);
        Assert.Equal(-9582.429, fit.LogLikelihood!.Value, 3);
        Assert.Equal((2357, 946), (fit.Customers, fit.RepeatCustomers));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30.4375)]
    public void To_AnyUnitOfTime_PredictsTheSame(double unitDays)
    {
        BgNbdModel model = BgNbdFit.To(Cdnow.Groups(), new PurchaseModelOptions { UnitDays = unitDays }).Model!;
        Assert.Equal(1.226, model.ExpectedPurchases(new RepeatPurchases(2, 213, 272), 39 * 7 / unitDays), 3);
    }

    [Fact]
    public void ExpectedPurchases_Cdnow_ForetellsTheHoldOut()
    {
        BgNbdModel model = BgNbdFit.To(Cdnow.Groups()).Model!;
        CustomerSummaries whole = Cdnow.History.Summarise(Cdnow.End);
        double expected = 0;
        double error = 0;
        double squares = 0;
        double alive = 0;
        Comoments together = default;
        Dictionary<int, Moments> byFrequency = [];
        for (int row = 0; row < Cdnow.Calibration.Rows; row++)
        {
            CustomerSummary summary = Cdnow.Calibration[new CustomerId(row)];
            RepeatPurchases purchases = RepeatPurchases.Of(summary)!.Value;
            double forecast = model.ExpectedPurchases(purchases, 39);
            expected += forecast;
            alive += model.ProbabilityAlive(purchases);
            int actual = whole[new CustomerId(row)].PurchaseDays - summary.PurchaseDays;
            error += Math.Abs(forecast - actual);
            squares += (forecast - actual) * (forecast - actual);
            together = together.Add(forecast, actual);
            int bucket = Math.Min(purchases.Count, 7);
            byFrequency[bucket] = byFrequency.GetValueOrDefault(bucket).Add(forecast);
        }

        Assert.Equal(1653.4087, expected, 1);
        Assert.Equal(0.785454, error / 2357, 4);
        Assert.Equal(0.813440, alive / 2357, 4);
        Assert.Equal(1.607982, Math.Sqrt(squares / 2357), 4);
        Assert.Equal(0.625647, together.Correlation!.Value, 4);
        double[] means = [0.2250873, 0.5231312, 1.0441341, 1.5202795, 2.1638658, 2.6538459, 3.5040423, 6.1571904];
        Assert.All(means.Index(), m => Assert.Equal(m.Item, byFrequency[m.Index].Mean!.Value, 4));
    }

    [Theory]
    [InlineData(0.1429, 0.00781600004852704)]
    [InlineData(1, 0.05318428932667386)]
    [InlineData(3, 0.1506308341951173)]
    [InlineData(31.8571, 1.0404891398246343)]
    [InlineData(39, 1.1950100422538548)]
    [InlineData(78, 1.8579584056093006)]
    public void ExpectedPurchasesOfNewGuest_Cdnow_MatchesAnIndependentFit(double weeks, double expected) =>
        Assert.Equal(expected, BgNbdFit.To(Cdnow.Groups()).Model!.ExpectedPurchasesOfNewGuest(weeks), 4);

    [Fact]
    public void ProbabilityOfPurchases_PublishedParameters_MatchesTheManualOfBtyd()
    {
        Assert.Equal(1.07869e-07, Published.ProbabilityOfPurchases(10, 2), 11);
        Assert.Equal(0.5737864, Published.ProbabilityOfPurchases(0, 39), 6);
        double[] expected = [0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171, 0.0002769613, 0.000222226];
        Assert.All(expected.Index(), e => Assert.Equal(e.Item, Published.ProbabilityOfPurchases(11 + e.Index, 30), 8));
    }

    [Fact]
    public void ProbabilityOfPurchases_AllCounts_AddUpToOneAndTheirMeanIsTheExpectation()
    {
        double sum = 0;
        double mean = 0;
        for (int n = 0; n < 400; n++)
        {
            double chance = Published.ProbabilityOfPurchases(n, 39);
            sum += chance;
            mean += n * chance;
        }

        Assert.Equal(1, sum, 9);
        Assert.Equal(Published.ExpectedPurchasesOfNewGuest(39), mean, 6);
    }

    [Fact]
    public void ProbabilityAlive_ExtremeGuests_IsNeverNaN()
    {
        foreach (int x in new[] { 0, 1, 5, 300, 3000 })
        {
            foreach (int tx in new[] { x, x * 2, 9000 })
            {
                foreach (int watched in new[] { Math.Max(tx, x), 9000, 100_000 }.Where(w => w >= tx && (x > 0 || tx == 0)))
                {
                    RepeatPurchases guest = new(x, x == 0 ? 0 : tx, watched);
                    Assert.InRange(Published.ProbabilityAlive(guest), 0, 1);
                    foreach (double horizon in new[] { 0, 0.001, 39, 10_000 })
                    {
                        double expected = Published.ExpectedPurchases(guest, horizon);
                        Assert.True(double.IsFinite(expected) && expected >= 0, $"{guest} {horizon} {expected}");
                    }
                }
            }
        }

        Assert.Equal(1, Published.ProbabilityAlive(new RepeatPurchases(0, 0, 400)));
    }

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(0.4, 0.6)]
    [InlineData(0.3, 0.2)]
    [InlineData(0.003, 6.7)]
    [InlineData(5.0, 0.2)]
    public void ExpectedPurchasesOfNewGuest_AwkwardParameters_AgreesWithSummingChances(double a, double b)
    {
        BgNbdModel model = new(new BgNbdParameters(0.8, 9.8, a, b));
        double mean = Enumerable.Range(0, 500).Sum(n => n * model.ProbabilityOfPurchases(n, 40));
        Assert.Equal(mean, model.ExpectedPurchasesOfNewGuest(40), 6);
    }

    [Fact]
    public void ExpectedPurchases_LongerHorizon_IsNeverLess()
    {
        RepeatPurchases guest = new(4, 200, 272);
        double[] expected = [.. Enumerable.Range(0, 100).Select(t => Published.ExpectedPurchases(guest, t * 5.0))];
        Assert.Equal(expected.Order(), expected);
    }

    [Fact]
    public void To_TwoHalvesMerged_GivesTheSameBytesAsOnePass()
    {
        PurchaseGroups left = new();
        PurchaseGroups right = new();
        for (int row = 0; row < Cdnow.Calibration.Rows; row++)
        {
            (row % 2 == 0 ? right : left).Add(RepeatPurchases.Of(Cdnow.Calibration[new CustomerId(row)])!.Value);
        }

        left.MergeWith(right);
        Assert.Equal(BgNbdFit.To(Cdnow.Groups()).Model!.Parameters, BgNbdFit.To(left).Model!.Parameters);
    }

    [Fact]
    public void To_TooFewOrOddGuests_SaysSoAndNeverGivesNaN()
    {
        PurchaseGroups few = new();
        few.Add(new RepeatPurchases(1, 5, 10), 19);
        Assert.Equal(FitOutcome.TooFewCustomers, BgNbdFit.To(few).Outcome);
        Assert.Equal(FitOutcome.TooFewCustomers, BgNbdFit.To(new PurchaseGroups()).Outcome);

        PurchaseGroups clockwork = new();
        clockwork.Add(new RepeatPurchases(10, 70, 70), 1000);
        BgNbdFit fit = BgNbdFit.To(clockwork);
        Assert.Equal(FitOutcome.DidNotConverge, fit.Outcome);
        Assert.Null(fit.Model);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(1, 5, 4)]
    [InlineData(0, 5, 6)]
    [InlineData(3, 2, 9)]
    public void RepeatPurchases_Impossible_IsRefused(int x, int tx, int watched) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepeatPurchases(x, tx, watched));

    [Fact]
    public void Horizon_NegativeOrEndless_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Published.ExpectedPurchases(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Published.ExpectedPurchasesOfNewGuest(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BgNbdParameters(1, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BgNbdModel(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PurchaseModelOptions { UnitDays = 0 });
    }
}
