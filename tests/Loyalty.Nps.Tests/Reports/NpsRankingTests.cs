using Loyalty.Nps.Reports;

namespace Loyalty.Nps.Tests.Reports;

public sealed class NpsRankingTests
{
    private static readonly Month November = new(2026, 11);

    [Fact]
    public void Rank_TooFewAnswers_HasNoPlaceAndSaysWhatIsMissing()
    {
        var places = new NpsRanking().Rank([Row("tiny", 10, 0), Row("good", 80, 20), Row("bad", 20, 80), Row("twin", 160, 40)]);
        Assert.Equal(["good", "twin", "bad", "tiny"], places.Select(p => p.Row.Key.ToString()));
        Assert.Equal([1, 1, 3, null], places.Select(p => p.Place));
        Assert.Equal([0L, 0, 0, 90], places.Select(p => p.AnswersMissing));
        Assert.Null(places[0].BehindFirst);
        Assert.True(places[2].BehindFirst!.Value.PValue < 1e-6);
    }

    [Fact]
    public void FewestAnswers_BelowThirty_Refuses()
    {
        Assert.Contains("at least 30", Assert.Throws<ArgumentOutOfRangeException>(() => new NpsRankingOptions { FewestAnswers = 10 }).Message, StringComparison.Ordinal);
        Assert.Equal(100, new NpsRankingOptions().FewestAnswers);
        Assert.Empty(new NpsRanking(new NpsRankingOptions { FewestAnswers = 30 }).Rank([]));
    }

    private static NpsRow Row(string key, int promoters, int detractors) =>
        new(new ReportKey(key), November, default(NpsTally).Add(new Answer(10), promoters).Add(new Answer(0), detractors), null, null);
}
