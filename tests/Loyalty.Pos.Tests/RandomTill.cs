using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Draws small catalogues and baskets in which everything meets everything: few skus, few cents, many ties.</summary>
internal sealed class RandomTill(ulong seed)
{
    private static readonly string[] Skus = ["a", "b", "c", "d"];
    private static readonly string[] Categories = ["x", "y"];
    private SplitMix64 random = new(seed);

    public (CatalogueDefinition Catalogue, Basket Basket) Next()
    {
        CatalogueDefinition catalogue = new()
        {
            Currency = new Currency("EUR"),
            Points = new PointsRule { Earn = 1 + Below(3), Per = 1 + Below(50), Except = Below(3) == 0 ? Choose() is { Skus.Count: > 0 } s ? s with { Except = null } : null : null },
            Floors = Below(3) == 0 ? [new Floor { Items = Choose(), MinPrice = Below(60), NeverDiscounted = Below(4) == 0 }] : [],
            Offers = [.. Enumerable.Range(0, 1 + Below(5)).Select(i => DrawOffer("o" + ((i * 7) % 5)))],
        };
        return (catalogue, DrawBasket());
    }

    public int Below(int bound) => random.Below(bound);

    private Basket DrawBasket()
    {
        Basket basket = new();
        basket.Begin(new DateTimeOffset(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3)), Below(2) == 0 ? "g" : null);
        if (Below(2) == 0)
        {
            basket.AddCoupon("C");
        }

        int lines = 1 + Below(4);
        for (int i = 0; i < lines; i++)
        {
            Article article = new(new Sku(Skus[Below(4)]), [.. Categories.Where(_ => Below(2) == 0).Select(c => new Category(c))]);
            if (Below(5) == 0)
            {
                basket.Add(article, (1 + Below(2999)) / 1000m, Below(150));
            }
            else
            {
                basket.Add(article, 1 + Below(4), Below(8) == 0 ? Below(4) : Below(100));
            }
        }

        return basket;
    }

    private Offer DrawOffer(string id)
    {
        Reward reward = DrawReward();
        Activation activation = Below(6) switch { 0 => Activation.Coupon, 1 => Activation.Personal, _ => Activation.Automatic };
        bool limited = Below(3) == 0 && reward is not BonusPoints;
        return new Offer
        {
            Id = new OfferId(id),
            Reward = reward,
            Activation = activation,
            Codes = activation == Activation.Coupon ? ["C", "D"] : [],
            Guests = activation == Activation.Personal ? ["g", "h"] : [],
            Target = Below(4) == 0 ? null : Choose(),
            Requires = Below(4) == 0 ? new Requirement { MinSpend = Below(120), MinQuantity = Below(4), Items = Below(2) == 0 ? Choose() : null } : null,
            Limits = limited
                ? new OfferLimits
                {
                    PerReceipt = Below(2) == 0 ? 1 + Below(2) : null,
                    MaxDiscount = Below(3) == 0 ? Below(60) : null,
                    MaxUnits = Below(3) == 0 ? 1 + Below(4) : null,
                    UnitOrder = (UnitOrder)Below(2),
                }
                : null,
            Priority = Below(4) == 0 ? 1 : 0,
            Stacking = (Stacking)Below(3),
        };
    }

    private Reward DrawReward() => Below(9) switch
    {
        0 or 1 => new PercentOff(Below(4) == 0 ? 33.3m : Below(101)),
        2 => new AmountOff(Below(60)),
        3 => new AmountOff(Below(90), AmountPer.Basket),
        4 => new FixedPrice(Below(70)),
        5 or 6 => new BuyGet(1 + Below(2), 1 + Below(2)) { Percent = Below(2) == 0 ? 100 : 50, Items = Below(3) == 0 ? Choose() : null, Grouping = (Grouping)Below(2) },
        7 => Below(2) == 0
            ? new Bundle([new BundleItem(Choose()), new BundleItem(Choose(), 1 + Below(2))], Below(150))
            : new Gift(new Sku(Skus[Below(4)]), 1 + Below(2)),
        _ => Below(2) == 0
            ? new Tiers((TierMeasure)Below(2), [new TierStep(Below(3), 10), new TierStep(3 + Below(100), 0, 30)])
            : Below(2) == 0 ? BonusPoints.Times(1 + (Below(4) / 2m)) : BonusPoints.Once(1 + Below(9)),
    };

    private Selector Choose() => Below(6) switch
    {
        0 => Selector.Everything,
        1 => new Selector { Except = Selector.OfSkus(new Sku(Skus[Below(4)])) },
        2 => Selector.OfCategories(new Category(Categories[Below(2)])),
        3 => Selector.OfSkus(new Sku(Skus[Below(4)]), new Sku(Skus[Below(4)])),
        4 => new Selector { Skus = [new Sku(Skus[Below(4)])], Categories = [new Category(Categories[Below(2)])], Except = Selector.OfSkus(new Sku(Skus[Below(4)])) },
        _ => Selector.OfSkus(new Sku(Skus[Below(4)])),
    };
}
