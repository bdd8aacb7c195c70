using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Tests.Returns;

public class ReturnsDeskTests
{
    private const string ThreeForTwo = """{ "id": "3for2", "target": { "categories": ["coffee"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 }, "fundedBy": "roaster" }""";
    private const string Spend50 = """{ "id": "ten", "requires": { "minSpend": 50.00 }, "reward": { "kind": "amount", "value": 10.00, "per": "basket" } }""";
    private const string WineForCheese = """{ "id": "wine-half", "requires": { "minQuantity": 2, "items": { "categories": ["cheese"] } }, "target": { "skus": ["wine"] }, "reward": { "kind": "percent", "value": 50 } }""";

    [Theory]
    [InlineData(ReturnPolicy.Keep, 666)] // 10.00 over three units: 3.34, 3.33, 3.33
    [InlineData(ReturnPolicy.ProRate, 666)]
    [InlineData(ReturnPolicy.Reprice, 0)]
    public void One_of_three_coffees_for_two_comes_back(ReturnPolicy policy, long refund)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(ThreeForTwo, "c[coffee] 3 x 10.00");

        ReturnResult result = new ReturnsDesk(new ReturnOptions { Policy = policy }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);

        Assert.Equal((2000L, refund), (receipt.Total, result.Refund));
        Assert.Equal(2000 - refund, result.KeptCost);
        Assert.Equal(policy != ReturnPolicy.Keep, Assert.Single(result.Standing).IsBroken);
        Assert.Equal("roaster", result.Standing[0].FundedBy);
    }

    [Theory]
    [InlineData(ReturnPolicy.Keep, 2500)] // 30.00 less its share of 5.00
    [InlineData(ReturnPolicy.ProRate, 2500)] // of 10.00, 3/5 stay: 6.00; the rest already bears only 5.00
    [InlineData(ReturnPolicy.Reprice, 2000)] // 30.00 without the 10.00 off, of 50.00
    public void The_spend_falls_below_what_the_discount_needed(ReturnPolicy policy, long refund)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(Spend50, "a 1 x 30.00", "b 1 x 30.00");

        Assert.Equal(refund, new ReturnsDesk(new ReturnOptions { Policy = policy }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue).Refund);
    }

    [Theory]
    [InlineData(ReturnPolicy.Keep, 400, 500)]
    [InlineData(ReturnPolicy.ProRate, 150, 250)]
    [InlineData(ReturnPolicy.Reprice, 0, 0)]
    public void A_trigger_comes_back_and_the_reward_is_taken_back_by_policy(ReturnPolicy policy, long refund, long stands)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(WineForCheese, "brie[cheese] 1 x 4.00", "gouda[cheese] 1 x 4.00", "wine 1 x 10.00");
        ReturnsDesk desk = new(new ReturnOptions { Policy = policy });

        ReturnResult result = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult wine = desk.Return(receipt, result.After, [new ReturnedGoods(2, 1)], catalogue);
        ReturnResult last = desk.Return(receipt, wine.After, [new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal((1300L, refund, stands), (receipt.Total, result.Refund, Assert.Single(result.Standing).Discount));
        Assert.Equal(policy == ReturnPolicy.Reprice ? 100 : 0, result.Uncollected);
        Assert.Equal(900, result.Refund + wine.Refund);
        Assert.Equal(400, last.Refund);
    }

    [Fact]
    public void Return_WithinTheCondition_GivesWhatTheUnitsBore()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(Spend50, "a 3 x 30.00");

        ReturnResult result = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);

        // 10.00 over three units: 3.34, 3.33, 3.33.
        Assert.Equal((2666L, 0L, false), (result.Refund, result.Uncollected, Assert.Single(result.Standing).IsBroken));
    }

    [Fact]
    public void Return_WeighedLine_TakesPartsOfItsWeight()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell("""{ "id": "ten", "target": {}, "reward": { "kind": "percent", "value": 10 } }""", "ham 0.374 x 12.00");
        ReturnsDesk desk = new();

        ReturnResult third = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 0.124m)], catalogue);
        ReturnResult rest = desk.Return(receipt, third.After, [new ReturnedGoods(0, 0.25m)], catalogue);

        // 4.49 less 0.45 is 4.04; 124 of 374 g are 1.3395 of it.
        Assert.Equal((404L, 134L, 270L), (receipt.Total, third.Refund, rest.Refund));
    }

    [Fact]
    public void Return_Points_FollowWhatStaysPaid()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "x3", "requires": { "minSpend": 15.00, "items": {} }, "target": { "skus": ["a"] }, "reward": { "kind": "points", "multiplier": 3 } }, { "id": "hello", "reward": { "kind": "points", "fixed": 100 } }""",
            """ "points": { "earn": 1, "per": 1.00 } """,
            [],
            "a 1 x 10.00",
            "b 1 x 10.00");
        Assert.Equal(140, receipt.Points);

        long[] stay = [.. Enum.GetValues<ReturnPolicy>().Select(p => 140 - new ReturnsDesk(new ReturnOptions { Policy = p }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(1, 1)], catalogue).PointsTakenBack)];

        // Reprice: 10 without the multiplier and 50 of the fixed ones; in proportion: a multiplier of 2.33; keep: of 3.
        Assert.Equal([60L, 73, 80], stay);
    }

    [Theory]
    [InlineData(RefundOrder.PointsFirst, 300, 200, 100)]
    [InlineData(RefundOrder.MoneyFirst, 500, 0, 0)]
    public void Return_PaidPartlyWithPoints_ComesBackInTheOrderOfTheRule(RefundOrder order, long money, long withPoints, long points)
    {
        Catalogue catalogue = Till.Catalogue("");
        Basket basket = Till.Basket("a 1 x 5.00", "b 1 x 5.00");
        TillReceipt receipt = TillReceipt.Of("r", catalogue, basket, new PricingSession().Price(catalogue, basket), new PointsPayment(100, 200));
        ReturnsDesk desk = new(new ReturnOptions { Order = order });

        ReturnResult first = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult second = desk.Return(receipt, first.After, [new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal((500L, money, points), (first.Refund, first.Money, first.PointsGivenBack));
        Assert.Equal(withPoints, first.Refund - first.Money);
        Assert.Equal((1000L, 800L, 100L), (second.After.Refunded, second.After.Money, second.After.PointsGivenBack));
    }

    [Fact]
    public void Return_CouponOffer_HandsTheCouponBackOnceNothingOfItStays()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "save", "activation": "coupon", "codes": ["SAVE"], "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 10 } }""", "", ["SAVE", "OTHER"], "a 2 x 10.00", "b 1 x 1.00");
        ReturnsDesk desk = new();

        ReturnResult one = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult both = desk.Return(receipt, one.After, [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult all = desk.Return(receipt, both.After, [new ReturnedGoods(1, 1)], catalogue);

        Assert.Empty(one.Coupons);
        Assert.Equal(["SAVE"], both.Coupons);
        Assert.Empty(all.Coupons);
        Assert.Equal(["SAVE"], all.After.Coupons);
    }

    [Fact]
    public void Return_CouponWhoseDiscountCannotBeCollected_KeepsTheCoupon()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "half", "activation": "coupon", "codes": ["HALF"], "requires": { "minQuantity": 1, "items": { "skus": ["b"] } }, "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 50 } }""", "", ["HALF"], "a 1 x 100.00", "b 1 x 10.00");

        ReturnResult result = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal((0L, 4000L), (result.Refund, result.Uncollected));
        Assert.Empty(result.Coupons);
    }

    [Theory]
    [InlineData(ReturnPolicy.Keep, 0)]
    [InlineData(ReturnPolicy.ProRate, 1)]
    [InlineData(ReturnPolicy.Reprice, 1)]
    public void Return_TriggerOfAnEarnedGift_AsksTheGiftBackByPolicy(ReturnPolicy policy, long asked)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "mug", "requires": { "minQuantity": 2, "items": { "skus": ["a"] } }, "reward": { "kind": "gift", "sku": "mug" } }""", "a 2 x 5.00", "b 1 x 1.00");
        ReturnsDesk desk = new(new ReturnOptions { Policy = policy });

        ReturnResult first = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult last = desk.Return(receipt, first.After, [new ReturnedGoods(0, 1), new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal(asked, first.Gifts.Sum(g => g.Quantity));
        Assert.Equal(1, first.Gifts.Concat(last.Gifts).Sum(g => g.Quantity));
    }

    [Theory]
    [InlineData(ReturnPolicy.Keep, 500, 0)]
    [InlineData(ReturnPolicy.ProRate, 500, 0)]
    [InlineData(ReturnPolicy.Reprice, 400, 0)]
    public void Return_PartOfABundle_FollowsThePolicy(ReturnPolicy policy, long refund, long uncollected)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell("""{ "id": "set", "reward": { "kind": "bundle", "items": [{ "skus": ["a"] }, { "skus": ["b"] }], "price": 10.00 } }""", "a 1 x 6.00", "b 1 x 6.00");

        ReturnResult result = new ReturnsDesk(new ReturnOptions { Policy = policy }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);

        Assert.Equal((refund, uncollected), (result.Refund, result.Uncollected));
    }

    [Theory]
    [InlineData(ReturnPolicy.Keep, 3200)] // 40.00 less 20 %
    [InlineData(ReturnPolicy.ProRate, 3200)] // of 20.00 discount 3/5 may stay, and the 60.00 that stay bear 12.00
    [InlineData(ReturnPolicy.Reprice, 2600)] // 60.00 reach the step of 10 %: 54.00 stay, of 80.00
    public void Return_BelowAStep_FollowsThePolicy(ReturnPolicy policy, long refund)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "steps", "reward": { "kind": "tiers", "by": "spend", "steps": [{ "from": 50.00, "percent": 10 }, { "from": 100.00, "percent": 20 }] } }""", "a 5 x 20.00");

        Assert.Equal(refund, new ReturnsDesk(new ReturnOptions { Policy = policy }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 2)], catalogue).Refund);
    }

    [Fact]
    public void TryReturn_WhatCannotComeBack_IsRefusedWithPlaceRangeAndCure()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(ThreeForTwo, "c[coffee] 3 x 10.00", "ham 0.374 x 12.00");
        ReturnsDesk desk = new();
        ReturnLedger one = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue).After;

        Refused(ReturnFault.Nothing, "at least one line", []);
        Refused(ReturnFault.UnknownLine, "0 to 1", [new ReturnedGoods(2, 1)]);
        Refused(ReturnFault.UnknownLine, "-1", [new ReturnedGoods(-1, 1)]);
        Refused(ReturnFault.Quantity, "more than 0", [new ReturnedGoods(0, -1)]);
        Refused(ReturnFault.Quantity, "more than 0", [new ReturnedGoods(0, 0)]);
        Refused(ReturnFault.Quantity, "whole", [new ReturnedGoods(0, 0.5m)]);
        Refused(ReturnFault.Quantity, "nine decimals", [new ReturnedGoods(1, 0.0000000001m)]);
        Refused(ReturnFault.MoreThanBought, "of the 3 bought 1 have come back, so at most 2 can", [new ReturnedGoods(0, 3)]);
        Refused(ReturnFault.MoreThanBought, "at most 0", [new ReturnedGoods(0, 2), new ReturnedGoods(0, 1)]);
        Refused(ReturnFault.MoreThanBought, "'ham'", [new ReturnedGoods(1, 0.375m)]);
        Refused(ReturnFault.MoreThanBought, "'c'", [new ReturnedGoods(0, decimal.MaxValue)]);

        void Refused(ReturnFault fault, string words, ReturnedGoods[] goods)
        {
            Assert.False(desk.TryReturn(receipt, one, goods, catalogue, out ReturnResult? result, out ReturnRefusal? refusal));
            Assert.Null(result);
            Assert.Equal(fault, refusal.Fault);
            Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(refusal.Message, Assert.Throws<ArgumentException>(() => desk.Return(receipt, one, goods, catalogue)).Message, StringComparison.Ordinal);
            Assert.Equal([1m, 0], one.Quantities);
        }
    }

    [Fact]
    public void TryReturn_OtherCatalogueOrReceipt_IsRefused()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(ThreeForTwo, "c[coffee] 3 x 10.00");
        (TillReceipt other, Catalogue otherCatalogue) = Sell(Spend50, "a 1 x 1.00", "b 1 x 1.00");
        ReturnedGoods[] goods = [new ReturnedGoods(0, 1)];

        foreach (Catalogue? wrong in new[] { null, otherCatalogue })
        {
            Assert.False(new ReturnsDesk().TryReturn(receipt, ReturnLedger.None(receipt), goods, wrong, out _, out ReturnRefusal? refusal));
            Assert.Equal(ReturnFault.OtherCatalogue, refusal.Fault);
            Assert.Contains(catalogue.Version, refusal.Message, StringComparison.Ordinal);
            Assert.True(new ReturnsDesk(new ReturnOptions { Policy = ReturnPolicy.Keep }).TryReturn(receipt, ReturnLedger.None(receipt), goods, wrong, out _, out _));
        }

        Assert.False(new ReturnsDesk().TryReturn(receipt, ReturnLedger.None(other), goods, catalogue, out _, out ReturnRefusal? ofOther));
        Assert.Equal(ReturnFault.OtherReceipt, ofOther.Fault);
    }

    [Fact]
    public void TryReturn_ReceiptThatNamesAnOfferItsCatalogueDoesNotHold_IsRefused()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(ThreeForTwo, "c[coffee] 3 x 10.00");
        TillReceipt forged = TillReceipt.Parse(System.Text.Encoding.UTF8.GetString(receipt.ToJson()).Replace("3for2", "4for2", StringComparison.Ordinal));

        Assert.False(new ReturnsDesk().TryReturn(forged, ReturnLedger.None(forged), [new ReturnedGoods(0, 1)], catalogue, out _, out ReturnRefusal? refusal));
        Assert.Contains("'4for2'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Return_OfferThatWasExhausted_StaysSoWhenWhatStaysIsPricedAgain()
    {
        Catalogue catalogue = Till.Catalogue($$"""{{ThreeForTwo}}, { "id": "half", "target": { "skus": ["c"] }, "reward": { "kind": "percent", "value": 50 } }""");
        Basket basket = Till.Basket("c[coffee] 3 x 10.00");
        basket.Exhaust(new OfferId("half"));
        TillReceipt receipt = TillReceipt.Parse(TillReceipt.Of("r", catalogue, basket, new PricingSession().Price(catalogue, basket)).ToJson());

        ReturnResult result = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);

        Assert.Equal(["half"], receipt.ExhaustedOffers.Select(o => o.Value));
        Assert.Equal((0L, 2000L), (result.Refund, result.KeptCost));
    }

    [Fact]
    public void Return_CouponThatWasHandedBack_IsNotUsedAgainWhenWhatStaysIsPriced()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """
            { "id": "top", "activation": "coupon", "codes": ["TOP"], "target": {}, "reward": { "kind": "percent", "value": 50 }, "limits": { "maxUnits": 1 } },
            { "id": "pair", "requires": { "minQuantity": 2, "items": { "skus": ["c"] } }, "target": { "skus": ["b"] }, "reward": { "kind": "amount", "value": 1.00 } }
            """,
            "",
            ["TOP"],
            "a 1 x 10.00",
            "b 1 x 6.00",
            "c 2 x 1.00");
        ReturnsDesk desk = new();

        ReturnResult top = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult pair = desk.Return(receipt, top.After, [new ReturnedGoods(2, 1)], catalogue);

        Assert.Equal((1200L, 500L), (receipt.Total, top.Refund));
        Assert.Equal(["TOP"], top.Coupons);
        Assert.Equal((0L, 700L), (pair.Refund, pair.KeptCost));
    }

    [Fact]
    public void Return_BundlePartWithSparesOfTheOther_BreaksTheSet()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell("""{ "id": "set", "reward": { "kind": "bundle", "items": [{ "skus": ["a"] }, { "skus": ["b"] }], "price": 10.00 } }""", "a 3 x 6.00", "b 1 x 6.00");

        ReturnResult result = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal((2200L, 400L, 1800L), (receipt.Total, result.Refund, result.KeptCost));
    }

    [Fact]
    public void Return_TheOnlyUnitThatAnOfferAsksFor_BreaksIt()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell("""{ "id": "with-b", "requires": { "items": { "skus": ["b"] } }, "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 10 } }""", "a 1 x 10.00", "b 1 x 3.00");

        ReturnResult result = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal((200L, true), (result.Refund, Assert.Single(result.Standing, s => s.IsBroken).IsBroken));
    }

    [Fact]
    public void Return_PartOfAWeighedTrigger_LeavesItOneUnit()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "with-ham", "requires": { "minQuantity": 1, "items": { "skus": ["ham"] } }, "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 10 } }""", "a 1 x 10.00", "ham 0.374 x 12.00");

        ReturnResult result = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(1, 0.1m)], catalogue);

        Assert.Equal((120L, false), (result.Refund, Assert.Single(result.Standing).IsBroken));
    }

    [Fact]
    public void Goods_of_two_receipts_come_back_at_once()
    {
        (TillReceipt monday, Catalogue then) = Sell(ThreeForTwo, "c[coffee] 3 x 10.00");
        (TillReceipt friday, Catalogue now) = Sell(Spend50, "c[coffee] 1 x 60.00", "d 1 x 1.00");
        ReturnsDesk desk = new();

        ReturnResult first = desk.Return(monday, ReturnLedger.None(monday), [new ReturnedGoods(0, 3)], then);
        ReturnResult second = desk.Return(friday, ReturnLedger.None(friday), [new ReturnedGoods(0, 1), new ReturnedGoods(1, 1)], now);

        Assert.Equal((monday.Total, friday.Total), (first.Refund, second.Refund));
    }

    [Fact]
    public void Return_TenThousandLines_GivesEverythingBack()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            $$"""{{Spend50}}, { "id": "five", "target": {}, "reward": { "kind": "percent", "value": 5 } }""", [.. Enumerable.Range(0, 10_000).Select(i => $"s{i % 700} 2 x {1 + (i % 90)}.9{i % 10}")]);
        ReturnsDesk desk = new();

        ReturnResult half = desk.Return(receipt, ReturnLedger.None(receipt), [.. Enumerable.Range(0, 10_000).Select(i => new ReturnedGoods(i, 1))], catalogue);
        ReturnResult rest = desk.Return(receipt, half.After, [.. Enumerable.Range(0, 10_000).Select(i => new ReturnedGoods(i, 1))], catalogue);

        Assert.Equal(receipt.Total, half.Refund + rest.Refund);
        Assert.Equal(11_000, SlipReceipt.Write(TillReceipt.Parse(receipt.ToJson())).Split('\n').Count(l => l.StartsWith("  five", StringComparison.Ordinal) || l.StartsWith("  ten", StringComparison.Ordinal)));
    }

    [Fact]
    public void TryReturnWithoutReceipt_ByPolicy_IsRefusedOrGivesTheLowestPrice()
    {
        UnprovenGoods[] goods = [new UnprovenGoods(new Sku("a"), 2, 150), new UnprovenGoods(new Sku("ham"), 0.374m, 1100)];
        PointsRule rule = new() { Earn = 2, Per = 100 };
        ReturnsDesk lowest = new(new ReturnOptions { WithoutReceipt = UnprovenPolicy.LowestPrice });

        Assert.False(new ReturnsDesk().TryReturnWithoutReceipt(goods, rule, out _, out ReturnRefusal? refusal));
        Assert.Equal(ReturnFault.NoReceipt, refusal.Fault);
        Assert.True(lowest.TryReturnWithoutReceipt(goods, rule, out UnprovenReturn? given, out _));
        Assert.Equal(new UnprovenReturn(300 + 411, 16), given);
        Assert.True(lowest.TryReturnWithoutReceipt(goods, null, out given, out _));
        Assert.Equal(0, given.PointsTakenBack);
        foreach ((UnprovenGoods bad, ReturnFault fault) in new[]
        {
            (new UnprovenGoods(new Sku("a"), 0, 1), ReturnFault.Quantity),
            (new UnprovenGoods(new Sku("a"), -1, 1), ReturnFault.Quantity),
            (new UnprovenGoods(new Sku("a"), 1, -1), ReturnFault.Price),
            (new UnprovenGoods(new Sku("a"), 1_000_000_000, 1_000_000_000_000_000), ReturnFault.Price),
        })
        {
            Assert.False(lowest.TryReturnWithoutReceipt([goods[0], bad], rule, out _, out refusal));
            Assert.Equal((fault, 1), (refusal.Fault, refusal.Line));
        }

        Assert.False(lowest.TryReturnWithoutReceipt([], rule, out _, out _));
    }

    [Fact]
    public void Desk_OptionsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ReturnsDesk(new ReturnOptions { Policy = (ReturnPolicy)9 }));
        Assert.Throws<ArgumentException>(() => new ReturnsDesk(new ReturnOptions { Order = (RefundOrder)9 }));
        Assert.Throws<ArgumentException>(() => new ReturnsDesk(new ReturnOptions { WithoutReceipt = (UnprovenPolicy)9 }));
    }

    /// <summary>What stays is priced as on the day and at the hour of the sale, not of the return.</summary>
    [Fact]
    public void A_return_of_a_sunday_evening_sale_is_priced_as_on_sunday_evening()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            $$"""{{ThreeForTwo}}, { "id": "sunday", "days": ["sun"], "hours": ["17:00","20:00"], "from": "2026-11-22T00:00:00+03:00", "to": "2026-11-23T00:00:00+03:00", "target": {}, "reward": { "kind": "percent", "value": 10 } }""",
            "c[coffee] 3 x 10.00");
        Assert.Equal((1200, 1800), (receipt.Discount, receipt.Total));

        ReturnResult result = new ReturnsDesk(new ReturnOptions { Policy = ReturnPolicy.Reprice }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);

        // Two at 10.00 less 10 % are 18.00, what was paid for three: nothing comes back and nothing is owed.
        Assert.Equal((0, 1800, 0), (result.Refund, result.KeptCost, result.Uncollected));
        Assert.Equal([("3for2", 0L), ("sunday", 200)], result.Standing.Select(s => (s.Offer.Value, s.Discount)));
    }

    [Theory]
    [InlineData(ReturnPolicy.Reprice, 149)] // 1.00 stays: a point, and no welcome
    [InlineData(ReturnPolicy.Keep, 147)] // of the welcome 98 lay on what came back
    public void The_half_that_earned_the_welcome_points_comes_back(ReturnPolicy policy, long taken)
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell(
            """{ "id": "hello", "requires": { "minSpend": 50.00 }, "reward": { "kind": "points", "fixed": 100 } }""", """ "points": { "earn": 1, "per": 1.00 } """, [], "a 1 x 49.00", "b 1 x 1.00");
        Assert.Equal(150, receipt.Points);
        ReturnsDesk desk = new(new ReturnOptions { Policy = policy });

        ReturnResult first = desk.Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);
        ReturnResult last = desk.Return(receipt, first.After, [new ReturnedGoods(1, 1)], catalogue);

        Assert.Equal((4900, taken), (first.Refund, first.PointsTakenBack));
        Assert.Equal((100, 150 - taken), (last.Refund, last.PointsTakenBack));
    }

    /// <summary>The host rounds 9.99 to 10.00 in cash. That is neither a discount nor part of the price: the receipt, its funders and a return keep to the cent.</summary>
    [Fact]
    public void Cash_rounding_is_the_hosts_and_no_discount()
    {
        (TillReceipt receipt, Catalogue catalogue) = Sell("""{ "id": "ten", "fundedBy": "roaster", "reward": { "kind": "percent", "value": 10 } }""", "a 3 x 3.70");
        Assert.Equal((1110, 111, 999), (receipt.Subtotal, receipt.Discount, receipt.Total));
        Assert.Equal([new FundedSum("roaster", 111, 0)], receipt.ByFunder());

        string rounded = System.Text.Encoding.UTF8.GetString(receipt.ToJson()).Replace("\"total\":9.99", "\"total\":10.00", StringComparison.Ordinal);
        Assert.Contains("subtotal less discount is 9.99", Assert.Throws<DocumentFormatException>(() => TillReceipt.Parse(rounded)).Message, StringComparison.Ordinal);

        Assert.Equal((999, 0), new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 3)], catalogue) is var back ? (back.Refund, back.KeptCost) : default);
    }

    internal static (TillReceipt Receipt, Catalogue Catalogue) Sell(string offers, params string[] lines) => Sell(offers, "", [], lines);

    internal static (TillReceipt Receipt, Catalogue Catalogue) Sell(string offers, string more, string[] coupons, params string[] lines)
    {
        Catalogue catalogue = Till.Catalogue(offers, more);
        Basket basket = Till.BasketAt(Till.Sunday, "42", coupons, lines);
        return (TillReceipt.Of("r-" + lines.Length, catalogue, basket, new PricingSession().Price(catalogue, basket)), catalogue);
    }
}
