using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Tests.Docs;

public class ReturnsSnippets
{
    [Fact]
    public void Return_OneOfThree()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "coffee-3for2", "target": { "categories": ["coffee"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 } }""", """ "points": { "earn": 1, "per": 1.00 } """);
        Basket basket = Till.Basket("coffee[coffee] 3 x 10.00", "filter 1 x 4.00");
        TillReceipt receipt = TillReceipt.Of("r-2043", catalogue, basket, new PricingSession().Price(catalogue, basket));

        #region return
        ReturnsDesk desk = new(new ReturnOptions { Policy = ReturnPolicy.ProRate });
        ReturnLedger ledger = ReturnLedger.None(receipt);                 // or what was stored: ReturnLedger.Parse(json, receipt)

        ReturnResult result = desk.Return(receipt, ledger, [new ReturnedGoods(Line: 0, Quantity: 1)], catalogue);

        string said = $"{result.Refund} back, {result.PointsTakenBack} points taken back; {result.Standing[0].Offer} still gives {result.Standing[0].Discount}";
        byte[] stored = result.After.ToJson(receipt);                     // beside the receipt
        #endregion

        Assert.Equal("666 back, 7 points taken back; coffee-3for2 still gives 666", said);
        Assert.Equal(1, ReturnLedger.Parse(stored, receipt).Steps);
    }

    [Fact]
    public void Refuse_TooMany()
    {
        Catalogue catalogue = Till.Catalogue("");
        Basket basket = Till.Basket("coffee 3 x 10.00");
        TillReceipt receipt = TillReceipt.Of("r-2044", catalogue, basket, new PricingSession().Price(catalogue, basket));
        ReturnsDesk desk = new();
        ReturnLedger ledger = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue).After;
        string shown = "";

        #region refuse
        if (!desk.TryReturn(receipt, ledger, [new ReturnedGoods(Line: 0, Quantity: 3)], catalogue, out ReturnResult? result, out ReturnRefusal? refusal))
        {
            shown = refusal.Message;
        }
        #endregion

        Assert.Null(result);
        Assert.Equal("Line 0 ('coffee'): 3 cannot come back; of the 3 bought 1 have come back, so at most 2 can.", shown);
    }

    [Fact]
    public void Return_WithoutReceipt()
    {
        #region unproven
        ReturnsDesk desk = new(new ReturnOptions { WithoutReceipt = UnprovenPolicy.LowestPrice });
        UnprovenGoods[] goods = [new UnprovenGoods(new Sku("coffee"), Quantity: 1, LowestPrice: 666)];

        bool taken = desk.TryReturnWithoutReceipt(goods, new PointsRule { Earn = 1, Per = 100 }, out UnprovenReturn? given, out _);
        #endregion

        Assert.True(taken);
        Assert.Equal(new UnprovenReturn(Refund: 666, PointsTakenBack: 7), given);
    }
}
