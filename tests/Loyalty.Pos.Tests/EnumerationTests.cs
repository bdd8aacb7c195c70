using Loyalty.Benchmarks.Workloads.PosStacking;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Tests;

/// <summary>Going through all combinations, with what offers give on a set of lines worked out once, against the search that tries whole combinations.</summary>
public class EnumerationTests
{
    private static readonly PricingOptions Searching = new() { SearchSteps = 100_000, FewCombinations = 0 };

    /// <remarks>All of one priority, none exclusive: which units are used without a discount is nothing to what is settled later.</remarks>
    [Fact]
    public void Price_AChainWithOffersOfEveryKind_GoneThroughAndSearchedAreTheSame()
    {
        StackingData data = new(10_000, 400, seed: 5);
        Catalogue catalogue = Catalogue.Compile(data.Definition with
        {
            Offers = [.. data.Definition.Offers.Select(o => o with { Priority = 0, Stacking = o.Stacking == Stacking.Exclusive ? Stacking.Best : o.Stacking })],
        });
        PricingSession enumerating = new();
        PricingSession searching = new(Searching);
        Basket basket = new();
        int compared = 0;
        for (int i = 0; i < data.Baskets.Length; i++)
        {
            data.Fill(basket, i);
            PricedBasket searched = searching.Price(catalogue, basket);
            if (searched.IsOptimal)
            {
                PricedBasket priced = enumerating.Price(catalogue, basket);
                compared += priced.IsOptimal ? 1 : 0;
                Assert.True(!priced.IsOptimal || searched.Discounts().SequenceEqual(priced.Discounts()), $"basket {i}: {searched.Discount} and {priced.Discount}");
            }
        }

        Assert.True(compared > 200, $"{compared}");
    }

    [Fact]
    public void Price_AChainWithOffersOfEveryKind_AllocatesNothing()
    {
        StackingData data = new(2_500, 100);
        PricingSession session = new();
        Basket basket = new();
        long discount = 0;
        void PriceAll()
        {
            for (int i = 0; i < data.Baskets.Length; i++)
            {
                data.Fill(basket, i);
                discount += session.Price(data.Catalogue, basket).Discount;
            }
        }

        PriceAll();
        Assert.Equal(0, Allocated.Bytes(PriceAll));
        Assert.True(discount > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void Price_OfferOfUnitsThatGivesNothing_KeepsNobodyFromItsLine(int few)
    {
        // 3 % of 0.09 are nothing. Kept from 'a', the group would get two of 'b', and give more by having less.
        PricedBasket priced = new PricingSession(new PricingOptions { FewCombinations = few }).Price(
            Till.Catalogue(
                """
                { "id": "group", "stacking": "best", "target": { "categories": ["y"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 2, "percent": 50 } },
                { "id": "three", "stacking": "best", "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 3 }, "limits": { "maxUnits": 4 } }
                """),
            Till.Basket("a[y] 3 x 0.03", "b[y] 7 x 0.98"));

        Assert.Equal([5L, 49], priced.Discounts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void Price_CompoundGroupThatNeedsAUnitThatAHigherPriorityDiscounted_IsWeighedInFull(int few)
    {
        // 'a' is open to compound offers alone and is bought, the three of 'b' are got: 2.70 against 2.03.
        PricedBasket priced = new PricingSession(new PricingOptions { FewCombinations = few }).Price(
            Till.Catalogue(
                """
                { "id": "cent", "priority": 1, "target": { "skus": ["a"] }, "reward": { "kind": "amount", "value": 0.01 } },
                { "id": "group", "target": {}, "reward": { "kind": "buyGet", "buy": 1, "get": 3 } },
                { "id": "most", "stacking": "best", "target": { "skus": ["b"] }, "reward": { "kind": "percent", "value": 75 } }
                """,
                "\"floors\": [{ \"skus\": [\"a\"], \"minPrice\": 0.95 }]"),
            Till.Basket("a 1 x 1.00", "b 3 x 0.90"));

        Assert.Equal([1L, 270], priced.Discounts());
    }

    [Fact]
    public void Price_WhereStepsDoNotSufficeToGoThroughAll_SaysSo()
    {
        StackingData data = new(10_000, 200, seed: 9);
        PricingSession exact = new();
        PricingSession bounded = new(new PricingOptions { SearchSteps = 40 });
        Basket basket = new();
        int stopped = 0;
        for (int i = 0; i < data.Baskets.Length; i++)
        {
            data.Fill(basket, i);
            PricedBasket priced = exact.Price(data.Catalogue, basket);
            Assert.True(priced.IsOptimal, $"basket {i}");
            long best = priced.Discount;
            priced = bounded.Price(data.Catalogue, basket);
            Assert.True(!priced.IsOptimal || priced.Discount == best, $"basket {i}: said to be the best, {priced.Discount} of {best}");
            stopped += priced.IsOptimal ? 0 : 1;
        }

        Assert.True(stopped > 5, $"{stopped}");
    }

    [Fact]
    public void Ranked_AnyNumbers_StandInOrder()
    {
        SplitMix64 random = new(3);
        Buffer<long> keys = new();
        Buffer<long> room = new();
        for (int count = 0; count < 200; count++)
        {
            keys.Clear();
            for (int i = 0; i < count; i++)
            {
                keys.Add(((long)random.Below(1000) << 32) | (uint)i);
            }

            long[] expected = [.. keys.Span.ToArray().Order()];
            Assert.Equal(expected, SmallSort.Ranked(keys, room).ToArray());
        }
    }
}
