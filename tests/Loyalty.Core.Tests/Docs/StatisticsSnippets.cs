using Loyalty.Core.Statistics;

namespace Loyalty.Core.Tests.Docs;

public sealed class StatisticsSnippets
{
    [Fact]
    public void Statistics()
    {
        #region statistics
        Moments north = Moments.Of(12.5, 30, 7.25);
        Moments south = Moments.Of(18, 22.5);
        Moments all = north.Merge(south);
        double? error = all.StandardError;                                  // null below two numbers, never NaN

        ValueCounts spend = ValueCounts.Of(500, 1250, 1250, 3000, 9900);    // minor units, mergeable, exact
        QuantileCut fourth = spend.Cut(part: 4, parts: 5);                  // the cut at 80 %
        bool top = fourth.IsBelow(9900);

        Interval share = Proportion.Wilson(successes: 15, trials: 148);
        double t = StudentT.Quantile(0.975, degreesOfFreedom: 17.3);
        double p = ChiSquared.UpperTail(11.2, degreesOfFreedom: 1);
        #endregion

        Assert.Equal(18.05, all.Mean!.Value, 1e-12);
        Assert.NotNull(error);
        Assert.True(top);
        Assert.Equal(4380, fourth.ToDouble());
        Assert.True(share.Contains(15.0 / 148));
        Assert.Equal(2.107, t, 0.001);
        Assert.True(p < 0.001);
    }
}
