using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Tests.Mechanics;

public class RewardTests
{
    [Fact]
    public void Percent_HalfCents_RoundAwayFromZeroOncePerLine() => Assert.Equal(
        [2L, 1], Till.Price("""{ "id": "x", "target": {}, "reward": { "kind": "percent", "value": 10 } }""", "a 3 x 0.05", "b 1 x 0.05").Discounts());

    [Fact]
    public void Percent_WithoutTarget_IsOneAmountSpreadByLargestRemainder() =>
        // 10 % of 0.15 is 1.5 cents, 2 in all: each line's exact share is half a cent, the smaller skus get the cents.
        Assert.Equal([0L, 1, 1], Till.Price("""{ "id": "x", "reward": { "kind": "percent", "value": 10 } }""", "c 1 x 0.05", "b 1 x 0.05", "a 1 x 0.05").Discounts());

    [Fact]
    public void Amount_PerUnit_StopsAtZero() => Assert.Equal(
        [90L, 45], Till.Price("""{ "id": "x", "reward": { "kind": "amount", "value": 0.45 } }""", "a 2 x 1.00", "b 0.5 x 0.90").Discounts());

    [Fact]
    public void Amount_ForTheBasket_IsSharedByWhatLinesCanBear()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "x", "reward": { "kind": "amount", "value": 6.00, "per": "basket" } }""", """ "floors": [{ "skus": ["a"], "minPrice": 4.00 }] """);

        Assert.Equal([100L, 500], new PricingSession().Price(catalogue, Till.Basket("a 1 x 5.00", "b 1 x 5.00")).Discounts());
        Assert.Equal([100L, 200], new PricingSession().Price(catalogue, Till.Basket("a 1 x 5.00", "b 1 x 2.00")).Discounts());
    }

    [Fact]
    public void FixedPrice_OnlyLowersAndCountsWeightByQuantity()
    {
        PricedBasket priced = Till.Price("""{ "id": "x", "reward": { "kind": "fixedPrice", "value": 2.00 } }""", "a 2 x 3.00", "b 1 x 1.50", "c 0.374 x 12.00");

        Assert.Equal([200L, 0, 449 - 75], priced.Discounts());
        Assert.Equal(3, priced.Applied[0].Times);
    }

    [Fact]
    public void FixedPrice_UnderAFloor_StopsAtTheFloor()
    {
        Catalogue catalogue = Till.Catalogue(
            """{ "id": "x", "reward": { "kind": "fixedPrice", "value": 1.00 } }""",
            """ "floors": [{ "categories": ["alcohol"], "minPrice": 4.00 }, { "skus": ["l"], "neverDiscounted": true }, { "minPrice": 2.00 }] """);

        // 0.374 of a floor of 4.00 is 1.496: the line may not go below, so not to 1.49.
        Assert.Equal([100L, 0, 50, 449 - 150], new PricingSession().Price(catalogue, Till.Basket("w[alcohol] 1 x 5.00", "l 1 x 9.00", "b 1 x 2.50", "k[alcohol] 0.374 x 12.00")).Discounts());
    }

    [Theory]
    [InlineData("cheapest", new[] { 100L, 0, 0, 200 })]
    [InlineData("best", new[] { 100L, 400, 0, 0 })]
    public void BuyGet_Grouping_ChoosesWhatIsGot(string grouping, long[] discounts) => Assert.Equal(
        discounts,
        Till.Price(
            $$"""{ "id": "x", "reward": { "kind": "buyGet", "buy": 2, "get": 1, "grouping": "{{grouping}}" } }""", "f 1 x 1.00", "d 1 x 4.00", "a 2 x 5.00", "e 2 x 2.00").Discounts());

    [Fact]
    public void BuyGet_OtherItems_LeavesEnoughToBeBought()
    {
        // Three units make one group: one 'a' is bought, and of what else may be got the other 'a' is the cheapest.
        PricedBasket priced = Till.Price(
            """{ "id": "x", "target": { "skus": ["a"] }, "reward": { "kind": "buyGet", "buy": 1, "get": 1, "items": { "skus": ["a","b"] } } }""", "a 2 x 1.00", "b 1 x 3.00");

        Assert.Equal([100L, 0], priced.Discounts());
    }

    [Fact]
    public void BuyGet_UnitsNeverDiscounted_StillCountAsBoughtAndGot()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "x", "reward": { "kind": "buyGet", "buy": 1, "get": 1 } }""", """ "floors": [{ "skus": ["l"], "neverDiscounted": true }] """);

        Assert.Equal([0L, 0], new PricingSession().Price(catalogue, Till.Basket("l 1 x 1.00", "a 1 x 3.00")).Discounts());
        Assert.Equal([0L, 300], new PricingSession().Price(catalogue, Till.Basket("l 1 x 4.00", "a 1 x 3.00")).Discounts());
    }

    [Fact]
    public void Bundle_Sets_AreMadeFromTheDearestDownWhileTheyCostMore()
    {
        PricedBasket priced = Till.Price(
            """{ "id": "meal", "reward": { "kind": "bundle", "items": [{ "categories": ["main"], "quantity": 1 }, { "skus": ["cola"], "quantity": 1 }], "price": 5.00 } }""",
            "steak[main] 1 x 8.00", "soup[main] 1 x 3.50", "cola 2 x 2.00");

        // 8.00 + 2.00 for 5.00 and 3.50 + 2.00 for 5.00: 5.50 off 15.50.
        Assert.Equal((550, 2), (priced.Discount, priced.Applied[0].Times));
    }

    [Fact]
    public void Tiers_HighestStepReached_AloneCounts()
    {
        const string Steps = """{ "id": "x", "target": { "categories": ["wine"] }, "reward": { "kind": "tiers", "by": "quantity", "steps": [{ "from": 6, "percent": 10 }, { "from": 3, "amount": 1.00 }] } }""";

        Assert.Equal([0L], Till.Price(Steps, "a[wine] 2 x 5.00").Discounts());
        Assert.Equal([100L, 0], Till.Price(Steps, "a[wine] 3 x 5.00", "b 9 x 1.00").Discounts());
        Assert.Equal([300L], Till.Price(Steps, "a[wine] 6 x 5.00").Discounts());
    }

    [Fact]
    public void Gift_InTheBasket_IsFree()
    {
        PricedBasket priced = Till.Price("""{ "id": "mug", "reward": { "kind": "gift", "sku": "g", "quantity": 2 } }""", "a 1 x 6.00", "g 1 x 2.50");

        Assert.Equal([0L, 250], priced.Discounts());
        Assert.Equal((2, 1), (priced.Applied[0].Times, priced.Applied[0].GiftQuantity));
    }

    [Fact]
    public void Gift_LimitedToOneUnit_CountsTheGiftsThatAreGiven()
    {
        PricedBasket priced = Till.Price("""{ "id": "b", "limits": { "maxUnits": 1 }, "reward": { "kind": "gift", "sku": "q", "quantity": 2 } }""", "q 3 x 3.00");

        Assert.Equal((300, 1), (priced.Discount, Assert.Single(priced.Applied.ToArray()).Times));
    }

    [Fact]
    public void MaxUnits_OrderOfUnits_TakesDearestOrCheapest()
    {
        Assert.Equal([0L, 200], Till.Price("""{ "id": "x", "target": {}, "limits": { "maxUnits": 1 }, "reward": { "kind": "percent", "value": 50 } }""", "a 2 x 1.00", "b 1 x 4.00").Discounts());
        Assert.Equal([50L, 0], Till.Price("""{ "id": "x", "target": {}, "limits": { "maxUnits": 1, "unitOrder": "cheapest" }, "reward": { "kind": "percent", "value": 50 } }""", "a 2 x 1.00", "b 1 x 4.00").Discounts());
    }

    [Fact]
    public void MaxDiscount_CutsLinesInProportion() => Assert.Equal(
        [33L, 67], Till.Price("""{ "id": "x", "target": {}, "limits": { "maxDiscount": 1.00 }, "reward": { "kind": "percent", "value": 50 } }""", "a 1 x 2.00", "b 1 x 4.00").Discounts());

    [Fact]
    public void Compound_InOrder_EachWorksOnWhatIsLeft()
    {
        PricedBasket priced = Till.Price(
            """
            { "id": "c-percent", "target": {}, "reward": { "kind": "percent", "value": 10 } },
            { "id": "b-amount", "reward": { "kind": "amount", "value": 1.00 } },
            { "id": "a-basket", "reward": { "kind": "amount", "value": 1.00, "per": "basket" } },
            { "id": "d-fixed", "reward": { "kind": "fixedPrice", "value": 5.00 } }
            """,
            "a 1 x 10.00");

        Assert.Equal([("d-fixed", 500L), ("b-amount", 100), ("c-percent", 40), ("a-basket", 100)], priced.Applied.ToArray().Select(a => (a.Offer.Id.Value, a.Discount)));
    }

    [Fact]
    public void Priority_Higher_IsSettledFirstAndClosesWhatItTook()
    {
        PricedBasket priced = Till.Price(
            """
            { "id": "high", "target": { "skus": ["a"] }, "priority": 1, "stacking": "best", "reward": { "kind": "percent", "value": 10 } },
            { "id": "low", "target": {}, "stacking": "best", "reward": { "kind": "percent", "value": 50 } },
            { "id": "with", "target": {}, "reward": { "kind": "percent", "value": 20 } }
            """,
            "a 1 x 10.00", "b 1 x 10.00");

        Assert.Equal([100L, 500], priced.Discounts());
    }
}
