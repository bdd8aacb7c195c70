using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Tests.Docs;

public class ByHandSnippets
{
    private const string Offers = """
        #region offers
        { "currency": "EUR",
          "points": { "earn": 1, "per": 1.00, "except": { "categories": ["alcohol"] } },
          "floors": [{ "categories": ["alcohol"], "minPrice": 4.00 }],
          "offers": [
            { "id": "juice-3for2", "target": { "categories": ["juice"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 } },
            { "id": "dairy-15", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 15 } },
            { "id": "wine-40", "target": { "skus": ["wine"] }, "reward": { "kind": "percent", "value": 40 } },
            { "id": "two-off", "requires": { "minSpend": 20.00 }, "reward": { "kind": "amount", "value": 2.00, "per": "basket" } },
            { "id": "ham-x2", "target": { "skus": ["ham"] }, "reward": { "kind": "points", "multiplier": 2 } } ] }
        #endregion
        """;

    private static readonly string[] Lines =
    [
        "orange[juice] 2 x 2.49",
        "apple[juice] 1 x 1.99",
        "brie[dairy] 1 x 3.79",
        "ham 0.374 x 12.00",
        "wine[alcohol] 1 x 6.50",
    ];

    [Fact]
    public void Page_EachNumber_IsWhatTheTillReckons()
    {
        (Catalogue catalogue, Basket basket, PricedBasket priced) = Price();

        #region amounts
        Assert.Equal([498L, 199, 379, 449, 650], priced.Lines.ToArray().Select(l => l.Amount));
        Assert.Equal(2175, priced.Subtotal);
        #endregion

        #region shares
        Assert.Equal(
            [
                "orange two-off 78",
                "apple juice-3for2 199",
                "brie dairy-15 57", "brie two-off 51",
                "ham two-off 71",
                "wine wine-40 250",
            ],
            priced.Shares.ToArray().Select(s => $"{priced.Lines[s.Line].Article.Sku} {priced.Applied[s.Applied].Offer.Id} {s.Discount}"));
        #endregion

        #region sums
        Assert.Equal([78L, 199, 108, 71, 250], priced.Lines.ToArray().Select(l => l.Discount));
        Assert.Equal([420L, 0, 271, 378, 400], priced.Lines.ToArray().Select(l => l.Paid));
        Assert.Equal((706L, 1469L, 14L), (priced.Discount, priced.Total, priced.Points));
        Assert.Equal(4, priced.Applied.ToArray().Single(a => a.Offer.Id.Value == "ham-x2").Points);
        #endregion

        Assert.Equal(2175, basket.Subtotal);
        Assert.Equal(catalogue.Version, priced.CatalogueVersion);
    }

    [Fact]
    public void Page_Return_IsWhatTheDeskReckons()
    {
        (Catalogue catalogue, Basket basket, PricedBasket priced) = Price();
        TillReceipt receipt = TillReceipt.Of("r-2041", catalogue, basket, priced);
        ReturnLedger nothing = ReturnLedger.None(receipt);

        #region wine-back
        ReturnedGoods[] wine = [new ReturnedGoods(Line: 4, Quantity: 1)];
        ReturnsDesk desk = new();                                       // what stays is priced again
        ReturnResult first = desk.Return(receipt, nothing, wine, catalogue);

        Assert.Equal((200L, 1269L, 0L), (first.Refund, first.KeptCost, first.PointsTakenBack));
        Assert.Equal(353, By(ReturnPolicy.ProRate).Refund);
        Assert.Equal(400, By(ReturnPolicy.Keep).Refund);
        #endregion

        #region ham-back
        ReturnResult second = desk.Return(receipt, first.After, [new ReturnedGoods(Line: 3, Quantity: 0.187m)], catalogue);
        ReturnResult third = desk.Return(
            receipt, second.After, [new ReturnedGoods(0, 2), new ReturnedGoods(1, 1), new ReturnedGoods(2, 1), new ReturnedGoods(3, 0.187m)], catalogue);

        Assert.Equal((225L, 4L), (second.Refund, second.PointsTakenBack));
        Assert.Equal((1044L, 10L), (third.Refund, third.PointsTakenBack));
        Assert.Equal(receipt.Total, first.Refund + second.Refund + third.Refund);
        #endregion

        ReturnResult By(ReturnPolicy policy) => new ReturnsDesk(new ReturnOptions { Policy = policy }).Return(receipt, nothing, wine, catalogue);
    }

    private static (Catalogue Catalogue, Basket Basket, PricedBasket Priced) Price()
    {
        // The region's own marks are no part of the document.
        string offers = string.Join('\n', Offers.Split('\n').Where(l => !l.TrimStart().StartsWith('#')));
        Catalogue catalogue = Catalogue.Parse(offers);
        Basket basket = Till.Basket(Lines);
        return (catalogue, basket, new PricingSession().Price(catalogue, basket));
    }
}
