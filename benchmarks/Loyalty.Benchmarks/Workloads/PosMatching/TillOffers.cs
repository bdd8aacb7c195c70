using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The workload in the words of Loyalty.Pos: a catalogue, an assortment of articles, a guest's name.</summary>
internal static class TillOffers
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static Catalogue Compile(TillData data)
    {
        List<Offer> offers = [.. data.Offers.Select(o => Offer(o, null))];
        foreach ((int guest, TillData.OfferRow[] own) in data.Personal)
        {
            offers.AddRange(own.Select(o => Offer(o, Guest(guest))));
        }

        return Catalogue.Compile(new CatalogueDefinition { Offers = offers });
    }

    /// <summary>The assortment, loaded as from a table: names first, then the articles side by side.</summary>
    public static Article[] Articles(TillData data)
    {
        Sku[] skus = [.. Enumerable.Range(0, TillData.Products).Select(Sku)];
        Category[][] categories = [.. Enumerable.Range(0, TillData.Categories).Select(c => new[] { Category(c) })];
        return [.. skus.Select((sku, i) => new Article(sku, categories[data.CategoryOf[i]]))];
    }

    public static string Guest(int guest) => "g" + guest.ToString(CultureInfo.InvariantCulture);

    /// <summary>A basket of its own for a row of the workload.</summary>
    public static Basket Filled(TillData data, Article[] articles, string guest, TillData.BasketRow row)
    {
        Basket basket = new();
        Fill(basket, data, articles, guest, row);
        return basket;
    }

    /// <summary>Fills a basket with a row of the workload.</summary>
    public static void Fill(Basket basket, TillData data, Article[] articles, string guest, TillData.BasketRow row)
    {
        basket.Begin(Noon, guest);
        foreach (TillData.LineRow line in row.Lines)
        {
            basket.Add(articles[line.Sku], line.Quantity, data.Prices[line.Sku]);
        }
    }

    private static Sku Sku(int sku) => new("s" + sku.ToString(CultureInfo.InvariantCulture));

    private static Category Category(int category) => new("c" + category.ToString(CultureInfo.InvariantCulture));

    public static Offer Offer(TillData.OfferRow row, string? guest) => new()
    {
        Id = new OfferId(row.Id.ToString("D8", CultureInfo.InvariantCulture)),
        Activation = guest is null ? Activation.Automatic : Activation.Personal,
        Guests = guest is null ? [] : [guest],
        Stacking = Stacking.Best,
        Target = row.Kind switch { 5 => null, 3 => Selector.OfCategories(Category(row.Target)), _ => Selector.OfSkus(Sku(row.Target)) },
        Requires = row.Kind switch { 4 => null, 5 => new Requirement { MinSpend = row.Least }, _ => new Requirement { MinQuantity = row.Least } },
        Reward = row.Kind switch
        {
            1 => new AmountOff(row.Value),
            2 => new FixedPrice(row.Value),
            4 => new BuyGet(row.Value, 1),
            _ => new PercentOff(row.Value),
        },
    };
}
