using System.Numerics;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Internal;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests.Internal;

/// <summary>
/// A percent of a few minor units is laid on some units of a line and leaves others untouched. What comes then finds units of two kinds, and is held to the rules
/// written out naively and to the stages that lay out the whole basket.
/// </summary>
public class UnevenLinesTests
{
    private static readonly Article Tea = new(new Sku("tea"), [new Category("drinks")]);
    private static readonly Article Bread = new(new Sku("bread"), []);
    private static readonly Selector OfTea = Selector.OfSkus(new Sku("tea"));
    private static readonly Offer Basket = Offer("z", new PercentOff(30), -1, Stacking.Compound) with { Target = null };

    private static readonly Dictionary<string, Offer[]> Followers = new()
    {
        ["an exclusive, a best and a compound one"] =
        [
            Offer("e", new PercentOff(20), 0, Stacking.Exclusive), Offer("b", new AmountOff(3), 0, Stacking.Best), Offer("c", new PercentOff(15), 0, Stacking.Compound),
        ],
        ["an exclusive one, and a later compound one"] = [Offer("e", new PercentOff(50), 0, Stacking.Exclusive), Offer("c", new AmountOff(2), -1, Stacking.Compound)],
        ["two best ones that round to the same, the weaker with the smaller id"] = [Offer("a", new PercentOff(20), 0, Stacking.Best), Offer("b", new PercentOff(21), 0, Stacking.Best)],
        ["two best ones that round to the same, the stronger with the smaller id"] = [Offer("b", new PercentOff(20), 0, Stacking.Best), Offer("a", new PercentOff(21), 0, Stacking.Best)],
        ["a best one that holds from four units on, and a compound one"] =
        [
            Offer("a", new PercentOff(40), 0, Stacking.Best), Offer("b", new PercentOff(60), 0, Stacking.Best) with { Requires = new Requirement { MinQuantity = 4 } },
            Offer("c", new PercentOff(25), 0, Stacking.Compound),
        ],
        ["groups"] = [Offer("a", new BuyGet(1, 1) { Percent = 50 }, 0, Stacking.Best), Offer("c", new BuyGet(2, 1), 0, Stacking.Compound)],
    };

    public static TheoryData<string, long> Cases => [.. Followers.Keys.SelectMany(f => new[] { 0L, 3L }.Select(floor => (f, floor)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Price_ALineWhoseUnitsDiffer_GivesWhatTheRulesGive(string followers, long floor)
    {
        PricingSession session = new();
        LineByLine lineByLine = new();
        Basket basket = new();
        foreach (int percent in new[] { 3, 11, 25 })
        {
            CatalogueDefinition definition = new()
            {
                Floors = floor == 0 ? [] : [new Floor { Items = OfTea, MinPrice = floor }],
                Offers = [Offer("first", new PercentOff(percent), 1, Stacking.Compound), .. Followers[followers], Basket],
            };
            Catalogue catalogue = Catalogue.Compile(definition);
            for (int unit = 1; unit <= 14; unit++)
            {
                for (int quantity = 2; quantity <= 5; quantity++)
                {
                    basket.Begin(Till.Sunday);
                    basket.Add(Tea, quantity, unit);
                    basket.Add(Bread, 1, 7);
                    string shown = $"{quantity} x {unit} less {percent} %, then {followers}";
                    Assert.True(lineByLine.TrySettle(catalogue, basket), shown);
                    PricedBasket priced = session.Price(catalogue, basket);
                    (long[] lines, string applied) = (priced.Discounts(), Shown(priced));
                    NaivePricer naive = new NaivePricer(definition, basket).Price();
                    Assert.True(naive.HasTwins || naive.LineDiscounts.SequenceEqual(lines.Select(d => (BigInteger)d)), $"{shown}: {applied}, expected {string.Join(' ', naive.Applied)}");
                    string searched = Shown(session.PriceAndExplain(catalogue, basket));
                    Assert.True(applied == searched, $"{shown}: {applied}, the stages {searched}");
                }
            }
        }
    }

    private static string Shown(PricedBasket priced) =>
        string.Join(' ', priced.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}")) + " | " + string.Join(' ', priced.Shares.ToArray());

    private static Offer Offer(string id, Reward reward, int priority, Stacking stacking) => new()
    {
        Id = new OfferId(id),
        Reward = reward,
        Target = OfTea,
        Priority = priority,
        Stacking = stacking,
    };
}
