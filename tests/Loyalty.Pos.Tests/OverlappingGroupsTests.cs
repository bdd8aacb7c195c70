using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Multi-buys in a ring, each over two neighbouring categories, so that everything is tied to everything.</summary>
public class OverlappingGroupsTests
{
    private static readonly PricingOptions Patient = new() { SearchSteps = 10_000_000 };

    [Theory]
    [InlineData(7, 14)]
    [InlineData(5, 15)]
    public void Price_AFewGroupsThatOverlapAllRound_AreProvenInTheDefaultSteps(int groups, int lines)
    {
        PricingSession patient = new(Patient);
        PricingSession session = new();
        for (ulong seed = 0; seed < 20; seed++)
        {
            (Catalogue catalogue, Basket basket) = AllRound(seed, groups, lines, owns: 0);
            PricedBasket priced = session.Price(catalogue, basket);
            Assert.True(priced.IsOptimal, $"seed {seed}");
            long[] discounts = priced.Discounts();
            Assert.Equal(patient.Price(catalogue, basket).Discounts(), discounts);
        }
    }

    [Fact]
    public void Price_ManyGroupsThatOverlapAllRound_GiveFarMoreThanTheGreedyChoiceLongBeforeTheyAreProven()
    {
        // Each line is in two of the groups: whoever comes first leaves its neighbours with odd lines, until one takes all of its own over.
        PricingSession greedy = new(new PricingOptions { SearchSteps = 1 });
        PricingSession session = new();
        (long first, long found) = (0, 0);
        for (ulong seed = 0; seed < 10; seed++)
        {
            (Catalogue catalogue, Basket basket) = AllRound(seed, 40, 200, owns: 100);
            first += greedy.Price(catalogue, basket).Discount;
            PricedBasket priced = session.Price(catalogue, basket);
            found += priced.Discount;

            Assert.False(priced.IsOptimal);
            Assert.Equal(priced.Discount, priced.Discounts().Sum());
        }

        Assert.InRange((double)found / first, 1.055, 2);
    }

    /// <summary>Categories in a ring, for each two neighbours a multi-buy, and a percent of its own for some lines.</summary>
    private static (Catalogue Catalogue, Basket Basket) AllRound(ulong seed, int groups, int lines, int owns)
    {
        SplitMix64 random = new(seed);
        List<Offer> offers = [];
        for (int c = 0; c < groups; c++)
        {
            offers.Add(new Offer
            {
                Id = new OfferId($"group{c:D2}"),
                Stacking = Stacking.Best,
                Target = Selector.OfCategories(new Category($"c{c}"), new Category($"c{(c + 1) % groups}")),
                Reward = new BuyGet(2, 1) { Grouping = (Grouping)random.Below(2) },
            });
        }

        for (int l = 0; l < owns; l++)
        {
            offers.Add(new Offer { Id = new OfferId($"own{l:D3}"), Stacking = Stacking.Best, Target = Selector.OfSkus(new Sku($"s{l:D3}")), Reward = new PercentOff(10 + random.Below(31)) });
        }

        Basket basket = new();
        basket.Begin(Till.Sunday);
        for (int l = 0; l < lines; l++)
        {
            basket.Add(new Article(new Sku($"s{l:D3}"), new Category($"c{l % groups}")), 1 + random.Below(2), 49 + random.Below(950));
        }

        return (Catalogue.Compile(new CatalogueDefinition { Offers = offers }), basket);
    }
}
