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
}
