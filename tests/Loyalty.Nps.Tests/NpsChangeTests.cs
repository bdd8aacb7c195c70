using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Statistics;

namespace Loyalty.Nps.Tests;

public sealed class NpsChangeTests
{
    private static readonly Gen<NpsScore> Scores = Gen.Choose(0, 40).Three().Where(t => t.Item1 + t.Item2 + t.Item3 > 0)
        .Select(t => new NpsScore(t.Item1, t.Item2, t.Item3));

    [Fact]
    public void PValue_ManyAnswers_AgreesWithTheLargeSampleTest()
    {
        NpsScore before = new(5000, 3000, 2000);
        NpsScore after = new(5200, 2900, 1900);
        double z = (after.Value - before.Value) / Math.Sqrt((before.StandardError * before.StandardError) + (after.StandardError * after.StandardError));
        NpsChange change = new(before, after);
        Assert.Equal(3, change.Points, 1e-12);
        Assert.Equal(2 * NormalDistribution.UpperTail(z), change.PValue, 2e-4);
        Assert.True(change.Interval().Low > 0);
    }

    [Fact]
    public void PValue_Always_IsAProbabilityAndSymmetric() => Prop.ForAll(Scores.Two().ToArbitrary(), pair =>
    {
        NpsChange change = new(pair.Item1, pair.Item2);
        Assert.InRange(change.PValue, 0, 1);
        Assert.Equal(change.PValue, new NpsChange(pair.Item2, pair.Item1).PValue, 1e-9);
        NpsChange mirrored = new(new NpsScore(pair.Item1.Detractors, pair.Item1.Passives, pair.Item1.Promoters), new NpsScore(pair.Item2.Detractors, pair.Item2.Passives, pair.Item2.Promoters));
        Assert.Equal(change.PValue, mirrored.PValue, 1e-6);
        Assert.True(change.Interval().Contains(change.Points));
        Assert.InRange(change.Interval().Width, 0.001, 400);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void PValue_SameScore_IsOneEvenFromDifferentCounts()
    {
        Assert.Equal(1, new NpsChange(new NpsScore(10, 0, 0), new NpsScore(3, 0, 0)).PValue);
        Assert.Equal(1, new NpsChange(new NpsScore(5, 0, 5), new NpsScore(0, 7, 0)).PValue);
    }

    [Fact]
    public void PValue_OneAnswerEach_SaysNothing() =>
        Assert.True(new NpsChange(new NpsScore(0, 0, 1), new NpsScore(1, 0, 0)).PValue > 0.1);

    // Under an unmoved score the test must not cry wolf, even where passives' shares differ and samples are small.
    [Theory]
    [InlineData(5, 5)]
    [InlineData(10, 10)]
    [InlineData(3, 12)]
    public void PValue_UnmovedSmallSamples_FallsBelowFivePercentSeldom(int first, int second)
    {
        foreach (double score in new[] { 0, 0.2, 0.6, 0.9 })
        {
            foreach (double spread in new[] { 0, 0.3, 1 })
            {
                foreach (double other in new[] { 0, 0.3, 1 })
                {
                    double alarms = 0;
                    List<(NpsScore Score, double Chance)> afters = Samples(second, score, other);
                    foreach ((NpsScore before, double chance) in Samples(first, score, spread))
                    {
                        foreach ((NpsScore after, double chance2) in afters)
                        {
                            alarms += new NpsChange(before, after).PValue < 0.05 ? chance * chance2 : 0;
                        }
                    }

                    Assert.True(alarms <= 0.08, $"{first}, {second}, score {score}, spreads {spread}, {other}: {alarms}");
                }
            }
        }
    }

    private static List<(NpsScore Score, double Chance)> Samples(int n, double score, double spread)
    {
        double sum = score + ((1 - score) * spread);
        double p = (sum + score) / 2;
        double d = (sum - score) / 2;
        List<(NpsScore Score, double Chance)> samples = [];
        for (int promoters = 0; promoters <= n; promoters++)
        {
            double chance = BinomialDistribution.Probability(promoters, n, p);
            for (int detractors = 0; promoters + detractors <= n; detractors++)
            {
                double both = chance * BinomialDistribution.Probability(detractors, n - promoters, p >= 1 ? 0 : Math.Min(1, d / (1 - p)));
                if (both > 1e-9)
                {
                    samples.Add((new NpsScore(promoters, n - promoters - detractors, detractors), both));
                }
            }
        }

        return samples;
    }
}
