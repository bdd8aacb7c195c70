using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Statistics;

namespace Loyalty.Core.Tests.Statistics;

public sealed class MomentsTests
{
    private static readonly Gen<double[]> Numbers = Gen.Choose(-1_000_000, 1_000_000).Select(x => x / 64.0).ArrayOf();

    // NIST Statistical Reference Datasets, univariate: NumAcc1 to NumAcc4.
    [Fact]
    public void Of_NistNumericalAccuracySets_GiveCertifiedValues()
    {
        Moments one = Moments.Of(10000001, 10000003, 10000002);
        Assert.Equal(10000002.0, one.Mean);
        Assert.Equal(1.0, one.StandardDeviation);
        foreach ((double centre, double tolerance) in new[] { (1.2, 1e-13), (1000000.2, 1e-8), (10000000.2, 1e-7) })
        {
            Moments moments = default;
            moments = moments.Add(centre);
            for (int i = 0; i < 500; i++)
            {
                moments = moments.Add(centre - 0.1).Add(centre + 0.1);
            }

            Assert.Equal(1001, moments.Count);
            Assert.Equal(centre, moments.Mean!.Value, 1e-8);
            Assert.Equal(0.1, moments.StandardDeviation!.Value, tolerance);
        }
    }

    [Fact]
    public void Mean_OfNothing_IsNullAndVarianceOfOneIsNull()
    {
        Moments nothing = default;
        Assert.Null(nothing.Mean);
        Assert.Null(nothing.Variance);
        Moments one = nothing.Add(3);
        Assert.Equal(3, one.Mean);
        Assert.Null(one.Variance);
        Assert.Null(one.StandardDeviation);
        Assert.Null(one.StandardError);
        Assert.Equal(0, one.Add(3).Variance);
    }

    [Fact]
    public void Combine_TwoHalves_EqualOnePass() => Prop.ForAll(Numbers.Two().ToArbitrary(), halves =>
    {
        Moments merged = Moments.Of(halves.Item1).Merge(Moments.Of(halves.Item2));
        double[] all = [.. halves.Item1, .. halves.Item2];
        Moments once = Moments.Of(all);
        Assert.Equal(once.Count, merged.Count);
        if (all.Length > 1)
        {
            double mean = all.Average();
            double variance = all.Sum(x => (x - mean) * (x - mean)) / (all.Length - 1);
            Assert.Equal(mean, merged.Mean!.Value, 1e-8);
            DistributionTests.Near(variance, merged.Variance!.Value, 1e-12);
            DistributionTests.Near(variance, once.Variance!.Value, 1e-12);
            DistributionTests.Near(Math.Sqrt(variance / all.Length), once.StandardError!.Value, 1e-12);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Comoments_TwoHalves_EqualOnePassAndTheNaiveFormula() => Prop.ForAll(Numbers.Two().ToArbitrary(), pair =>
    {
        int n = Math.Min(pair.Item1.Length, pair.Item2.Length);
        double[] x = pair.Item1[..n];
        double[] y = pair.Item2[..n];
        Comoments left = default;
        Comoments right = default;
        Comoments once = default;
        for (int i = 0; i < n; i++)
        {
            left = i < n / 3 ? left.Add(x[i], y[i]) : left;
            right = i < n / 3 ? right : right.Add(x[i], y[i]);
            once = once.Add(x[i], y[i]);
        }

        Comoments merged = left.Merge(right);
        Assert.Equal(n, merged.Count);
        if (n < 2)
        {
            Assert.Null(merged.Covariance);
            Assert.Null(merged.Correlation);
            return;
        }

        double meanX = x.Average();
        double meanY = y.Average();
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / (n - 1);
        double scale = 1e-11 * Math.Sqrt(merged.X.Variance!.Value * merged.Y.Variance!.Value);
        Assert.Equal(covariance, merged.Covariance!.Value, scale + 1e-300);
        Assert.Equal(covariance, once.Covariance!.Value, scale + 1e-300);
        Assert.Equal(Moments.Of(x).Variance!.Value, once.X.Variance!.Value);
        Assert.True(merged.Correlation is null or (>= -1 and <= 1));
    }).QuickCheckThrowOnFailure();

    // Anscombe's first set (American Statistician 27, 1973): r = 0.816, slope 0.500.
    [Fact]
    public void Comoments_AnscombesFirstSet_GivesPublishedCorrelation()
    {
        double[] x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
        double[] y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        Comoments pairs = default;
        for (int i = 0; i < x.Length; i++)
        {
            pairs = pairs.Add(x[i], y[i]);
        }

        Assert.Equal(11, pairs.X.Variance!.Value, 1e-12);
        Assert.Equal(4.127, pairs.Y.Variance!.Value, 0.001);
        Assert.Equal(0.816, pairs.Correlation!.Value, 0.001);
        Assert.Equal(0.500, pairs.Slope!.Value, 0.001);
        Assert.Null(default(Comoments).Add(1, 2).Add(1, 3).Slope);
        Assert.Null(default(Comoments).Add(1, 2).Add(1, 3).Correlation);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-2e145)]
    public void Add_OutOfRange_Refuses(double bad)
    {
        Assert.Contains("between -1E+145 and 1E+145", Assert.Throws<ArgumentOutOfRangeException>(() => default(Moments).Add(bad)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Comoments).Add(bad, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Comoments).Add(1, bad));
    }

    [Fact]
    public void Add_ExtremeNumbers_NeverOverflow()
    {
        Moments moments = Moments.Of(Moments.MaxMagnitude, -Moments.MaxMagnitude, Moments.MaxMagnitude);
        Assert.True(double.IsFinite(moments.Variance!.Value) && double.IsFinite(Moments.Combine(moments, moments).Variance!.Value));
    }

    [Fact]
    public void Add_Always_AllocatesNothing() => Assert.Equal(0, Allocated.Bytes(() =>
    {
        Comoments pairs = default;
        for (int i = 0; i < 1000; i++)
        {
            pairs = pairs.Add(i, -i);
        }

        GC.KeepAlive(pairs.Count > 0 ? null : "");
    }));
}
