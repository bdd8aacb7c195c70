using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Statistics;
using Interval = Loyalty.Core.Statistics.Interval;

namespace Loyalty.Nps.Tests;

public sealed class NpsScoreTests
{
    private static readonly Gen<NpsScore> Scores = Gen.Choose(0, 60).Three().Where(t => t.Item1 + t.Item2 + t.Item3 > 0)
        .Select(t => new NpsScore(t.Item1, t.Item2, t.Item3));

    [Fact]
    public void Value_ReferenceCounts_GiveReferenceScoresAndErrors()
    {
        string[] lines = [.. File.ReadLines(Repository.PathOf("tests", "Loyalty.Nps.Tests", "Data", "nps-bank", "reference.csv")).Skip(1)];
        Assert.Equal(17, lines.Length);
        foreach (string line in lines)
        {
            double[] fields = [.. line.Split(',').Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
            NpsScore score = new((long)fields[0], (long)fields[1], (long)fields[2]);
            Assert.Equal(fields[3], score.Value, 1e-12);
            Assert.Equal(fields[4], score.StandardError, 1e-12);
        }
    }

    [Fact]
    public void Value_Always_IsTheExactQuotientRoundedOnce() => Prop.ForAll(Scores.ToArbitrary(), score =>
    {
        decimal exact = 100m * (score.Promoters - score.Detractors) / score.Answers;
        Assert.Equal((double)exact, score.Value, 1e-13);
        Assert.Equal((int)decimal.Round(exact, MidpointRounding.AwayFromZero), score.Points);
        NpsScore mirrored = new(score.Detractors, score.Passives, score.Promoters);
        Assert.Equal(-score.Value, mirrored.Value);
        Assert.Equal(-score.Points, mirrored.Points);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_HalfAPoint_GoesAwayFromZero()
    {
        Assert.Equal(13, new NpsScore(1, 7, 0).Points);
        Assert.Equal(-13, new NpsScore(0, 7, 1).Points);
    }

    [Fact]
    public void New_NoAnswersOrNegative_Refuses()
    {
        Assert.Contains("undefined", Assert.Throws<ArgumentOutOfRangeException>(() => new NpsScore(0, 0, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpsScore(-1, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpsScore(long.MaxValue, long.MaxValue, long.MaxValue));
        Assert.Throws<InvalidOperationException>(() => default(NpsScore).Value);
        Assert.Throws<InvalidOperationException>(() => default(NpsScore).Interval());
        Assert.Equal("undefined", default(NpsScore).ToString());
    }

    [Fact]
    public void CompareTo_ScoresThatRoundAlike_IsExact()
    {
        NpsScore third = new(1, 2, 0);
        NpsScore almost = new(333_333_333_333_333, 666_666_666_666_667, 0);
        Assert.True(almost < third);
        Assert.True(third > almost && third >= almost && almost <= third);
        Assert.Equal(0, third.CompareTo(new NpsScore(2, 4, 0)));
    }

    // The claim of the documentation: at 95 % the interval covers at least 95 % of the time for every n from 1 to 30, whatever the shares.
    [Fact]
    public void Interval_EverySampleOfOneToThirty_CoversAtLeastAsPromised()
    {
        double[] edges = [0.001, 0.002, 0.005, 0.995, 0.998, 0.999];
        double[] shares = [.. Enumerable.Range(0, 51).Select(i => i / 50.0), .. edges];
        double least = 1;
        for (int n = 1; n <= 30; n++)
        {
            least = Math.Min(least, LeastCoverage(n, shares));
        }

        Assert.InRange(least, 0.95, 0.96);
    }

    [Theory]
    [InlineData(48)]
    [InlineData(100)]
    public void Interval_LargerSamples_CoverAtLeastAsPromisedToo(int n) =>
        Assert.True(LeastCoverage(n, [.. Enumerable.Range(0, 21).Select(i => i / 20.0), 0.001, 0.005, 0.99, 0.995, 0.999]) >= 0.95);

    [Fact]
    public void Interval_Always_HoldsTheScoreAndHasWidth() => Prop.ForAll(Scores.ToArbitrary(), score =>
    {
        Interval interval = score.Interval();
        Assert.True(interval.Contains(score.Value));
        Assert.True(interval.Width > 0 && interval.Low >= -100 && interval.High <= 100);
        Interval mirrored = new NpsScore(score.Detractors, score.Passives, score.Promoters).Interval();
        Assert.Equal(-interval.High, mirrored.Low, 1e-9);
        Assert.Equal(-interval.Low, mirrored.High, 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Interval_NothingButPromoters_ReachesTheTopAndFarBelow()
    {
        Interval ten = new NpsScore(10, 0, 0).Interval();
        Assert.Equal(100, ten.High);
        Assert.InRange(ten.Low, 30, 40);
        Assert.Equal(100, new NpsScore(1_000_000, 0, 0).Interval().High);
        Assert.InRange(new NpsScore(1_000_000, 0, 0).Interval().Low, 99.99, 99.9999);
        Assert.True(new NpsScore(0, 7, 0).Interval() is { Low: < -20, High: > 20 });
    }

    [Fact]
    public void Interval_ManyAnswers_ApproachesWald()
    {
        NpsScore score = new(2309, 972, 1719);
        double wald = 2 * 1.959964 * score.StandardError;
        Assert.InRange(score.Interval().Width, wald, wald * 1.03);
    }

    private static double LeastCoverage(int n, double[] shares)
    {
        List<(int P, int D, double Low, double High, double Log)> samples = [];
        for (int p = 0; p <= n; p++)
        {
            for (int d = 0; p + d <= n; d++)
            {
                Interval interval = new NpsScore(p, n - p - d, d).Interval();
                double log = SpecialFunctions.LogGamma(n + 1) - SpecialFunctions.LogGamma(p + 1) - SpecialFunctions.LogGamma(d + 1) - SpecialFunctions.LogGamma(n - p - d + 1);
                samples.Add((p, d, interval.Low, interval.High, log));
            }
        }

        double least = 1;
        foreach (double p in shares)
        {
            foreach (double d in shares.Where(d => p + d <= 1 + 1e-12))
            {
                double rest = Math.Max(0, 1 - p - d) is var r && r < 1e-12 ? 0 : 1 - p - d;
                double truth = 100 * (p - d);
                double covered = 0;
                foreach ((int promoters, int detractors, double low, double high, double log) in samples)
                {
                    if (low <= truth + 1e-9 && truth - 1e-9 <= high)
                    {
                        covered += Math.Exp(log + Times(promoters, p) + Times(detractors, d) + Times(n - promoters - detractors, rest));
                    }
                }

                least = Math.Min(least, covered);
            }
        }

        return least;
    }

    private static double Times(int k, double p) => k == 0 ? 0 : k * Math.Log(p);
}
