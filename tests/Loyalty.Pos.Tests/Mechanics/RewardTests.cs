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

    /// <summary>Every kind at one priority, and a higher one of each stage: the receipt says them in the order in which each worked on what was left.</summary>
    [Fact]
    public void Compound_EveryKind_IsAppliedAndWrittenInOneOrder()
    {
        const string offers = """
            { "id": "a", "reward": { "kind": "tiers", "by": "spend", "steps": [{ "from": 1.00, "percent": 1 }] } },
            { "id": "b", "reward": { "kind": "percent", "value": 10 } },
            { "id": "c", "reward": { "kind": "amount", "value": 1.00, "per": "basket" } },
            { "id": "d", "target": {}, "reward": { "kind": "percent", "value": 10 } },
            { "id": "e", "reward": { "kind": "amount", "value": 1.00 } },
            { "id": "f", "reward": { "kind": "gift", "sku": "zz" } },
            { "id": "g", "reward": { "kind": "buyGet", "buy": 1, "get": 1 } },
            { "id": "h", "reward": { "kind": "bundle", "items": [{ "skus": ["a"], "quantity": 2 }], "price": 15.00 } },
            { "id": "j", "reward": { "kind": "gift", "sku": "a" } },
            { "id": "k", "priority": 1, "target": {}, "reward": { "kind": "percent", "value": 10 } },
            { "id": "l", "priority": 1, "reward": { "kind": "percent", "value": 10 } },
            { "id": "m", "priority": 9, "reward": { "kind": "points", "fixed": 5 } }
            """;
        foreach (PricedBasket priced in new[] { Till.Price(offers, "a 4 x 10.00"), Till.Explain(offers, "a 4 x 10.00") })
        {
            Assert.Equal(
                [("k", 400L), ("h", 600), ("g", 1500), ("f", 0), ("j", 750), ("e", 100), ("d", 65), ("l", 59), ("c", 100), ("b", 43), ("a", 4), ("m", 0)],
                priced.Applied.ToArray().Select(a => (a.Offer.Id.Value, a.Discount)));
            Assert.Equal((3621, 379, 5), (priced.Discount, priced.Total, priced.Points));
        }
    }

    /// <summary>What the law forbids to discount: tobacco not at all, alcohol not below its price; the rest of the basket bears what it can.</summary>
    [Fact]
    public void Floors_OfTobaccoAndAlcohol_HoldAgainstBasketRewardsAndBundles()
    {
        const string house = """
            "points": { "earn": 1, "per": 1.00, "except": { "categories": ["tobacco"] } },
            "floors": [{ "categories": ["tobacco"], "neverDiscounted": true }, { "categories": ["alcohol"], "minPrice": 4.00 }]
            """;
        string[] lines = ["cig[tobacco] 1 x 8.00", "wine[alcohol] 1 x 5.00", "bread 1 x 2.00"];

        PricedBasket six = new PricingSession().Price(Till.Catalogue("""{ "id": "six", "reward": { "kind": "amount", "value": 6.00, "per": "basket" } }""", house), Till.Basket(lines));
        Assert.Equal([0L, 100, 200], six.Discounts());
        Assert.Equal(4, six.Points);

        // The set costs 4.00 less, of which the wine bears one; 10 % of the basket find only the bread.
        PricedBasket set = new PricingSession().Price(
            Till.Catalogue(
                """
                { "id": "evening", "stacking": "exclusive", "reward": { "kind": "bundle", "items": [{ "skus": ["wine"] }, { "skus": ["cig"] }], "price": 9.00 } },
                { "id": "ten", "reward": { "kind": "percent", "value": 10 } }
                """,
                house),
            Till.Basket(lines));
        Assert.Equal([0L, 100, 20], set.Discounts());
        Assert.Equal(5, set.Points);
    }

    /// <summary>Prices are gross: a threshold and a share are of what the guest sees on the shelf, 12.00, and not of the 10.00 before tax.</summary>
    [Fact]
    public void Percent_OfAGrossPrice_CountsTheTaxAsTheShelfDoes()
    {
        const string offer = """{ "id": "x", "requires": { "minSpend": 12.00 }, "reward": { "kind": "percent", "value": 10 } }""";

        Assert.Equal([120L], Till.Price(offer, "a 1 x 12.00").Discounts());
        Assert.Equal([0L], Till.Price(offer, "a 1 x 11.99").Discounts());
    }
}
