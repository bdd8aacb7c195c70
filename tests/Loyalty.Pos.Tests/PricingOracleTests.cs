using System.Numerics;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Internal;
using Loyalty.Pos.Mechanics;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Tests;

public class PricingOracleTests
{
    [Theory]
    [InlineData(1, 4000)]
    [InlineData(1_000_000, 4000)]
    [InlineData(7_020_000, 4000)]
    [InlineData(80_010_000, 500)]
    public void Price_AnyCatalogueAndBasket_AgreesWithTheRulesWrittenOutNaively(int seed, int cases)
    {
        PricingSession session = new(new PricingOptions { SearchSteps = 1_000_000 });
        PricingSession searching = new(new PricingOptions { SearchSteps = 1_000_000, FewCombinations = 0 });
        int twins = 0;
        for (int i = 0; i < cases; i++)
        {
            (CatalogueDefinition definition, Basket basket) = new RandomTill((ulong)(seed + i)).Next();
            if (i % 3 == 0)
            {
                // What settles line by line, without a search.
                definition = definition with { Offers = [.. definition.Offers.Select(o => o with { Stacking = Stacking.Best, Priority = 0, Limits = i % 2 == 0 ? null : o.Limits })] };
            }

            Catalogue catalogue = Compile(definition);
            long explained = session.PriceAndExplain(catalogue, basket).Discount;
            PricedBasket priced = session.Price(catalogue, basket);
            NaivePricer naive = new NaivePricer(Unique(definition), basket).Price();

            Assert.Equal(priced.Discount, priced.Applied.ToArray().Sum(a => a.Discount));
            Assert.Equal(priced.Discount, priced.Lines.ToArray().Sum(l => l.Discount));
            Assert.Equal(explained, priced.Discount);
            long[] searched = [.. searching.Price(catalogue, basket).Lines.ToArray().Select(l => l.Discount)];
            if (naive.HasTwins)
            {
                twins++;
                continue;
            }

            string shown = $"case {seed + i}: {Show(definition, basket)}";
            Assert.True(priced.IsOptimal, shown);
            Assert.True(searched.SequenceEqual(priced.Discounts()), $"{shown}\ntried all {string.Join(' ', priced.Discounts())} searched {string.Join(' ', searched)}");
            Assert.True(
                naive.LineDiscounts.SequenceEqual(priced.Lines.ToArray().Select(l => (BigInteger)l.Discount)),
                $"{shown}\nexpected {string.Join(' ', naive.LineDiscounts)} got {string.Join(' ', priced.Lines.ToArray().Select(l => l.Discount))}\nexpected {string.Join(' ', naive.Applied)} got {string.Join(' ', priced.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}"))}");
            Assert.True(
                naive.Applied.Select(a => (a.Key, a.Value.Discount, a.Value.Times)).SequenceEqual(
                    priced.Applied.ToArray().Where(a => a.Discount > 0).Select(a => (a.Offer.Id.Value, (BigInteger)a.Discount, a.GiftQuantity > 0 ? a.Times - a.GiftQuantity : a.Times)).OrderBy(a => a.Value, StringComparer.Ordinal)),
                $"{shown}\nexpected {string.Join(' ', naive.Applied)} got {string.Join(' ', priced.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}"))}");
            Assert.True(naive.Points == priced.Points, $"{shown} points {naive.Points} {priced.Points}");
            Assert.True(naive.AppliedPoints.SequenceEqual(OfPoints(priced)), $"{shown}\nexpected {string.Join(' ', naive.AppliedPoints)} got {string.Join(' ', OfPoints(priced))}");
            long[] discounts = priced.Discounts();
            PricedBasket again = session.Price(catalogue, Till.ScannedAgain(basket));
            Assert.True(discounts.SequenceEqual(again.Discounts()) && naive.Points == again.Points, $"{shown}\nscanned again {string.Join(' ', again.Discounts())}, before {string.Join(' ', discounts)}");
        }

        Assert.InRange(twins, 0, cases / 20);
    }

    /// <summary>What is decided without a search, and what only looks so: few units, limits of units and groups, compound offers of several priorities, floors.</summary>
    [Theory]
    [InlineData(40_000_000, 2500)]
    [InlineData(70_061_300, 500)]
    public void Price_FewUnitsManyLimitsAndPriorities_AgreesWithTheRulesWrittenOutNaively(int seed, int cases)
    {
        PricingSession[] sessions = [new(new PricingOptions { SearchSteps = 1_000_000 }), new(new PricingOptions { SearchSteps = 1_000_000, FewCombinations = 0 })];
        int twins = 0;
        for (int i = 0; i < cases; i++)
        {
            (CatalogueDefinition definition, Basket basket) = Crowded((ulong)(seed + i));
            NaivePricer naive = new NaivePricer(definition, basket).Price();
            twins += naive.HasTwins ? 1 : 0;
            Catalogue catalogue = Catalogue.Compile(definition);
            foreach (PricingSession session in naive.HasTwins ? [] : sessions)
            {
                PricedBasket priced = session.Price(catalogue, basket);
                Assert.True(
                    naive.LineDiscounts.SequenceEqual(priced.Discounts().Select(d => (BigInteger)d)),
                    $"case {seed + i}: {Show(definition, basket)}\nexpected {string.Join(' ', naive.Applied)} got {string.Join(' ', priced.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}"))}");
            }
        }

        Assert.InRange(twins, 0, cases / 8);
    }

    /// <summary>Offers of every stacking and priority, none of which ties lines together: they are settled line by line, and the reasons are asked of the search.</summary>
    [Theory]
    [InlineData(60_000_000, 6000)]
    public void Price_OffersThatDecideForThemselves_AgreesWithTheRulesWrittenOutNaivelyAndWithTheSearch(int seed, int cases)
    {
        PricingSession session = new(new PricingOptions { SearchSteps = 1_000_000 });
        LineByLine lineByLine = new();
        (int settled, int twins) = (0, 0);
        for (int i = 0; i < cases; i++)
        {
            (CatalogueDefinition definition, Basket basket) = Local((ulong)(seed + i));
            Catalogue catalogue = Catalogue.Compile(definition);
            settled += lineByLine.TrySettle(catalogue, basket) ? 1 : 0;
            PricedBasket priced = session.Price(catalogue, basket);
            long[] lines = priced.Discounts();
            AppliedOffer[] applied = priced.Applied.ToArray();
            DiscountShare[] shares = priced.Shares.ToArray();
            long points = priced.Points;
            string shown = $"case {seed + i}: {Show(definition, basket)}\ngot {string.Join(' ', applied.Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}"))}";
            Assert.True(priced.Discount == lines.Sum() && priced.Discount == applied.Sum(a => a.Discount) && priced.Discount == shares.Sum(a => a.Discount), shown);

            PricedBasket searched = session.PriceAndExplain(catalogue, basket);
            Assert.True(
                lines.SequenceEqual(searched.Discounts()) && applied.SequenceEqual(searched.Applied.ToArray()) && shares.SequenceEqual(searched.Shares.ToArray()) && points == searched.Points,
                $"{shown}\nsearched {string.Join(' ', searched.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}x{a.Times}"))}");
            NaivePricer naive = new NaivePricer(definition, basket).Price();
            if (naive.HasTwins)
            {
                twins++;
                continue;
            }

            Assert.True(naive.LineDiscounts.SequenceEqual(lines.Select(d => (BigInteger)d)), $"{shown}\nexpected {string.Join(' ', naive.Applied)}");
            Assert.True(
                naive.Applied.Select(a => (a.Key, a.Value.Discount, a.Value.Times)).SequenceEqual(
                    applied.Where(a => a.Discount > 0).Select(a => (a.Offer.Id.Value, (BigInteger)a.Discount, a.Times)).OrderBy(a => a.Value, StringComparer.Ordinal)),
                $"{shown}\nexpected {string.Join(' ', naive.Applied)}");
            Assert.True(naive.Points == points && naive.AppliedPoints.SequenceEqual(OfPoints(searched)), $"{shown}\nexpected {points} {string.Join(' ', naive.AppliedPoints)} got {string.Join(' ', OfPoints(searched))}");
        }

        Assert.InRange(settled, cases * 2 / 3, cases - (cases / 50));
        Assert.InRange(twins, 0, cases / 8);
    }

    /// <summary>A multiplier that adds no point is not applied, and its coupon comes back, unless the others would earn less without it.</summary>
    [Theory]
    [InlineData(50_000_000, 4000)]
    public void Price_MultipliersThatSeldomAddAPoint_AgreesWithTheRulesWrittenOutNaively(int seed, int cases)
    {
        PricingSession session = new(new PricingOptions { SearchSteps = 1_000_000 });
        (int idle, int together) = (0, 0);
        for (int i = 0; i < cases; i++)
        {
            RandomTill till = new((ulong)(seed + i));
            (CatalogueDefinition definition, Basket basket) = till.Next();
            definition = definition with
            {
                Points = till.Below(20) == 0 ? null : new PointsRule { Earn = till.Below(4), Per = 1 + till.Below(400) },
                Offers =
                [
                    .. definition.Offers.DistinctBy(o => o.Id).Select(o => till.Below(4) == 0 ? o : o with
                    {
                        Reward = till.Below(8) == 0 ? BonusPoints.Once(1 + till.Below(9)) : BonusPoints.Times(1 + (till.Below(5) / 2m)),
                        Limits = null,
                    }),
                ],
            };
            Catalogue catalogue = Catalogue.Compile(definition);
            NaivePricer naive = new NaivePricer(definition, basket).Price();
            foreach (bool explain in naive.HasTwins ? [] : (bool[])[false, true])
            {
                PricedBasket priced = explain ? session.PriceAndExplain(catalogue, basket) : session.Price(catalogue, basket);
                string shown = $"case {seed + i}: {Show(definition, basket)}\nexpected {naive.Points} {string.Join(' ', naive.AppliedPoints)} got {priced.Points} {string.Join(' ', OfPoints(priced))}";
                Assert.True(naive.Points == priced.Points && naive.AppliedPoints.SequenceEqual(OfPoints(priced)), shown);
                bool takes = priced.Applied.ToArray().Any(a => a.Offer.Codes.Count > 0);
                Assert.True(takes != priced.UnusedCoupons.Contains("C") || !basket.Coupons.Contains("C"), shown);
                Assert.True(!explain || priced.Applied.Length + priced.Rejected.Length == catalogue.OfferCount, shown);
                TillReceipt receipt = TillReceipt.Of("r", catalogue, basket, priced);
                Assert.Equal(receipt.ToJson(), TillReceipt.Parse(receipt.ToJson()).ToJson());
                idle += explain ? priced.Rejected.ToArray().Count(r => r.Offer.Reward is BonusPoints { Multiplier: > 1 } && r.Reason is RejectionReason.PriceFloor or RejectionReason.LostToBetter) : 0;
                together += explain ? naive.AppliedPoints.Count(a => a.Points == 0) : 0;
            }
        }

        Assert.InRange(idle, cases / 10, cases);
        Assert.InRange(together, 1, cases / 10);
    }

    private static (CatalogueDefinition Definition, Basket Basket) Local(ulong seed)
    {
        RandomTill till = new(seed);
        (CatalogueDefinition definition, Basket drawn) = till.Next();
        Basket basket = new();
        basket.Begin(drawn.At, drawn.Guest);
        if (drawn.Coupons.Length > 0)
        {
            basket.AddCoupon(drawn.Coupons[0]);
        }

        foreach (BasketLine line in drawn.Lines)
        {
            basket.Add(line.Article, line.Quantity == decimal.Truncate(line.Quantity) ? 1 + till.Below(6) : line.Quantity, line.UnitPrice);
        }

        return (definition with
        {
            Offers =
            [
                .. definition.Offers.DistinctBy(o => o.Id).Select(o => o with
                {
                    Reward = o.Reward is BonusPoints ? o.Reward : till.Below(8) switch
                    {
                        <= 2 => new PercentOff(till.Below(101)),
                        3 => new PercentOff(1 + till.Below(6)),
                        4 => new AmountOff(1 + till.Below(30)),
                        5 => new AmountOff(1 + till.Below(60), AmountPer.Basket),
                        6 => new FixedPrice(till.Below(70)),
                        _ => new BuyGet(1 + till.Below(2), 1 + till.Below(2)) { Percent = till.Below(2) == 0 ? 100 : 50 },
                    },
                    Limits = null,
                    Requires = till.Below(3) > 0 ? null : till.Below(2) == 0 ? new Requirement { MinQuantity = till.Below(5) } : new Requirement { MinSpend = till.Below(200) },
                    Target = till.Below(4) == 0 ? null : o.Target,
                    Priority = till.Below(4) == 0 ? -1 : till.Below(4) == 0 ? 1 : 0,
                    Stacking = till.Below(10) switch { 0 => Stacking.Exclusive, < 5 => Stacking.Best, _ => Stacking.Compound },
                }),
            ],
        }, basket);
    }

    private static (CatalogueDefinition Definition, Basket Basket) Crowded(ulong seed)
    {
        RandomTill till = new(seed);
        (CatalogueDefinition definition, Basket drawn) = till.Next();
        Basket basket = new();
        basket.Begin(drawn.At, drawn.Guest);
        foreach (BasketLine line in drawn.Lines)
        {
            basket.Add(line.Article, line.Quantity == decimal.Truncate(line.Quantity) ? 1 + till.Below(3) : line.Quantity, line.UnitPrice);
        }

        return (definition with
        {
            Floors = till.Below(2) == 0 ? definition.Floors : [new Floor { Items = Selector.OfCategories(new Category("x")), MinPrice = till.Below(40) }],
            Offers =
            [
                .. definition.Offers.DistinctBy(o => o.Id).Select(o => o with
                {
                    Activation = Activation.Automatic,
                    Codes = [],
                    Guests = [],
                    Requires = null,
                    Priority = till.Below(3) - 1,
                    Stacking = till.Below(10) switch { 0 => Stacking.Exclusive, < 5 => Stacking.Best, _ => Stacking.Compound },
                    Limits = o.Reward is BonusPoints || till.Below(2) == 0 ? o.Limits : new OfferLimits { MaxUnits = 1 + till.Below(3), PerReceipt = till.Below(3) == 0 ? 1 : null },
                }),
            ],
        }, basket);
    }

    private static IEnumerable<(string Offer, BigInteger Points)> OfPoints(PricedBasket priced) =>
        priced.Applied.ToArray().Where(a => a.Offer.Reward is BonusPoints).Select(a => (a.Offer.Id.Value, (BigInteger)a.Points));

    private static CatalogueDefinition Unique(CatalogueDefinition definition) => definition with { Offers = [.. definition.Offers.DistinctBy(o => o.Id)] };

    private static Catalogue Compile(CatalogueDefinition definition) => Catalogue.Compile(Unique(definition));

    private static string Show(CatalogueDefinition definition, Basket basket) =>
        string.Join(" | ", basket.Lines.ToArray().Select(l => $"{l.Article.Sku}[{string.Join(',', l.Article.Categories)}] {l.Quantity}x{l.UnitPrice}={l.Amount}"))
        + "\nfloors " + string.Join(';', definition.Floors.Select(f => $"{Show(f.Items)} {f.MinPrice} {f.NeverDiscounted}"))
        + string.Concat(Unique(definition).Offers.Select(o => $"\n{o.Id} {o.Stacking} p{o.Priority} {o.Reward} T={Show(o.Target)} L={o.Limits} R={o.Requires}"));

    private static string Show(Selector? s) => s is null ? "none" : SelectorText(s);

    private static string SelectorText(Selector s) => "{" + SelectorNumbers.Canonical(s) + "}";
}
