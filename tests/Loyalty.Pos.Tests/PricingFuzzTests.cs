using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Whatever the catalogue, a valid basket is priced, and the receipt is one.</summary>
public class PricingFuzzTests
{
    [Fact]
    public void Price_WildestCataloguesAndBaskets_ThrowNothingAndKeepTheBooks()
    {
        PricingSession[] sessions = [new(), new(new PricingOptions { SearchSteps = 1 }), new(new PricingOptions { SearchSteps = 300 })];
        int refused = 0;
        for (ulong seed = 0; seed < 4000; seed++)
        {
            WildTill till = new(seed);
            CatalogueDefinition definition = till.Catalogue();
            definition = definition with { Offers = [.. definition.Offers.Select(o => o with { Limits = till.Limits(o) })] };
            Catalogue catalogue;
            try
            {
                catalogue = Catalogue.Compile(definition);
            }
            catch (ArgumentException)
            {
                refused++;
                continue;
            }

            Basket basket = till.Basket(seed % 50 == 0 ? 60 : 6);
            PricedBasket priced = sessions[seed % 3].Price(catalogue, basket);
            Check(definition, basket, priced, seed);
            long discount = priced.Discount;
            PricedBasket explained = sessions[seed % 3].PriceAndExplain(catalogue, basket);
            Check(definition, basket, explained, seed);
            Assert.True(discount == explained.Discount, $"seed {seed}: explaining changed the price");
            Assert.Equal(catalogue.OfferCount, explained.Applied.Length + explained.Rejected.Length);
        }

        Assert.InRange(refused, 0, 1500);
    }

    [Fact]
    public void Price_TenThousandLines_EndsWithinTheBound()
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            WildTill till = new(seed);
            CatalogueDefinition definition = till.Catalogue();
            Basket basket = new();
            basket.Begin(Till.Sunday);
            for (int i = 0; i < 10_000; i++)
            {
                basket.Add(new Article(new Sku("s" + (i % 3000)), new Category("a")), 1 + (i % 3), i % 997);
            }

            definition = definition with
            {
                Offers =
                [
                    .. definition.Offers,
                    .. Enumerable.Range(0, 40).Select(i => new Offer
                    {
                        Id = new OfferId("m" + i),
                        Stacking = Stacking.Best,
                        Target = i % 2 == 0 ? Selector.OfCategories(new Category("a")) : Selector.OfSkus(new Sku("s" + i)),
                        Reward = i % 4 < 2 ? new BuyGet(2, 1) : new PercentOff(10 + i),
                        Limits = i % 8 < 3 ? new OfferLimits { MaxUnits = 5 } : null,
                    }),
                ],
            };
            PricedBasket priced = new PricingSession().Price(Catalogue.Compile(definition), basket);

            Check(definition, basket, priced, seed);
        }
    }

    private static void Check(CatalogueDefinition definition, Basket basket, PricedBasket priced, ulong seed)
    {
        Assert.True(priced.Discount >= 0 && priced.Discount <= priced.Subtotal, $"seed {seed}: discount {priced.Discount} of {priced.Subtotal}");
        Assert.True(priced.Points >= 0, $"seed {seed}: points {priced.Points}");
        long lines = 0;
        for (int i = 0; i < priced.Lines.Length; i++)
        {
            PricedLine line = priced.Lines[i];
            lines += line.Discount;
            Assert.True(line.Discount >= 0 && line.Discount <= Bear(definition, basket.Lines[i]), $"seed {seed}: line {i} bears {line.Discount} of {line.Amount}");
        }

        long applied = 0;
        foreach (AppliedOffer offer in priced.Applied)
        {
            Assert.True(offer.Discount >= 0 && offer.Times >= 0, $"seed {seed}: {offer.Offer.Id} gives {offer.Discount} {offer.Times} times");
            applied += offer.Discount;
        }

        Assert.True(lines == priced.Discount && applied == priced.Discount, $"seed {seed}: {lines}, {applied}, {priced.Discount}");
        Assert.Equal(basket.Lines.Length, priced.Lines.Length);
    }

    /// <summary>All that a line's units can bear above the highest floor that concerns them.</summary>
    private static decimal Bear(CatalogueDefinition definition, in BasketLine line)
    {
        BasketLine sold = line;
        Floor[] floors = [.. definition.Floors.Where(f => Chooses(f.Items, sold.Article))];
        if (floors.Any(f => f.NeverDiscounted))
        {
            return 0;
        }

        decimal floor = floors.Select(f => f.MinPrice).Append(0).Max();
        floor = decimal.Truncate(line.Quantity) == line.Quantity ? floor : decimal.Ceiling(floor * line.Quantity);
        long each = line.Amount / line.Units;
        long more = line.Amount % line.Units;
        return (more * Math.Max(0, each + 1 - floor)) + ((line.Units - more) * Math.Max(0, each - floor));
    }

    private static bool Chooses(Selector selector, Article article)
    {
        bool chosen = selector.Skus.Count + selector.Categories.Count == 0
            || selector.Skus.Contains(article.Sku) || article.Categories.Any(c => selector.Categories.Contains(c));
        return chosen && (selector.Except is null || !Chooses(selector.Except, article));
    }
}
