using Loyalty.Pos.Catalog;
using Loyalty.Testing;

namespace Loyalty.Pos.Tests;

public class PricedBasketTests
{
    [Fact]
    public void Shares_AnyCatalogueAndBasket_AddUpToEachLineAndEachOffer()
    {
        PricingSession session = new();
        int shared = 0;
        for (int i = 0; i < 3000; i++)
        {
            (CatalogueDefinition definition, Basket basket) = new RandomTill((ulong)(5_000_000 + i)).Next();
            definition = definition with { Offers = [.. definition.Offers.DistinctBy(o => o.Id)] };
            PricedBasket priced = session.Price(Catalogue.Compile(definition), basket);

            DiscountShare[] shares = priced.Shares.ToArray();

            Assert.All(shares, s => Assert.True(s.Discount > 0));
            Assert.Equal(shares.Length, shares.DistinctBy(s => (s.Line, s.Applied)).Count());
            Assert.Equal(shares.OrderBy(s => s.Line).ThenBy(s => s.Applied), shares);
            Assert.Equal(priced.Discounts(), Enumerable.Range(0, priced.Lines.Length).Select(l => shares.Where(s => s.Line == l).Sum(s => s.Discount)));
            Assert.Equal(priced.Applied.ToArray().Select(a => a.Discount), Enumerable.Range(0, priced.Applied.Length).Select(a => shares.Where(s => s.Applied == a).Sum(s => s.Discount)));
            shared += shares.GroupBy(s => s.Line).Any(g => g.Count() > 1) ? 1 : 0;
        }

        Assert.True(shared > 300, $"only {shared} receipts had a line with two offers");
    }

    [Fact]
    public void Shares_WarmSession_AllocateNothing()
    {
        Catalogue catalogue = Till.Catalogue("""
            { "id": "five", "target": {}, "reward": { "kind": "percent", "value": 5 } },
            { "id": "two", "reward": { "kind": "amount", "value": 2.00, "per": "basket" } }
            """);
        Basket basket = Till.Basket("b 2 x 3.50", "a 1 x 9.99", "c 0.250 x 8.00");
        PricingSession session = new();
        int count = 0;

        Assert.Equal(0, Allocated.Bytes(() => count = session.Price(catalogue, basket).Shares.Length));
        Assert.Equal(6, count);
    }

    /// <summary>A receipt is written when somebody asks, and says what was priced, whatever became of the basket meanwhile.</summary>
    [Fact]
    public void Lines_AskedForAfterTheBasketChanged_AreThoseThatWerePriced()
    {
        Catalogue catalogue = Till.Catalogue("""
            { "id": "ten", "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": 10 } },
            { "id": "all", "stacking": "best", "reward": { "kind": "percent", "value": 1 } }
            """);
        Basket basket = Till.Basket("a 2 x 5.00", "b 1 x 3.00");
        PricedBasket priced = new PricingSession().Price(catalogue, basket);
        Article a = basket.Lines[0].Article;

        basket.Change(0, 7);
        basket.Void(1);
        basket.Begin(Till.Sunday);
        basket.Add(new Article(new Loyalty.Core.Sku("z")), 9, 9);

        Assert.Equal((1300, 112), (priced.Subtotal, priced.Discount));
        Assert.Equal([new PricedLine(a, 1000, 109), new PricedLine(priced.Lines[1].Article, 300, 3)], priced.Lines.ToArray());
        Assert.Equal("b", priced.Lines[1].Article.Sku.Value);
        Assert.Equal(["ten", "all"], priced.Offers());
        Assert.Equal([new DiscountShare(0, 0, 100), new DiscountShare(0, 1, 9), new DiscountShare(1, 1, 3)], priced.Shares.ToArray());
    }

    [Fact]
    public void Points_OnLinesOfWhichSomeEarnNothing_AreReckonedOnWhatIsPaidForTheOthers()
    {
        const string Points = "\"points\": { \"earn\": 1, \"per\": 1.00, \"except\": { \"categories\": [\"tobacco\"] } }";
        Catalogue catalogue = Till.Catalogue("""{ "id": "half", "stacking": "best", "reward": { "kind": "percent", "value": 50 } }""", Points);

        Assert.Equal(5, new PricingSession().Price(catalogue, Till.Basket("a 1 x 10.00", "t[tobacco] 1 x 10.00")).Points);
        Assert.Equal(10, new PricingSession().Price(catalogue, Till.Basket("a 1 x 10.00", "b 1 x 10.00")).Points);
    }
}
