using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Benchmarks.Workloads.PosStacking;

/// <summary>
/// Two hundred lines in forty categories and forty multi-buys, each over two neighbouring categories, so that each line is in two of them, beside
/// percents on single products: everything is tied to everything.
/// </summary>
internal sealed class WideBasket
{
    private const int Lines = 200;
    private const int Categories = 40;

    public WideBasket(ulong seed = 0)
    {
        SplitMix64 random = new(7 + seed);
        List<Offer> offers = [];
        for (int c = 0; c < Categories; c++)
        {
            offers.Add(new Offer
            {
                Id = new OfferId("multi" + c.ToString("D2", CultureInfo.InvariantCulture)),
                Stacking = Stacking.Best,
                Target = Selector.OfCategories(Category(c), Category((c + 1) % Categories)),
                Reward = new BuyGet(2, 1) { Grouping = (Grouping)random.Below(2) },
            });
        }

        for (int l = 0; l < Lines; l += 2)
        {
            offers.Add(new Offer
            {
                Id = new OfferId("own" + l.ToString("D3", CultureInfo.InvariantCulture)),
                Stacking = Stacking.Best,
                Target = Selector.OfSkus(Sku(l)),
                Reward = new PercentOff(10 + random.Below(31)),
            });
        }

        Catalogue = Catalogue.Compile(new CatalogueDefinition { Offers = offers });
        Basket.Begin(new DateTimeOffset(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3)));
        for (int l = 0; l < Lines; l++)
        {
            Basket.Add(new Article(Sku(l), Category(l % Categories)), 1 + (random.Below(4) == 0 ? random.Below(5) : 0), 49 + random.Below(1951));
        }
    }

    public Catalogue Catalogue { get; }

    public Basket Basket { get; } = new();

    private static Sku Sku(int line) => new("s" + line.ToString("D3", CultureInfo.InvariantCulture));

    private static Category Category(int category) => new("c" + category.ToString("D2", CultureInfo.InvariantCulture));
}
