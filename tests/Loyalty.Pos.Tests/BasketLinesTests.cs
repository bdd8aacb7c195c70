using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Basket rewards settled on whole lines against the same settled on units: with reasons they are settled on units.</summary>
public class BasketLinesTests
{
    [Fact]
    public void Price_ManyBasketRewards_OnLinesAndOnUnitsAreTheSame()
    {
        PricingSession onLines = new();
        PricingSession onUnits = new();
        int several = 0;
        for (ulong seed = 0; seed < 4000; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = Drawn(seed);
            Catalogue catalogue = Catalogue.Compile(definition);
            PricedBasket lines = onLines.Price(catalogue, basket);
            PricedBasket units = onUnits.PriceAndExplain(catalogue, basket);
            Assert.Equal(units.Discounts(), lines.Discounts());
            Assert.Equal(
                units.Applied.ToArray().Select(a => (a.Offer.Id, a.Discount, a.Times)),
                lines.Applied.ToArray().Select(a => (a.Offer.Id, a.Discount, a.Times)));
            Assert.Equal(units.Shares.ToArray(), lines.Shares.ToArray());
            several += lines.Applied.ToArray().Count(a => a.Offer.Id.Value.StartsWith('z')) > 1 ? 1 : 0;
        }

        Assert.True(several > 500, $"{several}");
    }

    private static (CatalogueDefinition Definition, Basket Basket) Drawn(ulong seed)
    {
        RandomTill till = new(seed);
        (CatalogueDefinition definition, Basket basket) = till.Next();
        List<Offer> offers = [.. definition.Offers.DistinctBy(o => o.Id).Where(o => o.Limits?.MaxUnits is null).Take(2)];
        for (int i = 2 + till.Below(4); i > 0; i--)
        {
            offers.Add(new Offer
            {
                Id = new OfferId("z" + i),
                Target = till.Below(2) == 0 ? null : Selector.OfSkus(new Sku("a"), new Sku("b")),
                Reward = till.Below(3) switch
                {
                    0 => new AmountOff(till.Below(90), AmountPer.Basket),
                    1 => new Tiers((TierMeasure)till.Below(2), [new TierStep(0, till.Below(60)), new TierStep(3 + till.Below(100), 0, 30)]),
                    _ => new AmountOff(1 + till.Below(30), AmountPer.Basket),
                },
                Limits = till.Below(3) == 0 ? new OfferLimits { MaxDiscount = till.Below(60) } : null,
                Priority = till.Below(3) - 1,
                Stacking = till.Below(5) switch { 0 => Stacking.Exclusive, 1 or 2 => Stacking.Best, _ => Stacking.Compound },
            });
        }

        offers.Add(new Offer { Id = new OfferId("zp"), Reward = new PercentOff(till.Below(101)), Stacking = (Stacking)till.Below(3) });
        return (definition with { Offers = offers }, basket);
    }
}
