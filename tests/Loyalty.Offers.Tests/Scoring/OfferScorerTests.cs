using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Offers.Scoring;

namespace Loyalty.Offers.Tests.Scoring;

public class OfferScorerTests
{
    private static readonly Currency Euro = new("EUR");

    [Fact]
    public void Score_GuestBuysCoffeeOften_TheCoffeeOfferComesFirstAndSaysWhy()
    {
        OfferScorer scorer = new([Offer("tea-30", 0.3m, "tea"), Offer("coffee-20", 0.2m, "coffee"), Offer("wine-50", 0.5m, "wine")]);
        IReadOnlyList<ScoredOffer> scored = scorer.Score([Item("tea", 1, 90), Item("coffee", 7, 12)]);

        Assert.Equal(["coffee-20", "tea-30"], scored.Select(s => s.Offer.Value));
        Assert.Equal(new ScoreReason(new Sku("coffee"), 7, 12, 0.2m, 1), scored[0].Reason);
        Assert.Equal("bought 7 times, last 12 days ago, 20 % off", scored[0].Reason.ToString());
        Assert.Equal(0.5 * 0.3, scored[1].Score, 15);
    }

    [Fact]
    public void Score_KnownRates_ExpectsValueAndCostToTheCent()
    {
        // 73 purchases a year, one today: 2.8 in 14 days at 5.00; 20 % off sells 40 % more.
        ScoredOffer scored = Assert.Single(new OfferScorer([Offer("o", 0.2m, "a")]).Score([Item("a", 73, 0)]));

        Assert.Equal(new Money(560, Euro), scored.ExpectedValue);
        Assert.Equal(new Money(392, Euro), scored.ExpectedCost);
    }

    [Fact]
    public void Score_ContactCostAndMargin_AreCounted()
    {
        OfferScorer scorer = new([new PromotedOffer(new OfferId("o"), 0.2m, [new Sku("a")], contactCost: new Money(8, Euro))], new ScoringOptions { ValueShare = 0.25m });
        ScoredOffer scored = Assert.Single(scorer.Score([Item("a", 73, 0)]));

        Assert.Equal(new Money(140, Euro), scored.ExpectedValue);
        Assert.Equal(new Money(400, Euro), scored.ExpectedCost);
    }

    [Fact]
    public void Score_OfferOnACategory_AddsUpItsGoodsAndNamesTheStrongest()
    {
        Category dairy = new("dairy");
        OfferScorer scorer = new([new PromotedOffer(new OfferId("dairy-10"), 0.1m, [new Sku("milk")], [dairy])]);
        ScoredOffer scored = Assert.Single(scorer.Score(
            [new(new Sku("milk"), 4, 0, new Money(100, Euro), dairy), new(new Sku("curd"), 6, 0, new Money(100, Euro), dairy), Item("wine", 9, 0)]));

        Assert.Equal(1.0, scored.Score, 12);
        Assert.Equal("curd", scored.Reason.Sku.Value);
        Assert.Equal(2, scored.Reason.Goods);
    }

    [Fact]
    public void Score_EqualScores_TheDeeperThenTheCheaperThenTheOrdinallySmallerComesFirst()
    {
        OfferScorer scorer = new([Offer("b", 0.2m, "x"), Offer("a", 0.2m, "x"), Offer("deep", 0.4m, "y"),
            new PromotedOffer(new OfferId("0-dear"), 0.2m, [new Sku("x")], contactCost: new Money(1, Euro))]);

        Assert.Equal(["deep", "a", "b", "0-dear"], scorer.Score([Item("x", 4, 0), Item("y", 2, 0)]).Select(s => s.Offer.Value));
    }

    [Fact]
    public void Score_MoreThanFiveFit_GivesFiveAndOnlyTheTopGoodsCount()
    {
        OfferScorer scorer = new(Enumerable.Range(0, 9).Select(i => Offer($"o{i}", 0.1m, $"s{i}")), new ScoringOptions { TopItems = 6 });
        PurchasedItem[] items = [.. Enumerable.Range(0, 9).Select(i => Item($"s{i}", 20 - i, 0))];

        Assert.Equal(["o0", "o1", "o2", "o3", "o4"], scorer.Score(items).Select(s => s.Offer.Value));
        Assert.Equal(6, new OfferScorer(Enumerable.Range(0, 9).Select(i => Offer($"o{i}", 0.1m, $"s{i}")), new ScoringOptions { TopItems = 6, TopOffers = 9 }).Score(items).Count);
    }

    [Fact]
    public void Score_AnyOrderOfInput_GivesTheSameList() => Prop.ForAll<PositiveInt[]>(counts =>
    {
        PurchasedItem[] items = [.. counts.Select((c, i) => Item($"s{i}", c.Get % 5 + 1, c.Get % 7))];
        PromotedOffer[] offers = [.. Enumerable.Range(0, 12).Select(i => Offer($"o{i}", 0.1m * (1 + i % 3), $"s{i % 6}", $"s{i}"))];

        Assert.Equal(new OfferScorer(offers).Score(items), new OfferScorer(offers.Reverse()).Score([.. items.Reverse()]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Score_NothingBought_GivesNothing() => Assert.Empty(new OfferScorer([Offer("o", 0.2m, "a")]).Score([]));

    [Fact]
    public void Score_BadInput_IsRefusedWithTheCure()
    {
        Assert.Contains("stands twice", Assert.Throws<ArgumentException>(() => new OfferScorer([Offer("o", 0.2m, "a"), Offer("o", 0.2m, "b")])).Message, StringComparison.Ordinal);
        OfferScorer scorer = new([Offer("o", 0.2m, "a", "b")]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => scorer.Score([Item("a", 1, 1), Item("a", 2, 2)])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => scorer.Score([Item("a", 1, 1), new(new Sku("b"), 1, 1, new Money(1, new Currency("USD")))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Offer("o", 0m, "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Offer("o", 1.01m, "a"));
        Assert.Throws<ArgumentException>(() => new PromotedOffer(new OfferId("o"), 0.1m, []));
        Assert.Throws<ArgumentException>(() => new PromotedOffer(default, 0.1m, [new Sku("a")]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PromotedOffer(new OfferId("o"), 0.1m, [new Sku("a")], contactCost: new Money(-1, Euro)));
        Assert.Throws<ArgumentException>(() => new PurchasedItem(default, 1, 1, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Item("a", 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Item("a", 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PurchasedItem(new Sku("a"), 1, 1, new Money(-1, Euro)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScoringOptions { TopItems = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScoringOptions { Response = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScoringOptions { ValueShare = 1.1m });
    }

    [Theory]
    [InlineData(1, 0, "bought once, last today, 12.5 % off")]
    [InlineData(2, 1, "bought 2 times, last yesterday, 12.5 % off")]
    public void ToString_Reason_ReadsAsASentence(int purchases, int days, string expected) =>
        Assert.Equal(expected, new ScoreReason(new Sku("a"), purchases, days, 0.125m, 1).ToString());

    private static PromotedOffer Offer(string id, decimal depth, params string[] skus) => new(new OfferId(id), depth, skus.Select(s => new Sku(s)));

    private static PurchasedItem Item(string sku, int purchases, int days) => new(new Sku(sku), purchases, days, new Money(500, Euro));
}
