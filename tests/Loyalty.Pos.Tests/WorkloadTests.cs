using System.Globalization;
using Loyalty.Benchmarks.Workloads.PosMatching;
using Loyalty.Benchmarks.Workloads.PosStacking;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Internal;
using Loyalty.Testing;

namespace Loyalty.Pos.Tests;

/// <summary>Two thousand baskets of a generated chain, against the sums that other implementations of the same rules give.</summary>
public class WorkloadTests
{
    [Theory]
    [InlineData(100, 3797275, "97f3e6a443229f57")]
    [InlineData(1000, 5520189, "63f48cbad08e3dc3")]
    [InlineData(10000, 10234658, "42cd029bb48819fa")]
    public void Price_TwoThousandGeneratedBaskets_GivesThePublishedDiscounts(int offers, long sum, string hash)
    {
        TillData data = TillData.Generate(offers, 2000, 0);
        Catalogue catalogue = TillOffers.Compile(data);
        Article[] articles = TillOffers.Articles(data);
        PricingSession session = new();
        Basket basket = new();
        long discounts = 0;
        ulong folded = 0;
        foreach (TillData.BasketRow row in data.Baskets)
        {
            TillOffers.Fill(basket, data, articles, TillOffers.Guest(row.Guest), row);
            PricedBasket priced = session.Price(catalogue, basket);
            discounts += priced.Discount;
            folded = TillData.Fold(folded, priced.Discount);
            Assert.True(priced.IsOptimal);
        }

        Assert.Equal((sum, hash), (discounts, folded.ToString("x16", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Price_TheSameOffersUnderFullStacking_GivesWhatTheSearchGivesAndAllocatesNothing()
    {
        const int baskets = 400;
        TillStackingData data = new(10_000, baskets, seed: 3);
        PricingSession session = new();
        PricingSession searching = new();
        Basket basket = new();
        LineByLine lineByLine = new();
        int settled = 0;
        for (int i = 0; i < baskets; i++)
        {
            data.Fill(basket, i);
            settled += lineByLine.TrySettle(data.Catalogue, basket) ? 1 : 0;
            PricedBasket searched = searching.PriceAndExplain(data.Catalogue, basket);
            PricedBasket priced = session.Price(data.Catalogue, basket);
            Assert.Equal(searched.Discounts(), priced.Discounts());
            Assert.Equal(searched.Applied.ToArray(), priced.Applied.ToArray());
            Assert.True(priced.IsOptimal);
        }

        Assert.InRange(settled, baskets * 97 / 100, baskets);
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            for (int i = 0; i < baskets; i++)
            {
                data.Fill(basket, i);
                _ = session.Price(data.Catalogue, basket);
            }
        }));
    }
}
