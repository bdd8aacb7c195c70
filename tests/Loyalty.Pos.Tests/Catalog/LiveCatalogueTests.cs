using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Tests.Catalog;

public class LiveCatalogueTests
{
    private static Catalogue Percent(int percent) => Till.Catalogue($$"""{ "id": "x", "target": {}, "reward": { "kind": "percent", "value": {{percent}} } }""");

    [Fact]
    public async Task Replace_WhileLanesPrice_EachReceiptSeesOneVersionAndNamesIt()
    {
        Catalogue[] catalogues = [.. Enumerable.Range(1, 20).Select(Percent)];
        Dictionary<string, long> discounts = catalogues.Select((c, i) => (c.Version, i + 1L)).ToDictionary(p => p.Version, p => 3 * p.Item2);
        LiveCatalogue live = new(catalogues[0]);
        Basket template = Till.Basket("a 1 x 1.00", "b 2 x 1.00");
        Article[] articles = [.. template.Lines.ToArray().Select(l => l.Article)];
        using CancellationTokenSource done = new();
        int[] versionsSeen = new int[3];
        Task[] lanes = [.. Enumerable.Range(0, 3).Select(lane => Task.Run(() =>
        {
            PricingSession session = new();
            Basket basket = new();
            HashSet<string> seen = [];
            while (!done.IsCancellationRequested)
            {
                basket.Begin(Till.Sunday);
                basket.Add(articles[0], 1, 100);
                basket.Add(articles[1], 2, 100);
                PricedBasket priced = session.Price(live.Current, basket);
                Assert.Equal(discounts[priced.CatalogueVersion], priced.Discount);
                seen.Add(priced.CatalogueVersion);
                Volatile.Write(ref versionsSeen[lane], seen.Count);
            }
        }))];

        for (int i = 1; i < 4000 || (versionsSeen.Min() < 3 && !lanes.Any(l => l.IsCompleted)); i++)
        {
            Assert.Same(catalogues[(i - 1) % 20], live.Replace(catalogues[i % 20]));
        }

        await done.CancelAsync();
        await Task.WhenAll(lanes);
    }

    [Fact]
    public void Price_WithTwoCataloguesInTurn_DoesNotAllocate()
    {
        Catalogue one = Percent(10);
        Catalogue other = Percent(20);
        PricingSession session = new();
        Basket basket = Till.Basket("a 1 x 1.00", "b 2 x 1.00");
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            _ = session.Price(one, basket);
            _ = session.Price(other, basket);
        }));
        Assert.Equal((30, 60), (session.Price(one, basket).Discount, session.Price(other, basket).Discount));
    }

    [Fact]
    public void LiveCatalogue_OfNothing_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new LiveCatalogue(null!));
        Assert.Throws<ArgumentNullException>(() => new LiveCatalogue(Percent(1)).Replace(null!));
    }
}
