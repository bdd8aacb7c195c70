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

    /// <summary>What a line remembers of its article is the last catalogue's word, and no other catalogue may take it for its own.</summary>
    [Fact]
    public void Price_LinesScannedUnderAnotherCatalogue_CostWhatThisOneSays()
    {
        const string Offers = """{ "id": "{0}", "target": { "{1}": ["{2}"] }, "stacking": "best", "reward": { "kind": "percent", "value": {3} } }""";
        string Of(string id, string kind, string what, int percent) => Offers.Replace("{0}", id).Replace("{1}", kind).Replace("{2}", what).Replace("{3}", $"{percent}");
        Catalogue one = Till.Catalogue($"{Of("a", "categories", "x", 10)}, {Of("b", "skus", "q", 20)}");
        Catalogue other = Till.Catalogue($"{Of("c", "skus", "p", 50)}, {Of("a", "categories", "y", 40)}, {Of("b", "categories", "z", 30)}");
        PricingSession session = new();
        Basket first = Till.Basket("p[x,y,z] 1 x 1.00", "q[x] 1 x 1.00", "r[y] 1 x 1.00");
        _ = session.Price(one, first);

        Basket underOne = Till.ScannedAgain(first);
        Assert.Equal([50, 0, 40], session.Price(other, underOne).Discounts());
        Assert.Equal([10, 20, 0], session.Price(one, underOne).Discounts());

        // One line scanned when one catalogue had priced its article, the next when the other one had.
        Basket fresh = Till.Basket("p[x,y] 1 x 1.00", "r[y] 1 x 1.00");
        _ = session.Price(one, fresh);
        Basket mixed = new();
        mixed.Begin(Till.Sunday);
        mixed.Add(fresh.Lines[0].Article, 1, 100);
        _ = session.Price(other, fresh);
        mixed.Add(fresh.Lines[1].Article, 1, 100);
        Assert.Equal([50, 40], session.Price(other, mixed).Discounts());
        Assert.Equal([10, 0], session.Price(one, mixed).Discounts());
        mixed.Void(0);
        Assert.Equal([40], session.Price(other, mixed).Discounts());
    }

    [Fact]
    public void LiveCatalogue_OfNothing_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new LiveCatalogue(null!));
        Assert.Throws<ArgumentNullException>(() => new LiveCatalogue(Percent(1)).Replace(null!));
    }
}
