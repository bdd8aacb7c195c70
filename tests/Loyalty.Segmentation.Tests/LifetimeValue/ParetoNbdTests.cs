using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class ParetoNbdTests
{
    /// <summary>As the BTYD package estimates them on CDNOW; its manual's figures rest on these.</summary>
    private static readonly ParetoNbdModel Btyd = new(new ParetoNbdParameters(0.5533971, 10.5801985, 0.6060625, 11.6562237));

    private static ParetoNbdFit Fit { get; } = ParetoNbdFit.To(Cdnow.Groups());

    [Fact]
    public void To_Cdnow_ReproducesThePublishedParameters()
    {
        Assert.Equal(FitOutcome.Converged, Fit.Outcome);
        ParetoNbdParameters parameters = Fit.Model!.Parameters;
        Assert.Equal((0.553, 10.578, 0.606, 11.669), (Math.Round(parameters.R, 3), Math.Round(parameters.Alpha, 3), Math.Round(parameters.S, 3), Math.Round(parameters.Beta, 3)));
        Assert.Equal(-9594.976178939542, Fit.LogLikelihood!.Value, 6);
        Assert.Equal((2357, 946), (Fit.Customers, Fit.RepeatCustomers));
    }

    [Fact]
    public void To_Cdnow_ReproducesThePublishedStandardErrors()
    {
        // CLVTools, test_correctness_pnbd_nocovstaticcov.R, from another maximiser's numerical Hessian.
        Assert.Equal(0.0476264, Fit.Estimates["r"].StandardError!.Value, 3e-4);
        Assert.Equal(0.8427222, Fit.Estimates["alpha"].StandardError!.Value, 5e-3);
        Assert.Equal(0.1872594, Fit.Estimates["s"].StandardError!.Value, 2e-3);
        Assert.Equal(6.2105448, Fit.Estimates["beta"].StandardError!.Value, 6e-2);
    }

    [Fact]
    public void ExpectedPurchasesOfNewGuest_Btyd_MatchesItsManual()
    {
        ParetoNbdModel manual = new(new ParetoNbdParameters(0.55, 10.56, 0.61, 11.64));
        double[] expected = [0, 0.05077821, 0.09916088, 0.14542507, 0.18979930, 0.23247466, 0.27361274, 0.31335159, 0.35181024, 0.38909211];
        Assert.All(expected.Index(), e => Assert.Equal(e.Item, manual.ExpectedPurchasesOfNewGuest(e.Index), 8));
        Assert.Equal(1.473, Btyd.ExpectedPurchasesOfNewGuest(52), 3);
    }

    [Fact]
    public void Guest1516_Btyd_MatchesItsWalkthrough()
    {
        RepeatPurchases guest = new(26, 216, 217);
        Assert.Equal(0.9979, Btyd.ProbabilityAlive(guest), 4);
        Assert.Equal(25.46, Btyd.ExpectedPurchases(guest, 52), 0.01);
    }

    [Fact]
    public void ProbabilityAlive_Cdnow_HasThePublishedQuartiles()
    {
        double[] alive = [.. Cdnow.Purchases().Select(p => Fit.Model!.ProbabilityAlive(p)).Order()];
        // They were taken from times rounded to a hundredth of a week.
        Assert.Equal(0.3174, Quartile(1), 2e-4);
        Assert.Equal(0.3499, Quartile(2), 2e-4);
        Assert.Equal(0.4763, Quartile(3), 2e-4);
        Assert.Equal(0.4462, alive.Average(), 2e-4);

        double Quartile(int part)
        {
            double at = (alive.Length - 1) * part / 4.0;
            return alive[(int)at] + ((at - (int)at) * (alive[(int)at + 1] - alive[(int)at]));
        }
    }

    [Fact]
    public void ExpectedPurchases_Cdnow_HasThePublishedMeansByFrequency()
    {
        double[] published = [0.14, 0.60, 1.20, 1.71, 2.40, 2.91];
        ILookup<int, double> byFrequency = Cdnow.Purchases().ToLookup(p => p.Count, p => Fit.Model!.ExpectedPurchases(p, 39));
        Assert.All(published.Index(), e => Assert.Equal(e.Item, Math.Round(byFrequency[e.Index].Average(), 2)));

        // 1,882 purchases were made in the hold-out; the published error of the sum is −11.5 %.
        Assert.Equal(-0.115, (byFrequency.Sum(g => g.Sum()) - 1882) / 1882, 3);
    }

    [Fact]
    public void Guest1_Cdnow_IsAsComputedElsewhere()
    {
        RepeatPurchases guest = new(2, 213, 272);
        Assert.Equal(0.87, Fit.Model!.ProbabilityAlive(guest), 2);
        Assert.Equal(1.46, Fit.Model.ExpectedPurchases(guest, 39), 2);
        Assert.Equal(6.5, Fit.Model.DiscountedPurchases(guest, double.PositiveInfinity, DiscountRate.Yearly(0.15)), 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30.4375)]
    public void To_AnyUnitOfTime_PredictsTheSame(double unitDays)
    {
        ParetoNbdModel model = ParetoNbdFit.To(Cdnow.Groups(), new PurchaseModelOptions { UnitDays = unitDays }).Model!;
        RepeatPurchases guest = new(2, 213, 272);
        Assert.Equal(Fit.Model!.ExpectedPurchases(guest, 39), model.ExpectedPurchases(guest, 39 * 7 / unitDays), 5);
    }

    [Fact]
    public void ProbabilityOfPurchases_AllCounts_AddUpToOneAndTheirMeanIsTheExpectation()
    {
        double[] chances = [.. Enumerable.Range(0, 400).Select(n => Btyd.ProbabilityOfPurchases(n, 39))];
        Assert.Equal(1, chances.Sum(), 9);
        Assert.Equal(Btyd.ExpectedPurchasesOfNewGuest(39), chances.Index().Sum(c => c.Index * c.Item), 7);
    }

    [Fact]
    public void Predictions_ExtremeGuestsAndParameters_AreNeverNaN()
    {
        double[] sizes = [1e-4, 0.5, 30, 1e5];
        foreach (double r in sizes)
        {
            foreach (double s in sizes)
            {
                foreach (double alpha in sizes)
                {
                    foreach (double beta in sizes)
                    {
                        ParetoNbdModel model = new(new ParetoNbdParameters(r, alpha, s, beta));
                        foreach (RepeatPurchases guest in new RepeatPurchases[] { default, new(0, 0, 9000), new(1, 1, 1), new(1, 1, 9000), new(3000, 3000, 3000), new(3000, 3001, 90_000) })
                        {
                            Assert.InRange(model.ProbabilityAlive(guest), 0, 1);
                            double expected = model.ExpectedPurchases(guest, 39);
                            double discounted = model.DiscountedPurchases(guest, 39, DiscountRate.Yearly(0.15));
                            Assert.True(double.IsFinite(expected) && expected >= 0 && discounted >= 0 && discounted <= expected * (1 + 1e-9), $"{model.Parameters} {guest} {expected} {discounted}");
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void To_TooFewOrOddGuests_SaysSoAndNeverGivesNaN()
    {
        PurchaseGroups none = new();
        none.Add(new RepeatPurchases(0, 0, 100), 1000);
        Assert.Equal(FitOutcome.TooFewCustomers, ParetoNbdFit.To(none).Outcome);
        Assert.Contains("0 guests came back", ParetoNbdFit.To(none).Reason, StringComparison.Ordinal);

        PurchaseGroups clockwork = new();
        clockwork.Add(new RepeatPurchases(10, 70, 70), 1000);
        ParetoNbdFit fit = ParetoNbdFit.To(clockwork);
        Assert.Null(fit.Model);
        Assert.Equal(FitOutcome.DidNotConverge, fit.Outcome);
        Assert.Contains("slope", fit.Reason, StringComparison.Ordinal);
        Assert.All(fit.Estimates, e => Assert.True(double.IsFinite(e.Value) && double.IsFinite(e.Slope) && e.StandardError is null));
    }

    [Fact]
    public void Constructor_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbdParameters(1, 1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbdModel(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbdModel(Btyd.Parameters, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PurchaseModelOptions { UnitDays = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PurchaseModelOptions { MinimumRepeatCustomers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Btyd.ExpectedPurchases(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Btyd.ProbabilityOfPurchases(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Btyd.DiscountedPurchases(default, double.PositiveInfinity, DiscountRate.None));
    }
}
