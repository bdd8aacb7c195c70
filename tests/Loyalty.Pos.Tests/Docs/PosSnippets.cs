using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests.Docs;

public class PosSnippets
{
    [Fact]
    public void Price_ABasket()
    {
        #region price
        Catalogue catalogue = Catalogue.Parse("""
            { "currency": "EUR",
              "offers": [{ "id": "dairy-20", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 20 } }] }
            """);
        Article milk = new(new Sku("milk"), new Category("dairy"));     // one for each article, kept
        PricingSession lane = new();                                    // one for each till lane
        Basket basket = new();                                          // filled again for each receipt

        basket.Begin(new DateTimeOffset(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3)), guest: "42");
        basket.Add(milk, quantity: 2, unitPrice: 350);

        PricedBasket priced = lane.Price(catalogue, basket);
        string shown = $"{priced.Total} by {priced.Applied[0].Offer.Id}: {priced.Lines[0].Discount}";
        #endregion

        Assert.Equal("560 by dairy-20: 140", shown);
    }

    [Fact]
    public void Compile_FromCSharp()
    {
        #region compile
        Catalogue catalogue = Catalogue.Compile(new CatalogueDefinition
        {
            Currency = new Currency("EUR"),
            Points = new PointsRule { Earn = 1, Per = 1000 },
            Floors = [new Floor { Items = Selector.OfCategories(new Category("alcohol")), MinPrice = 400 }],
            Offers =
            [
                new Offer
                {
                    Id = new OfferId("three-for-two"),
                    Target = Selector.OfCategories(new Category("juice")),
                    Reward = new BuyGet(Buy: 2, Get: 1),
                    Limits = new OfferLimits { PerReceipt = 2 },
                },
            ],
        });
        #endregion

        Assert.Equal(1, catalogue.OfferCount);
    }

    [Fact]
    public void Save_AndMap()
    {
        string folder = Directory.CreateTempSubdirectory("loyalty-pos").FullName;
        string file = Path.Combine(folder, "offers.cat");
        Catalogue catalogue = Till.Catalogue("""{ "id": "x", "reward": { "kind": "percent", "value": 10 } }""");
        Basket basket = Till.Basket("a 1 x 1.00");
        PricingSession lane = new();

        #region file
        catalogue.Save(file);                                   // in the office, once
        LiveCatalogue live = new(Catalogue.Open(file));         // at the till: mapped, not parsed

        PricedBasket priced = lane.Price(live.Current, basket); // this receipt sees one version and names it
        live.Replace(Catalogue.Open(file));                     // meanwhile another thread puts the next one in force
        #endregion

        Assert.Equal((10, catalogue.Version), (priced.Discount, priced.CatalogueVersion));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Scan_ChangeAndVoid()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "three", "target": { "skus": ["tea"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 } }""");
        PricingSession lane = new();
        Article tea = new(new Sku("tea"));
        Article milk = new(new Sku("milk"));
        List<long> totals = [];

        #region scan
        Basket basket = new();
        basket.Begin(new DateTimeOffset(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3)));
        basket.Add(tea, 2, 300);
        totals.Add(lane.Price(catalogue, basket).Total);        // 6.00
        basket.Add(milk, 1, 99);
        totals.Add(lane.Price(catalogue, basket).Total);        // 6.99
        basket.Change(line: 0, quantity: 3);
        totals.Add(lane.Price(catalogue, basket).Total);        // the third tea is free: 6.99
        basket.Void(line: 1);
        totals.Add(lane.Price(catalogue, basket).Total);        // 6.00
        #endregion

        Assert.Equal([600, 699, 699, 600], totals);
    }

    [Fact]
    public void Explain_WhyNot()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "soup", "requires": { "minQuantity": 3 }, "reward": { "kind": "percent", "value": 10 } }""");
        Basket basket = Till.Basket("a 2 x 1.00");
        PricingSession lane = new();

        #region explain
        foreach (RejectedOffer rejected in lane.PriceAndExplain(catalogue, basket).Rejected)
        {
            Assert.Equal("soup: MinQuantity, 1 more", $"{rejected.Offer.Id}: {rejected.Reason}, {rejected.MissingQuantity} more");
        }
        #endregion
    }

    [Fact]
    public void Walk_ByHand()
    {
        PricedBasket priced = Till.Price(
            """
            { "id": "brie-3", "target": { "skus": ["brie"] }, "reward": { "kind": "fixedPrice", "value": 3.00 } },
            { "id": "dairy-15", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 15 } },
            { "id": "five-off", "requires": { "minSpend": 10.00 }, "reward": { "kind": "amount", "value": 1.00, "per": "basket" } }
            """,
            "brie[dairy] 2 x 3.79",
            "milk[dairy] 1 x 0.99",
            "ham 0.374 x 12.00");

        Assert.Equal([158L + 90 + 49, 15 + 8, 43], priced.Discounts());
        Assert.Equal([("brie-3", 158L), ("dairy-15", 105), ("five-off", 100)], priced.Applied.ToArray().Select(a => (a.Offer.Id.Value, a.Discount)));
    }

    [Fact]
    public void Stack_Three()
    {
        #region stacking
        PricedBasket priced = Till.Price(
            """
            { "id": "member", "target": {}, "reward": { "kind": "percent", "value": 5 } },
            { "id": "weekend", "target": {}, "reward": { "kind": "percent", "value": 10 } },
            { "id": "wine-12", "target": { "categories": ["wine"] }, "stacking": "best", "reward": { "kind": "percent", "value": 12 } },
            { "id": "tea-20", "target": { "skus": ["tea"] }, "stacking": "best", "reward": { "kind": "percent", "value": 20 } }
            """,
            "wine[wine] 1 x 10.00",
            "tea 1 x 10.00");
        #endregion

        Assert.Equal([145L, 200], priced.Discounts());
    }
}
