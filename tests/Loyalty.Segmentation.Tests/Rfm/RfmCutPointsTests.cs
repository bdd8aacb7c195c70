using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Segmentation.Tests.Rfm;

public class RfmCutPointsTests
{
    [Fact]
    public void ToJson_FittedToAnyGuests_IsReadAgainToTheLastDigit() => Prop.ForAll(Histories.Receipts, Gen.Choose(2, 12).ToArbitrary(), (receipts, bins) =>
    {
        if (RfmScorer.Fit(Histories.Of(receipts).Summarise(Histories.Start.AddDays(40)), new RfmOptions { Bins = bins }) is not { } scorer)
        {
            return;
        }

        RfmCutPoints again = RfmCutPoints.Parse(scorer.CutPoints.ToJson());
        Assert.Equal(scorer.CutPoints.RecencyDays, again.RecencyDays);
        Assert.Equal(scorer.CutPoints.Frequency, again.Frequency);
        Assert.Equal(scorer.CutPoints.Monetary, again.Monetary);
        Assert.Equal(("2026-07-11", scorer.CutPoints.EffectiveBins), (again.Version, again.EffectiveBins));
        Assert.Equal(scorer.CutPoints.ToJson(), again.ToJson());
    }).Check(Histories.Fixed);

    [Fact]
    public void Score_AnyNumberOfBins_CountsTheCutPointsBelow() => Prop.ForAll(
        (from cuts in Gen.Choose(-40, 40).NonEmptyListOf() from values in Gen.Choose(-45, 45).ListOf(3) select (cuts, values)).ToArbitrary(),
        given =>
        {
            decimal[] cuts = [.. given.cuts.Take(99).Order().Select(c => c / 2m)];
            RfmCutPoints points = new([.. cuts], [.. cuts], [.. cuts], "any");
            RfmScore score = points.Score(new RfmValues(given.values[0], given.values[1], given.values[2]));
            Assert.Equal(
                (points.Bins - cuts.Count(c => c < given.values[0]), 1 + cuts.Count(c => c < given.values[1]), 1 + cuts.Count(c => c < given.values[2])),
                (score.R, score.F, score.M));
            Assert.Equal(points.Bins, points.Score(new RfmValues(0, 0, long.MaxValue)).M);
        }).Check(Histories.Fixed);

    [Fact]
    public void Parse_KeptByAnEarlierProgram_ScoresTheSameForever()
    {
        RfmCutPoints cuts = RfmCutPoints.Parse("""
            {
              "format": 1,
              "version": "spring \"2026\"",
              "recencyDays": [13.8, 33],
              "frequency": [1, 2],
              "monetary": ["25019.400000000000000000000001", 49009.6]
            }
            """);
        Assert.Equal(new RfmScore(2, 2, 2), cuts.Score(new RfmValues(14, 2, 25020)));
        Assert.Equal(new RfmScore(3, 1, 1), cuts.Score(new RfmValues(13, 1, 25019)));
        Assert.Equal("spring \"2026\"", RfmCutPoints.Parse(cuts.ToJson()).Version);
        Assert.Equal(25019.400000000000000000000001m, RfmCutPoints.Parse(cuts.ToJson()).Monetary[0]);
    }

    [Fact]
    public void Fixed_ThresholdsOfAnyNumber_ScoreWithoutFitting()
    {
        RfmCutPoints cuts = RfmCutPoints.Parse("""{"format":1,"version":"by hand","recencyDays":[7,30,90],"frequency":[1,4,12],"monetary":[5000,20000,100000]}""");
        Assert.Equal(4, cuts.Bins);
        Assert.Equal(new RfmScore(4, 4, 4), cuts.Score(new RfmValues(7, 13, 100_001)));
        Assert.Equal(new RfmScore(1, 1, 1), cuts.Score(new RfmValues(91, 1, -50)));
    }

    [Theory]
    [InlineData("{\"format\":2,\n\"version\":\"v\"}", 1, "later format")]
    [InlineData("{\"version\":\"v\"}", 1, "'format'")]
    [InlineData("{\"format\":1,\"version\":\"v\",\n\"recencyDays\":[2,1],\"frequency\":[1,2],\"monetary\":[1,2]}", 1, "1 follows 2")]
    [InlineData("{\"format\":1,\"version\":\"v\",\"recencyDays\":[1],\"frequency\":[1,2],\"monetary\":[1,2]}", 1, "same number")]
    [InlineData("{\"format\":1,\"version\":\"v\",\"recencyDays\":[],\"frequency\":[],\"monetary\":[]}", 1, "same number")]
    [InlineData("{\"format\":1,\"version\":\"\",\"recencyDays\":[1],\"frequency\":[1],\"monetary\":[1]}", 1, "empty")]
    [InlineData("{\"format\":1,\"version\":\"v\",\"recencyDays\":[1],\n\"frequency\":[\"one\"],\"monetary\":[1]}", 2, "'one'")]
    [InlineData("{\"format\":1,\"version\":\"v\",\"recencyDays\":[1],\n\"frequency\":[\"1e3\"],\"monetary\":[1]}", 2, "'1e3'")]
    [InlineData("{\"format\":1,\"version\":\"v\",\"recencyDays\":[1],\n\"frequency\":1,\"monetary\":[1]}", 2, "list")]
    [InlineData("{\"format\":1,\"version\":\"v\",\"recencyDays\":[1],\"frequency\":[1],\"monetary\":[1],\n\"money\":[1]}", 2, "'money'")]
    [InlineData("", 1, "not JSON")]
    public void Parse_Malformed_IsRefusedAtItsLine(string json, int line, string named)
    {
        DocumentFormatException e = Assert.Throws<DocumentFormatException>(() => RfmCutPoints.Parse(json));
        Assert.Equal(line, e.Line);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_ToJson_IsReadAgainAndCanBeChanged()
    {
        string json = RfmSegments.Default.ToJson();
        Assert.Equal(RfmSegments.Default.Rules, RfmSegments.Parse(json).Rules);
        Assert.Equal("heroes \"ёж\"", RfmSegments.Parse(new RfmSegments([new("heroes \"ёж\"", (1, 5), (1, 5), (2, 5)), new("rest", (1, 5), (1, 5), (1, 5))]).ToJson()).Rules[0].Name);
        Assert.Equal("stars", RfmSegments.Parse(json.Replace("champions", "stars", StringComparison.Ordinal)).RuleOf(new RfmScore(5, 5, 5), 5).Name);
    }
}
