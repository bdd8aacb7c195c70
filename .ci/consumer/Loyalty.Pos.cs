// prints: 20 off 200
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

internal static class UseLoyaltyPos
{
    public static string Answer()
    {
        Catalogue catalogue = Catalogue.Compile(new CatalogueDefinition
        {
            Currency = new Currency("EUR"),
            Offers = [new Offer { Id = new OfferId("tenth"), Reward = new PercentOff(10) }],
        });
        Basket basket = new();
        basket.Begin(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        basket.Add(new Article(new Sku("milk")), 2, 100);
        PricedBasket priced = new PricingSession().Price(catalogue, basket);
        return FormattableString.Invariant($"{priced.Discount} off {priced.Subtotal}");
    }
}
