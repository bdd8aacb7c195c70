using Loyalty.Core;
using Loyalty.Offers.Scoring;

namespace Loyalty.Offers.Tests.Docs;

public class ScoringSnippets
{
    [Fact]
    public void Score_AGuest()
    {
        #region score
        Currency euro = new("EUR");
        OfferScorer scorer = new(
        [
            new PromotedOffer(new OfferId("coffee-20"), depth: 0.20m, [new Sku("coffee")]),
            new PromotedOffer(new OfferId("dairy-10"), depth: 0.10m, [], [new Category("dairy")]),
        ]);
        IReadOnlyList<ScoredOffer> best = scorer.Score(
        [
            new PurchasedItem(new Sku("coffee"), purchases: 7, daysSinceLast: 12, Money.Exact(5.00m, euro)),
            new PurchasedItem(new Sku("milk"), purchases: 9, daysSinceLast: 3, Money.Exact(1.20m, euro), new Category("dairy")),
        ]);

        Console.WriteLine($"{best[0].Offer}: {best[0].Reason}"); // coffee-20: bought 7 times, last 12 days ago, 20 % off
        #endregion
        Assert.Equal("coffee-20: bought 7 times, last 12 days ago, 20 % off", $"{best[0].Offer}: {best[0].Reason}");
        Assert.Equal("dairy-10", best[1].Offer.Value);
    }
}
