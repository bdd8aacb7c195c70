using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class GammaGammaTests
{
    [Fact]
    public void To_Cdnow_ReproducesThePublishedParameters()
    {
        GammaGammaFit fit = GammaGammaFit.To(Cdnow.Spend);

        Assert.Equal(FitOutcome.Converged, fit.Outcome);
        Assert.Equal(6.2496, fit.Model!.P, 3);
        Assert.Equal(3.7442, fit.Model.Q, 3);
        Assert.Equal(15.4435, fit.Model.V, 2);
        Assert.Equal(-4055.9177, fit.LogLikelihood!.Value, 3);
        Assert.Equal((946, 0), (fit.CustomersUsed, fit.CustomersWithoutSpend));
        Assert.InRange(fit.FrequencyValueCorrelation!.Value, 0, 0.2);
        Assert.False(fit.IsDoubtful);
        Assert.Equal(35.1704, fit.Model.PopulationMean, 2);
    }

    [Fact]
    public void ExpectedSpend_PublishedParameters_MatchesThePublishedCustomers()
    {
        GammaGammaModel model = new(6.25, 3.74, 15.44);
        double[] expected = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
        Assert.All(expected.Index(), e => Assert.Equal(e.Item, model.ExpectedSpend(Cdnow.Spend[e.Index]), 0.1));
    }

    [Fact]
    public void To_AnotherCurrency_ScalesAndNothingElse()
    {
        GammaGammaModel dollars = GammaGammaFit.To(Cdnow.Spend).Model!;
        GammaGammaModel cents = GammaGammaFit.To(Cdnow.Spend.Select(s => new SpendHistory(s.Count, s.Mean * 100))).Model!;
        Assert.Equal(dollars.P, cents.P, 6);
        Assert.Equal(dollars.V * 100, cents.V, 3);
    }

    [Fact]
    public void To_AnyOrder_GivesTheSameBytes() =>
        Assert.Equal(GammaGammaFit.To(Cdnow.Spend).Model!.V, GammaGammaFit.To(Cdnow.Spend.Reverse()).Model!.V);

    [Fact]
    public void To_FewOrOddGuests_SaysSoAndNeverGivesNaN()
    {
        Assert.Equal(FitOutcome.TooFewCustomers, GammaGammaFit.To([new SpendHistory(2, 10)]).Outcome);
        GammaGammaFit alike = GammaGammaFit.To(Enumerable.Repeat(new SpendHistory(3, 10), 100));
        Assert.Equal(FitOutcome.DidNotConverge, alike.Outcome);
        Assert.Null(alike.FrequencyValueCorrelation);
        Assert.Equal(40, GammaGammaFit.To(Enumerable.Repeat(new SpendHistory(3, 0), 40)).CustomersWithoutSpend);
    }

    [Fact]
    public void To_ValueThatGrowsWithFrequency_IsDoubtful() =>
        Assert.True(GammaGammaFit.To(Cdnow.Spend.Select(s => new SpendHistory(s.Count, s.Mean == 0 ? 0 : s.Mean + (20 * s.Count)))).IsDoubtful);

    [Fact]
    public void To_ValueThatFallsWithFrequency_IsDoubtfulAsWell()
    {
        GammaGammaFit fit = GammaGammaFit.To(Cdnow.Spend.Select(s => new SpendHistory(s.Count, s.Mean == 0 ? 0 : s.Mean + (400.0 / s.Count))));
        Assert.InRange(fit.FrequencyValueCorrelation!.Value, -1, -GammaGammaFit.DoubtfulCorrelation);
        Assert.True(fit.IsDoubtful);
    }

    [Fact]
    public void To_AsManyGuestsAsAreNeeded_IsFitted_AndOneFewerIsNot()
    {
        SpendHistory[] guests = [.. Cdnow.Spend.Where(s => s.Mean > 0).Take(200)];
        Assert.Equal(FitOutcome.Converged, GammaGammaFit.To(guests, minimumCustomers: 200).Outcome);
        Assert.Equal(FitOutcome.TooFewCustomers, GammaGammaFit.To(guests, minimumCustomers: 201).Outcome);
    }

    [Fact]
    public void Constructor_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaGammaModel(1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpendHistory(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpendHistory(-1, 1));
    }
}
