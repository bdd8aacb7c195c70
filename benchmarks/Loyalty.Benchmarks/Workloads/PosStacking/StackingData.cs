using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Benchmarks.Workloads.PosStacking;

/// <summary>A chain in which offers of every kind, stacking and priority meet: the assortment and baskets of workload 1, other offers.</summary>
/// <remarks>
/// 50,000 products in 500 categories of 25 departments, ten offers in a thousand for a category's neighbours. Of 10,000 offers 9,000 are for one
/// product (half of them for one of the 10,000 that sell best), 900 for a category, 25 for a department, 60 are bundles or gifts and 15 are for
/// the basket: a mean basket meets about forty, four on a line. Stacking is best and compound in equal parts, one in ten is exclusive; the
/// priority is −1 or 1 for one in ten each; one in three requires a quantity or a spend.
/// </remarks>
internal sealed class StackingData : IStackingData
{
    private const int Products = 50_000;
    private const int Popular = 10_000;
    private const int Categories = 500;
    private const int Departments = 25;
    private static readonly DateTimeOffset Evening = new(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3));

    private readonly int[] prices = new int[Products];
    private readonly int[] categories = new int[Products];
    private SplitMix64 random;

    public StackingData(int offers, int baskets, ulong seed = 0)
    {
        random = new SplitMix64(1 + seed);
        for (int sku = 0; sku < Products; sku++)
        {
            prices[sku] = 49 + random.Below(1951);
            categories[sku] = random.Below(Categories);
        }

        Articles = [.. Enumerable.Range(0, Products).Select(sku => new Article(Sku(sku), Category(categories[sku]), Department(categories[sku] % Departments)))];
        random = new SplitMix64(2 + seed);
        Definition = new CatalogueDefinition
        {
            Currency = new Currency("EUR"),
            Points = new PointsRule { Earn = 1, Per = 1000 },
            Floors = [new Floor { Items = Selector.OfCategories(Category(0)), MinPrice = 400 }],
            Offers = [.. Enumerable.Range(0, offers).Select(DrawOffer)],
        };
        Catalogue = Catalogue.Compile(Definition);
        random = new SplitMix64(3 + seed);
        double[] cdf = new double[Products];
        double sum = 0;
        for (int k = 0; k < Products; k++)
        {
            cdf[k] = sum += 1.0 / (k + 1);
        }

        Baskets = [.. Enumerable.Range(0, baskets).Select(_ => DrawBasket(cdf))];
    }

    public CatalogueDefinition Definition { get; }

    public Catalogue Catalogue { get; }

    public Article[] Articles { get; }

    public (int Sku, int Quantity)[][] Baskets { get; }

    public void Fill(Basket basket, int number)
    {
        basket.Begin(Evening);
        foreach ((int sku, int quantity) in Baskets[number])
        {
            basket.Add(Articles[sku], quantity, prices[sku]);
        }
    }

    private (int Sku, int Quantity)[] DrawBasket(double[] cdf)
    {
        double u = Math.Min(Math.Min(random.NextDouble(), random.NextDouble()), Math.Min(random.NextDouble(), random.NextDouble()));
        List<(int Sku, int Quantity)> lines = [];
        for (int drawn = (int)(60 * u); drawn >= 0; drawn--)
        {
            int found = Array.BinarySearch(cdf, random.NextDouble() * cdf[^1]);
            int sku = found >= 0 ? found + 1 : ~found;
            int quantity = 1 + (random.Below(4) == 0 ? random.Below(5) : 0);
            int known = lines.FindIndex(l => l.Sku == sku);
            if (known >= 0)
            {
                lines[known] = (sku, lines[known].Quantity + quantity);
            }
            else
            {
                lines.Add((sku, quantity));
            }
        }

        return [.. lines];
    }

    private Offer DrawOffer(int number)
    {
        int slot = number % 2000;
        Offer offer = slot switch
        {
            < 1800 => OnProduct(slot < 900 ? random.Below(Popular) : random.Below(Products)),
            < 1980 => OnMany(Selector.OfCategories(Category(random.Below(Categories)))),
            < 1985 => OnMany(Selector.OfCategories(Department(random.Below(Departments)))),
            < 1997 => Together(),
            _ => OnBasket(),
        };
        int stacking = random.Below(20);
        int priority = random.Below(10);
        return offer with
        {
            Id = new OfferId(number.ToString("D8", CultureInfo.InvariantCulture)),
            Stacking = stacking < 2 ? Stacking.Exclusive : stacking < 11 ? Stacking.Best : Stacking.Compound,
            Priority = priority == 0 ? -1 : priority == 1 ? 1 : 0,
            Requires = random.Below(3) > 0 ? null
                : random.Below(2) == 0 ? new Requirement { MinQuantity = 2 } : new Requirement { MinSpend = 500 + random.Below(1500), Items = Selector.Everything },
        };
    }

    private Offer OnProduct(int sku) => new()
    {
        Id = default,
        Target = Selector.OfSkus(Sku(sku)),
        Limits = random.Below(10) == 0 ? new OfferLimits { MaxUnits = 1 + random.Below(3) } : null,
        Reward = random.Below(8) switch
        {
            <= 2 => new PercentOff(5 + random.Below(36)),
            <= 4 => new AmountOff(10 + random.Below(290)),
            <= 6 => new FixedPrice(prices[sku] * (50 + random.Below(41)) / 100),
            _ => new BuyGet(1 + random.Below(3), 1),
        },
    };

    private Offer OnMany(Selector target)
    {
        int kind = random.Below(10);
        return new Offer
        {
            Id = default,
            Target = target,
            Limits = kind switch
            {
                5 => new OfferLimits { MaxUnits = 1 + random.Below(3), UnitOrder = (UnitOrder)random.Below(2) },
                6 => new OfferLimits { MaxDiscount = 100 + random.Below(400) },
                9 => new OfferLimits { PerReceipt = 1 },
                _ => null,
            },
            Reward = kind switch
            {
                <= 3 or 5 or 6 => new PercentOff(5 + random.Below(26)),
                4 => new AmountOff(10 + random.Below(100)),
                _ => new BuyGet(1 + random.Below(2), 1) { Percent = random.Below(2) == 0 ? 100 : 50, Grouping = (Grouping)random.Below(2) },
            },
        };
    }

    private Offer Together()
    {
        int one = random.Below(Categories);
        int other = random.Below(Departments);
        return new Offer
        {
            Id = default,
            Target = Selector.OfCategories(Category(one)),
            Reward = random.Below(3) > 0
                ? new Bundle([new BundleItem(Selector.OfCategories(Category(one))), new BundleItem(Selector.OfCategories(Department(other)))], 500 + random.Below(1000))
                : new Gift(Sku(random.Below(1000))),
        };
    }

    private Offer OnBasket() => new()
    {
        Id = default,
        Target = random.Below(3) == 0 ? Selector.OfCategories(Department(random.Below(Departments))) : null,
        Reward = random.Below(3) switch
        {
            0 => new AmountOff(100 + random.Below(400), AmountPer.Basket),
            1 => new Tiers(TierMeasure.Spend, [new TierStep(3000, 3), new TierStep(6000, 5), new TierStep(12000, 0, 800)]),
            _ => new PercentOff(2 + random.Below(6)),
        },
    };

    private static Sku Sku(int sku) => new("s" + sku.ToString(CultureInfo.InvariantCulture));

    private static Category Category(int category) => new("c" + category.ToString(CultureInfo.InvariantCulture));

    private static Category Department(int department) => new("d" + department.ToString(CultureInfo.InvariantCulture));
}
