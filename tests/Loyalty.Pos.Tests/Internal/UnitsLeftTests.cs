using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Internal;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests.Internal;

/// <summary>What is known of a line's units without laying them out, against the stages that lay them out.</summary>
public class UnitsLeftTests
{
    private static readonly Article Tea = new(new Sku("tea"), []);

    public static TheoryData<string> Followers => ["amount", "fixedPrice", "buyGet", "percent"];

    [Theory]
    [MemberData(nameof(Followers))]
    public void Price_AnOfferAfterAPercentThatLeftUnitsUneven_GivesWhatTheStagesGive(string kind)
    {
        PricingSession session = new();
        LineByLine lineByLine = new();
        Basket basket = new();
        int settled = 0;
        int all = 0;
        foreach (int percent in new[] { 3, 11, 25, 50 })
        {
            for (int value = 1; value <= 14; value++)
            {
                Catalogue catalogue = Catalogue.Compile(new CatalogueDefinition
                {
                    Offers = [Offer("first", new PercentOff(percent), 1, Stacking.Compound), Offer("then", Reward(kind, value), 0, value % 7 == 0 ? Stacking.Best : Stacking.Compound)],
                });
                for (int unit = 1; unit <= 16; unit++)
                {
                    for (int quantity = 1; quantity <= 5; quantity++)
                    {
                        basket.Begin(Till.Sunday);
                        basket.Add(Tea, quantity, unit);
                        all++;
                        settled += lineByLine.TrySettle(catalogue, basket) ? 1 : 0;
                        (long Price, string Applied) expected = Shown(session.PriceAndExplain(catalogue, basket));
                        Assert.True(expected == Shown(session.Price(catalogue, basket)), $"{quantity} x {unit} less {percent} %, then {kind} {value}: expected {expected}");
                    }
                }
            }
        }

        Assert.Equal(all, settled);
    }

    private static (long Price, string Applied) Shown(PricedBasket priced) =>
        (priced.Total, string.Join(' ', priced.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}")));

    private static Reward Reward(string kind, int value) => kind switch
    {
        "amount" => new AmountOff(value),
        "fixedPrice" => new FixedPrice(value),
        "buyGet" => new BuyGet(1 + (value % 2), 1 + (value % 3)) { Percent = 10 * (1 + (value % 10)), Grouping = (Grouping)(value / 7 % 2) },
        _ => new PercentOff(5 * value),
    };

    private static Offer Offer(string id, Reward reward, int priority, Stacking stacking) => new()
    {
        Id = new OfferId(id),
        Reward = reward,
        Target = Selector.Everything,
        Priority = priority,
        Stacking = stacking,
    };
}
