using Loyalty.Core.Statistics;

namespace Loyalty.Core.Tests.Statistics;

public sealed class ProportionTests
{
    // R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, at 95 %.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0624, 0.1605, 0.0578, 0.1617)]
    [InlineData(0, 20, 0.0000, 0.1611, 0.0000, 0.1684)]
    [InlineData(1, 29, 0.0061, 0.1718, 0.0009, 0.1776)]
    public void Intervals_NewcombesTable_Agree(long successes, long trials, double low, double high, double exactLow, double exactHigh)
    {
        Interval wilson = Proportion.Wilson(successes, trials);
        Assert.Equal(low, wilson.Low, 0.00005001);
        Assert.Equal(high, wilson.High, 0.00005001);
        Interval exact = Proportion.ClopperPearson(successes, trials);
        Assert.Equal(exactLow, exact.Low, 0.00005001);
        Assert.Equal(exactHigh, exact.High, 0.00005001);
    }

    [Fact]
    public void ClopperPearson_AllOrNothing_MatchesClosedForm()
    {
        foreach (int n in new[] { 1, 5, 100, 100_000 })
        {
            double edge = Math.Pow(0.025, 1.0 / n);
            Assert.Equal(edge, Proportion.ClopperPearson(n, n).Low, 1e-13);
            Assert.Equal(1, Proportion.ClopperPearson(n, n).High);
            Assert.Equal(1 - edge, Proportion.ClopperPearson(0, n).High, 1e-13);
            Assert.Equal(0, Proportion.ClopperPearson(0, n).Low);
        }
    }

    [Fact]
    public void ClopperPearson_EveryShareAndSmallSize_CoversAsPromised()
    {
        for (int n = 1; n <= 25; n++)
        {
            Interval[] intervals = [.. Enumerable.Range(0, n + 1).Select(k => Proportion.ClopperPearson(k, n))];
            for (double p = 0; p <= 1; p += 1 / 64.0)
            {
                double covered = Enumerable.Range(0, n + 1).Where(k => intervals[k].Contains(p)).Sum(k => BinomialDistribution.Probability(k, n, p));
                Assert.True(covered >= 0.95 - 1e-12, $"n = {n}, p = {p}: {covered}");
            }
        }
    }

    [Fact]
    public void Intervals_BadCounts_Refuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.ClopperPearson(1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(1, 2, double.NaN));
    }

    [Fact]
    public void Interval_EndsAndWidth_BehaveAsDocumented()
    {
        Interval interval = new(-1, 2.5);
        Assert.Equal(3.5, interval.Width);
        Assert.True(interval.Contains(-1) && interval.Contains(2.5) && !interval.Contains(2.6) && !interval.Contains(double.NaN));
        Assert.Equal("[-1, 2.5]", interval.ToString());
        Assert.Equal(0, default(Interval).Width);
        Assert.Throws<ArgumentException>(() => new Interval(1, 0));
        Assert.Throws<ArgumentException>(() => new Interval(double.NaN, 0));
    }
}
