using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Draws catalogues and baskets at the ends of every range: the largest amounts and quantities, every priority, names of any UTF-16.</summary>
internal sealed class WildTill(ulong seed)
{
    private static readonly string[] Names = ["a", "b", "A", "\ud800", "\udfffx", "\ud83d\ude00", "\u0131", "s1:a", "{}", "\"", "\\", "\u00e9", "e\u0301", new('z', 128)];
    private SplitMix64 random = new(seed);

    public CatalogueDefinition Catalogue()
    {
        int offers = 1 + Below(12);
        return new CatalogueDefinition
        {
            Currency = new Currency("EUR"),
            Points = Below(2) == 0 ? new PointsRule { Earn = Amount(1_000_000_000), Per = 1 + Amount(Most - 1), Except = Below(2) == 0 ? Exception() : null } : null,
            Floors = [.. Enumerable.Range(0, Below(3)).Select(_ => new Floor { Items = Choose(), MinPrice = Amount(Most), NeverDiscounted = Below(4) == 0 })],
            Offers = [.. Enumerable.Range(0, offers).Select(i => DrawOffer("o" + i))],
        };
    }

    public Basket Basket(int mostLines)
    {
        Basket basket = new();
        basket.Begin(Till.Sunday, Below(2) == 0 ? "g" : null);
        if (Below(2) == 0)
        {
            basket.AddCoupon("C");
            basket.AddCoupon("C");
            basket.AddCoupon("\ud83d\ude00");
        }

        int lines = Below(mostLines + 1);
        for (int i = 0; i < lines; i++)
        {
            Article article = new(Sku(), [.. Names.Take(4).Where(_ => Below(2) == 0).Select(c => new Category(c))]);
            long left = Most - basket.Subtotal;
            if (Below(4) == 0)
            {
                basket.Add(article, (1 + Below(1_000_000_000)) / 1_000_000_000m, Below(3) == 0 ? left : Amount(left));
            }
            else
            {
                int quantity = Below(4) switch { 0 => 1_000_000_000, 1 => 1 + Below(1_000_000), _ => 1 + Below(4) };
                basket.Add(article, quantity, Below(3) == 0 ? left / quantity : Math.Min(Amount(Most), left / quantity));
            }
        }

        return basket;
    }

    private static long Most => 1_000_000_000_000_000;

    public int Below(int bound) => random.Below(bound);

    private long Amount(long most) => Below(6) switch
    {
        0 => 0,
        1 => most,
        2 => most / (1 + Below(1000)),
        3 => Math.Min(most, Below(1_000_000_000)),
        _ => Math.Min(most, Below(500)),
    };

    private int Whole() => Below(5) switch { 0 => 1_000_000_000, 1 => 1 + Below(1000), _ => 1 + Below(4) };

    private decimal Percent() => Below(6) switch { 0 => 0, 1 => 100, 2 => 0.000000000001m, 3 => 99.999999999999m, _ => Below(101) };

    private Sku Sku() => new(Names[Below(Names.Length)]);

    private Category Category() => new(Names[Below(4)]);

    private Selector Exception() => Below(2) == 0 ? Selector.OfSkus(Sku(), Sku()) : Selector.OfCategories(Category());

    private Selector Choose() => Below(5) switch
    {
        0 => Selector.Everything,
        1 => new Selector { Except = Exception() },
        2 => Selector.OfSkus(Sku(), Sku(), Sku()),
        3 => new Selector { Skus = [Sku()], Categories = [Category(), Category()], Except = Exception() },
        _ => Selector.OfCategories(Category(), Category()),
    };

    private Offer DrawOffer(string id)
    {
        bool coupon = Below(8) == 0;
        return DrawOffer(id, coupon ? Activation.Coupon : Activation.Automatic, coupon ? ["C", "\ud83d\ude00"] : []);
    }

    private Offer DrawOffer(string id, Activation activation, string[] codes) => new()
    {
        Id = new OfferId(id),
        Activation = activation,
        Codes = codes,
        Target = Below(3) == 0 ? null : Choose(),
        Requires = Below(3) == 0 ? new Requirement { MinSpend = Amount(Most), MinQuantity = Below(3), Items = Below(2) == 0 ? Choose() : null } : null,
        Reward = DrawReward(),
        Priority = Below(5) switch { 0 => int.MinValue, 1 => int.MaxValue, _ => 0 },
        Stacking = (Stacking)Below(3),
    };

    private Reward DrawReward() => Below(10) switch
    {
        0 or 1 => new PercentOff(Percent()),
        2 => new AmountOff(Amount(Most), AmountPer.Unit),
        3 => new AmountOff(Amount(Most), AmountPer.Basket),
        4 => new FixedPrice(Amount(Most)),
        5 or 6 => new BuyGet(Whole(), Whole()) { Percent = Percent(), Items = Below(3) == 0 ? Choose() : null, Grouping = (Grouping)Below(2) },
        7 => new Bundle([new BundleItem(Choose()), new BundleItem(Choose(), 1 + Below(3)), new BundleItem(Choose())], Amount(Most)),
        8 => new Gift(Sku(), Whole()),
        _ => Below(2) == 0
            ? new Tiers((TierMeasure)Below(2), [new TierStep(0, Percent()), new TierStep(1 + Below(1000), 0, Amount(Most)), new TierStep(1_000_000, 50)])
            : BonusPoints.Times(1 + (Amount(1_000_000_000) / 1000m)),
    };

    /// <summary>Limits that the kinds allow.</summary>
    public OfferLimits? Limits(Offer offer) => offer.Reward is BonusPoints || Below(2) == 0 ? null : new OfferLimits
    {
        PerReceipt = Below(3) == 0 ? Whole() : null,
        MaxDiscount = Below(3) == 0 ? Amount(Most) : null,
        MaxUnits = Below(3) == 0 ? Whole() : null,
        UnitOrder = (UnitOrder)Below(2),
    };
}
