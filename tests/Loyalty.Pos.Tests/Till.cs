using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Tests;

/// <summary>A catalogue's offers as JSON and a basket in a few words, priced.</summary>
internal static class Till
{
    public static readonly DateTimeOffset Sunday = new(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3));

    /// <summary>A catalogue of offers, with further top-level members if wanted.</summary>
    public static Catalogue Catalogue(string offers, string more = "") => global::Loyalty.Pos.Catalog.Catalogue.Parse($"{{ \"currency\": \"EUR\"{(more.Length > 0 ? ", " + more : "")}, \"offers\": [{offers}] }}");

    /// <summary>A basket: each line as <c>sku[category,…] quantity x price</c>.</summary>
    public static Basket Basket(params string[] lines) => BasketAt(Sunday, null, [], lines);

    public static Basket BasketAt(DateTimeOffset at, string? guest, string[] coupons, params string[] lines)
    {
        Basket basket = new();
        basket.Begin(at, guest);
        foreach (string coupon in coupons)
        {
            basket.AddCoupon(coupon);
        }

        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            string[] names = words[0].TrimEnd(']').Split('[');
            Category[] categories = names.Length > 1 ? [.. names[1].Split(',').Select(c => new Category(c))] : [];
            basket.Add(
                new Article(new Sku(names[0]), categories),
                decimal.Parse(words[1], CultureInfo.InvariantCulture),
                Money.Exact(decimal.Parse(words[3], CultureInfo.InvariantCulture), new Currency("EUR")).MinorUnits);
        }

        return basket;
    }

    /// <summary>The same basket scanned again, now that its articles were sold before.</summary>
    public static Basket ScannedAgain(Basket basket)
    {
        Basket again = new();
        again.Begin(basket.At, basket.Guest);
        foreach (string coupon in basket.Coupons)
        {
            again.AddCoupon(coupon);
        }

        foreach (ref readonly BasketLine line in basket.Lines)
        {
            again.Add(line.Article, line.Quantity, line.UnitPrice);
        }

        return again;
    }

    public static PricedBasket Price(string offers, params string[] lines) => new PricingSession().Price(Catalogue(offers), Basket(lines));

    public static PricedBasket Explain(string offers, params string[] lines) => new PricingSession().PriceAndExplain(Catalogue(offers), Basket(lines));

    public static long[] Discounts(this PricedBasket priced) => [.. priced.Lines.ToArray().Select(l => l.Discount)];

    public static string[] Offers(this PricedBasket priced) => [.. priced.Applied.ToArray().Select(a => a.Offer.Id.Value)];
}
