using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class SpendGroupsTests
{
    [Fact]
    public void To_CdnowInGroups_HasThePublishedParameters()
    {
        SpendGroups groups = new();
        foreach (SpendHistory spend in Cdnow.Spend)
        {
            groups.Add(spend);
        }

        GammaGammaFit exact = GammaGammaFit.To(Cdnow.Spend);
        GammaGammaFit fit = GammaGammaFit.To(groups);
        Assert.Equal((946, 0), (fit.CustomersUsed, fit.CustomersWithoutSpend));
        Assert.Equal(1, fit.Model!.P / exact.Model!.P, 1e-3);
        Assert.Equal(1, fit.Model.Q / exact.Model.Q, 1e-3);
        Assert.Equal(1, fit.Model.PopulationMean / exact.Model.PopulationMean, 1e-4);
        Assert.Equal(exact.FrequencyValueCorrelation!.Value, fit.FrequencyValueCorrelation!.Value, 3);
        Assert.Equal(1, fit.Estimates["q"].StandardError!.Value / exact.Estimates["q"].StandardError!.Value, 1e-2);
    }

    [Fact]
    public void To_ManyGuestsInGroups_IsAsExactAsItSays()
    {
        List<SpendHistory> spends = new Simulated(5).GammaGamma(6, 4, 15, 50_000);
        SpendGroups groups = new();
        spends.ForEach(s => groups.Add(s));
        GammaGammaModel exact = GammaGammaFit.To(spends).Model!;
        GammaGammaModel grouped = GammaGammaFit.To(groups).Model!;
        Assert.InRange(groups.Count, 1000, 10_000);
        Assert.Equal(1, grouped.P / exact.P, 1e-4);
        Assert.Equal(1, grouped.Q / exact.Q, 1e-4);
        Assert.Equal(1, grouped.V / exact.V, 1e-4);
    }

    [Fact]
    public void MergeWith_AnyParts_EqualsOnePass() => Prop.ForAll(
        (from x in Gen.Choose(0, 3) from cents in Gen.Choose(0, 60) select (x, cents)).ArrayOf().ToArbitrary(),
        guests =>
        {
            SpendGroups whole = new();
            SpendGroups left = new();
            SpendGroups right = new();
            foreach ((int index, (int x, int cents)) in guests.Index())
            {
                SpendHistory spend = new(x, cents / 100.0);
                whole.Add(spend);
                (index % 3 == 0 ? left : right).Add(spend);
            }

            right.MergeWith(left);
            Assert.Equal(whole.Columns().Spends, right.Columns().Spends);
            Assert.Equal(whole.Columns().Customers, right.Columns().Customers);
            Assert.Equal((whole.Customers, whole.CustomersWithoutSpend), (right.Customers, right.CustomersWithoutSpend));
        }).Check(Histories.Fixed);

    [Fact]
    public void Add_ExtremeSpends_KeepsThemApart()
    {
        SpendGroups groups = new();
        foreach (double mean in new[] { double.Epsilon, 1e-300, 0.01, 1e300, 1e307 })
        {
            groups.Add(new SpendHistory(2, mean), 2);
        }

        groups.Add(default);
        groups.Add(new SpendHistory(3, 0), 4);
        Assert.Equal((5, 10, 4), (groups.Count, groups.Customers, groups.CustomersWithoutSpend));
        Assert.All(groups.Columns().Spends.Zip([double.Epsilon, 1e-300, 0.01, 1e300]).Skip(1), s => Assert.Equal(1, s.First.Mean / s.Second, 4e-3));
        Assert.Throws<ArgumentOutOfRangeException>(() => groups.Add(default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaGammaFit.To(groups, 0));
    }
}
