using System.Text;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Tests.Docs;

public class ReceiptSnippets
{
    private static readonly Catalogue Catalogue = Till.Catalogue(
        """
        { "id": "dairy-20", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 20 }, "fundedBy": "supplier-7" },
        { "id": "two-off", "reward": { "kind": "amount", "value": 2.00, "per": "basket" } },
        { "id": "juice-3for2", "target": { "categories": ["juice"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 } }
        """,
        """ "points": { "earn": 1, "per": 1.00 } """);

    [Fact]
    public void Keep_AReceipt()
    {
        Catalogue catalogue = Catalogue;
        Basket basket = Till.Basket("milk[dairy] 2 x 3.50", "ham 0.374 x 12.00");
        PricingSession lane = new();
        List<string> trace = [];

        #region keep
        TillReceipt receipt = TillReceipt.Of("r-2041", catalogue, basket, lane.Price(catalogue, basket));
        byte[] stored = receipt.ToJson();                   // one line of JSON
        TillReceipt again = TillReceipt.Parse(stored);      // refused where its sums do not add up

        foreach (GivenOffer given in again.Applied)
        {
            foreach (GivenShare share in given.Shares)
            {
                trace.Add($"{share.Discount} off {again.Lines[share.Line].Sku} by {given.Offer}, paid by {given.FundedBy ?? "the shop"}");
            }
        }

        foreach (FundedSum sum in again.ByFunder())
        {
            trace.Add($"{sum.FundedBy ?? "the shop"} pays {sum.Discount}");
        }
        #endregion

        Assert.Equal(
            """
            #region trace
            140 off milk by dairy-20, paid by supplier-7
            111 off milk by two-off, paid by the shop
            89 off ham by two-off, paid by the shop
            the shop pays 200
            supplier-7 pays 140
            #endregion
            """.Split('\n').Where(l => !l.StartsWith('#')),
            trace);
        Assert.Equal(catalogue.Version, again.CatalogueVersion);
        Assert.Equal(
            $$"""{"format":1,"id":"r-2041","at":"2026-11-22T18:05:00+03:00","currency":"EUR","minorUnits":2,"catalogue":"{{catalogue.Version}}","optimal":true,"subtotal":11.49,"discount":3.40,"total":8.09,"points":8,"earned":{"points":1,"per":1.00},"lines":[{"sku":"milk","categories":["dairy"],"quantity":2,"unitPrice":3.50,"amount":7.00,"discount":2.51,"pointsMultiplier":1},{"sku":"ham","quantity":0.374,"unitPrice":12.00,"amount":4.49,"discount":0.89,"pointsMultiplier":1}],"applied":[{"offer":"dairy-20","fundedBy":"supplier-7","times":1,"discount":1.40,"points":0,"shares":[{"line":0,"discount":1.40}]},{"offer":"two-off","times":1,"discount":2.00,"points":0,"shares":[{"line":0,"discount":1.11},{"line":1,"discount":0.89}]}],"unusedCoupons":[]}""",
            Encoding.UTF8.GetString(stored));
    }

    [Fact]
    public void Print_ASlip()
    {
        Catalogue catalogue = Catalogue;
        Basket basket = Till.Basket("milk[dairy] 2 x 3.50", "orange[juice] 1 x 2.49", "apple[juice] 1 x 1.99");
        PricingSession lane = new();

        #region slip
        PricedBasket priced = lane.PriceAndExplain(catalogue, basket);
        TillReceipt receipt = TillReceipt.Of("r-2042", catalogue, basket, priced);
        string slip = SlipReceipt.Write(receipt, new SlipOptions
        {
            Header = ["CORNER SHOP"],
            ArticleName = sku => sku.Value == "milk" ? "Milk, whole, 1 l" : null,
            Rejected = [.. priced.Rejected],
            NextOffer = "2.00 off your favourite coffee, until Sunday",
        });
        #endregion

        Assert.Equal(
            """
            #region printed
                           CORNER SHOP
            r-2042                    2026-11-22 18:05
            ------------------------------------------
            Milk, whole, 1 l                      7.00
              2 x 3.50
              dairy-20                           -1.40
              two-off                            -1.11
            orange                                2.49
              two-off                            -0.49
            apple                                 1.99
              two-off                            -0.40
            ------------------------------------------
            Subtotal                             11.48
            You save                             -3.40
            TOTAL EUR                             8.08
            ------------------------------------------
            Points earned                            8
            ------------------------------------------
            1 more for 1 juice free
            ------------------------------------------
            Next time: 2.00 off your favourite coffee,
              until Sunday
            #endregion
            """.Split('\n').Where(l => !l.StartsWith('#')),
            slip.TrimEnd('\n').Split('\n'));
    }
}
