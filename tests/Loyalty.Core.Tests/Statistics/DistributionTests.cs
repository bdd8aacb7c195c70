using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Statistics;

namespace Loyalty.Core.Tests.Statistics;

public sealed class DistributionTests
{
    // Student's t, two-sided 95 % and 99.9 %: Abramowitz and Stegun, table 26.10.
    [Theory]
    [InlineData(1, 0.975, 12.706)]
    [InlineData(2, 0.975, 4.303)]
    [InlineData(5, 0.975, 2.571)]
    [InlineData(10, 0.975, 2.228)]
    [InlineData(30, 0.975, 2.042)]
    [InlineData(120, 0.975, 1.980)]
    [InlineData(1, 0.9995, 636.619)]
    [InlineData(10, 0.9995, 4.587)]
    [InlineData(10, 0.75, 0.700)]
    public void StudentTQuantile_PublishedTable_Agrees(double freedom, double p, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(p, freedom), 0.0006);

    // Closed forms: one degree of freedom is Cauchy's, two has an algebraic inverse.
    [Fact]
    public void StudentTQuantile_OneAndTwoDegrees_MatchClosedForms()
    {
        foreach (double p in new[] { 1e-12, 0.001, 0.1, 0.3, 0.49999, 0.5, 0.6, 0.75, 0.99, 0.999999 })
        {
            Near(p == 0.5 ? 0 : p < 0.5 ? -1 / Math.Tan(Math.PI * p) : 1 / Math.Tan(Math.PI * (1 - p)), StudentT.Quantile(p, 1), p is > 0.49 and < 0.51 ? 1e-9 : 1e-12);
            Near((2 * p - 1) / Math.Sqrt(2 * p * (1 - p)), StudentT.Quantile(p, 2), 1e-9);
        }
    }

    [Fact]
    public void StudentTQuantile_ThenCdf_ReturnsTheShare() => Prop.ForAll(
        Gen.Choose(1, 9999).Two().ToArbitrary(),
        pair =>
        {
            double p = pair.Item1 / 10000.0;
            double freedom = pair.Item2 / 37.0;
            Near(p, StudentT.Cdf(StudentT.Quantile(p, freedom), freedom), 1e-12);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void BetaQuantile_ThenCdf_ReturnsTheShare() => Prop.ForAll(
        Gen.Choose(1, 9999).Three().ToArbitrary(),
        triple =>
        {
            double p = triple.Item1 / 10000.0;
            double a = triple.Item2 / 50.0;
            double b = triple.Item3 / 50.0;
            double x = BetaDistribution.Quantile(p, a, b);
            if (x is > 1e-300 and < 1 - 1e-6)
            {
                Near(p, BetaDistribution.Cdf(x, a, b), 1e-10);
            }
        }).QuickCheckThrowOnFailure();

    // Chi-squared 95 % points: Abramowitz and Stegun, table 26.8.
    [Theory]
    [InlineData(1, 3.84146)]
    [InlineData(2, 5.99147)]
    [InlineData(10, 18.3070)]
    [InlineData(30, 43.7729)]
    public void ChiSquaredUpperTail_PublishedFivePercentPoints_GiveFivePercent(double freedom, double x)
    {
        Near(0.05, ChiSquared.UpperTail(x, freedom), 1e-4);
        Near(0.95, ChiSquared.Cdf(x, freedom), 1e-5);
    }

    [Fact]
    public void NormalQuantile_ThenCdf_ReturnsTheShare() => Prop.ForAll(
        Gen.Choose(1, 999999).ToArbitrary(),
        parts => Near(parts / 1e6, NormalDistribution.Cdf(NormalDistribution.Quantile(parts / 1e6)), 1e-13)).QuickCheckThrowOnFailure();

    [Fact]
    public void BinomialCdf_AgainstTheSumOfProbabilities_Agrees()
    {
        foreach (double p in new[] { 0, 0.001, 0.3, 0.5, 0.97, 1 })
        {
            foreach (int n in new[] { 0, 1, 7, 40 })
            {
                double sum = 0;
                for (int k = 0; k <= n; k++)
                {
                    sum += BinomialDistribution.Probability(k, n, p);
                    Assert.Equal(sum, BinomialDistribution.Cdf(k, n, p), 1e-13);
                    Assert.Equal(1 - sum, BinomialDistribution.UpperTail(k, n, p), 1e-13);
                }

                Near(1, sum, 1e-13);
            }
        }
    }

    internal static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Max(Math.Abs(expected), 1e-300), $"{actual:R} is not {expected:R} within {relative}.");
}
