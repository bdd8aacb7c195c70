using System.Numerics;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>The laws of choosing among offers: exact, bounded, indifferent to the order in which things are written.</summary>
public class CombinationSearchTests
{
    private static readonly PricingOptions Patient = new() { SearchSteps = 10_000_000 };

    [Fact]
    public void Price_MoreThanEightRivalsForUnitsOfALine_IsExact()
    {
        PricingSession session = new(Patient);
        for (ulong seed = 0; seed < 12; seed++)
        {
            SplitMix64 random = new(seed);
            List<Offer> offers = [];
            for (int i = 0; i < 10; i++)
            {
                offers.Add(new Offer
                {
                    Id = new OfferId("o" + (i * 7 % 10)),
                    Stacking = i == 3 ? Stacking.Compound : Stacking.Best,
                    Target = i < 8 ? Selector.OfSkus(new Sku("a")) : Selector.OfSkus(new Sku("a"), new Sku("b")),
                    Reward = (i % 4) switch { 0 => new BuyGet(1, 1), 1 => new AmountOff(1 + random.Below(60)), 2 => new FixedPrice(random.Below(90)), _ => new PercentOff(1 + random.Below(99)) },
                    Limits = new OfferLimits { MaxUnits = i % 4 == 0 ? null : 1 + random.Below(2), PerReceipt = i % 4 == 0 ? 1 : null, UnitOrder = (UnitOrder)random.Below(2) },
                });
            }

            CatalogueDefinition definition = new() { Currency = new Currency("EUR"), Offers = offers };
            Basket basket = new();
            basket.Begin(Till.Sunday);
            basket.Add(new Article(new Sku("a")), 4 + random.Below(3), 50 + random.Below(100));
            basket.Add(new Article(new Sku("b")), 1 + random.Below(2), 50 + random.Below(100));

            PricedBasket priced = session.Price(Catalogue.Compile(definition), basket);
            NaivePricer naive = new NaivePricer(definition, basket).Price();

            Assert.True(priced.IsOptimal, $"seed {seed}");
            Assert.True(naive.LineDiscounts.Aggregate(BigInteger.Zero, (a, d) => a + d) == priced.Discount, $"seed {seed}");
            Assert.True(naive.HasTwins || naive.LineDiscounts.SequenceEqual(priced.Lines.ToArray().Select(l => (BigInteger)l.Discount)), $"seed {seed}");
        }
    }

    [Fact]
    public void Price_AtAnyBound_IsNoWorseThanTheGreedyOneAndNoBetterThanTheBest()
    {
        PricingSession patient = new(Patient);
        PricingSession[] bounded = [.. new[] { 1, 2, 3, 5, 10, 30, 100, 1000 }.Select(s => new PricingSession(new PricingOptions { SearchSteps = s }))];
        int stopped = 0;
        for (ulong seed = 0; seed < 1500; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = OnePriority(seed);
            Catalogue catalogue = Catalogue.Compile(definition);
            long best = patient.Price(catalogue, basket).Discount;
            long greedy = bounded[0].Price(catalogue, basket).Discount;
            foreach (PricingSession session in bounded)
            {
                PricedBasket priced = session.Price(catalogue, basket);
                Assert.True(priced.Discount >= greedy && priced.Discount <= best, $"seed {seed}: {greedy} {priced.Discount} {best}");
                Assert.True(!priced.IsOptimal || priced.Discount == best, $"seed {seed}: said to be the best, {priced.Discount} of {best}");
                stopped += priced.IsOptimal ? 0 : 1;
            }
        }

        Assert.True(stopped > 100, $"{stopped}");
    }

    [Fact]
    public void Price_AtTheTightestBound_IsNoWorseThanAnyOfferThatStandsAloneByItself()
    {
        PricingSession session = new(new PricingOptions { SearchSteps = 1 });
        for (ulong seed = 0; seed < 1500; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = OnePriority(seed);
            definition = definition with { Offers = [.. definition.Offers.Where(o => o.Stacking == Stacking.Best)] };
            long together = session.Price(Catalogue.Compile(definition), basket).Discount;
            foreach (Offer offer in definition.Offers)
            {
                long alone = session.Price(Catalogue.Compile(definition with { Offers = [offer] }), basket).Discount;
                Assert.True(together >= alone, $"seed {seed}: {offer.Id} alone {alone}, all {together}");
            }
        }
    }

    [Fact]
    public void Price_OffersInAnyOrder_TheSamePrice()
    {
        PricingSession session = new();
        for (ulong seed = 0; seed < 1000; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = Drawn(seed);
            long[] forwards = session.Price(Catalogue.Compile(definition), basket).Discounts();
            long[] backwards = session.Price(Catalogue.Compile(definition with { Offers = [.. definition.Offers.Reverse()] }), basket).Discounts();
            Assert.Equal(forwards, backwards);
        }
    }

    /// <summary>
    /// Where all is settled once: line rewards of one priority, none exclusive. Every combination that there was is still there, with the new
    /// offer on lines that nobody else wanted. (With a lower priority or basket rewards it need not be so: the new one may close units to them.)
    /// </summary>
    [Fact]
    public void Price_OneMoreBestOffer_NeverLowersWhatIsSettledOnce()
    {
        PricingSession session = new(Patient);
        for (ulong seed = 0; seed < 2500; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = OnePriority(seed);
            Offer more = definition.Offers[0] with { Stacking = Stacking.Best };
            long without = session.Price(Catalogue.Compile(definition with { Offers = [.. definition.Offers.Skip(1)] }), basket).Discount;
            long with = session.Price(Catalogue.Compile(definition with { Offers = [more, .. definition.Offers.Skip(1)] }), basket).Discount;
            Assert.True(with >= without, $"seed {seed}: {without} became {with} with {more}");
        }
    }

    [Fact]
    public void Price_HigherPercent_NeverLowersItsOwnEffect()
    {
        PricingSession session = new();
        for (ulong seed = 0; seed < 800; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = Drawn(seed);
            if (definition.Offers.FirstOrDefault(o => o.Reward is PercentOff or BuyGet) is not { } offer)
            {
                continue;
            }

            long before = 0;
            for (int percent = 0; percent <= 100; percent += 7)
            {
                Reward reward = offer.Reward is BuyGet group ? group with { Percent = percent } : new PercentOff(percent);
                long now = session.Price(Catalogue.Compile(definition with { Offers = [offer with { Reward = reward }] }), basket).Discount;
                Assert.True(now >= before, $"seed {seed}: {percent} % gave {now}, less gave {before}");
                before = now;
            }
        }
    }

    [Fact]
    public void Price_PermutedLines_PermutesTheirSharesWhereNoTieIsBrokenByTheOrder()
    {
        PricingSession session = new();
        int compared = 0;
        for (ulong seed = 0; seed < 1500; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = Drawn(seed);
            if (basket.Lines.ToArray().DistinctBy(l => l.Article.Sku).Count() < basket.Lines.Length || new NaivePricer(definition, basket).Price() is { HasTies: true } or { HasTwins: true })
            {
                continue;
            }

            Catalogue catalogue = Catalogue.Compile(definition);
            Dictionary<Sku, long> forwards = session.Price(catalogue, basket).Lines.ToArray().ToDictionary(l => l.Article.Sku, l => l.Discount);
            Basket reversed = new();
            reversed.Begin(basket.At, basket.Guest);
            foreach (string coupon in basket.Coupons)
            {
                reversed.AddCoupon(coupon);
            }

            foreach (BasketLine line in basket.Lines.ToArray().Reverse())
            {
                reversed.Add(line.Article, line.Quantity, line.UnitPrice);
            }

            Assert.All(session.Price(catalogue, reversed).Lines.ToArray(), l => Assert.Equal(forwards[l.Article.Sku], l.Discount));
            compared++;
        }

        Assert.True(compared > 400, $"{compared}");
    }

    [Fact]
    public void Price_BasketRewardThatStandsAlone_TakesAllItsLinesOrNone()
    {
        // The compound one leaves the dearest unit to nobody of a lower priority, so 'rest' cannot have all of its lines.
        PricedBasket priced = Till.Price(
            """
            { "id": "first", "priority": 1, "reward": { "kind": "amount", "value": 0.01, "per": "basket" } },
            { "id": "rest", "stacking": "exclusive", "reward": { "kind": "percent", "value": 10 } }
            """,
            "a 2 x 5.00");

        Assert.Equal(["first"], priced.Offers());
    }

    [Fact]
    public void Price_SetWithAUnitThatCostsNothing_TakesThatUnitAndNotItsLine()
    {
        PricedBasket priced = Till.Price(
            """
            { "id": "set", "stacking": "exclusive", "reward": { "kind": "bundle", "items": [{ "skus": ["b"], "quantity": 1 }, { "skus": ["c"], "quantity": 1 }], "price": 0.33 } },
            { "id": "three", "stacking": "best", "target": {}, "reward": { "kind": "buyGet", "buy": 1, "get": 2 } }
            """,
            "b 1 x 0.66", "a 3 x 0.70", "c 4 x 0.00");

        // Three of 'c' are left: two groups, of which three free ones and one 'a' are the cheapest four.
        Assert.Equal([33L, 70, 0], priced.Discounts());
    }

    [Fact]
    public void Rank_OfAnyTwoSkus_NeverContradictsTheirOrder()
    {
        string[] names = ["a", "b", "abcdefgh", "abcdefghi", "abcdefgz", "\u00fe", "\u00ff", "\u0100b", "\u0101a", "\u00ffz", "a\u0100b", "a\u0101a", "\ud800", "\uffff"];
        foreach (string one in names)
        {
            foreach (string other in names)
            {
                int order = new Article(new Sku(one)).Rank.CompareTo(new Article(new Sku(other)).Rank);
                Assert.True(order == 0 || Math.Sign(order) == Math.Sign(string.CompareOrdinal(one, other)), $"{one} {other}");
            }
        }

        Assert.True(new Article(new Sku("a")).Rank < new Article(new Sku("b")).Rank);
    }

    [Fact]
    public void Price_TwoLimitsOfUnitsOnOneLine_DoNotShareItsUnits()
    {
        // 'a' takes both units before 'b' may; without 'a' there is only one of 'b'. 18 % of one and 16 % of the other is no combination.
        PricedBasket priced = Till.Price(
            """
            { "id": "a", "stacking": "best", "target": {}, "reward": { "kind": "percent", "value": 16 }, "limits": { "maxUnits": 2 } },
            { "id": "b", "stacking": "best", "target": {}, "reward": { "kind": "percent", "value": 18 }, "limits": { "maxUnits": 1 } }
            """,
            "a 2 x 3.23");

        Assert.Equal([103L], priced.Discounts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void Price_CompoundSetWithAUnitThatAHigherPriorityDiscounted_IsWeighedInFull(int few)
    {
        // The set gives 5.00 + 4.00 − 5.20 = 3.80, the best one 3.00; the unit of 'y' is open to compound offers alone.
        PricedBasket priced = new PricingSession(new PricingOptions { FewCombinations = few }).Price(
            Till.Catalogue(
                """
                { "id": "first", "priority": 1, "target": { "skus": ["y"] }, "reward": { "kind": "percent", "value": 20 } },
                { "id": "set", "reward": { "kind": "bundle", "items": [{ "skus": ["x"], "quantity": 1 }, { "skus": ["y"], "quantity": 1 }], "price": 5.20 } },
                { "id": "third", "stacking": "best", "target": { "skus": ["x"] }, "reward": { "kind": "percent", "value": 60 } }
                """),
            Till.Basket("x 1 x 5.00", "y 1 x 5.00"));

        Assert.Equal(["first", "set"], priced.Offers());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void Price_CompoundGroupOverLinesOfWhichCompoundPercentsLeaveUnlikeShares_IsWeighedInFull(int few)
    {
        // The got unit of 'c' has nothing else; 'b', its partner, half of its own taken by 'half'.
        PricedBasket priced = new PricingSession(new PricingOptions { FewCombinations = few }).Price(
            Till.Catalogue(
                """
                { "id": "group", "target": {}, "reward": { "kind": "buyGet", "buy": 1, "get": 1 } },
                { "id": "half", "target": { "skus": ["b"] }, "reward": { "kind": "percent", "value": 50 } },
                { "id": "little", "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 20 } },
                { "id": "more", "stacking": "best", "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 22 } }
                """),
            Till.Basket("a 1 x 12.71", "b 1 x 5.36", "c 1 x 5.11"));

        Assert.Equal([280L, 268, 511], priced.Discounts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void Price_AGroupWhoseHalfCentRoundsUp_IsNotLeftOutForIt(int few)
    {
        // Half of 0.43 is 0.22: kept from the weighed line, 'group' gives as much, and the first line then has fewer offers.
        PricedBasket priced = new PricingSession(new PricingOptions { FewCombinations = few }).Price(
            Till.Catalogue(
                """
                { "id": "group", "stacking": "best", "target": {}, "reward": { "kind": "buyGet", "buy": 1, "get": 1, "percent": 50, "grouping": "best" }, "limits": { "perReceipt": 1, "maxUnits": 1, "unitOrder": "cheapest" } },
                { "id": "seven", "target": { "skus": ["c"] }, "reward": { "kind": "amount", "value": 0.07 }, "limits": { "maxUnits": 1 } }
                """),
            Till.Basket("c 2 x 0.40", "c 2 x 0.03", "a 2 x 0.43", "c 1.132 x 0.71"));

        Assert.Equal([0L, 0, 22, 7], priced.Discounts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void Price_AGiftWhoseDearestUnitCannotBeDiscounted_IsTakenFromAnotherLineWhereOthersMayHaveThatUnit(int few)
    {
        // Of the two wines the dearer one is never discounted; 'tenth' may have it, so the gift may do without.
        PricedBasket priced = new PricingSession(new PricingOptions { FewCombinations = few }).Price(
            Till.Catalogue(
                """
                { "id": "gift", "stacking": "best", "reward": { "kind": "gift", "sku": "wine", "quantity": 1 }, "limits": { "maxUnits": 1 } },
                { "id": "tenth", "target": {}, "reward": { "kind": "percent", "value": 10 } }
                """,
                """ "floors": [{ "categories": ["listed"], "neverDiscounted": true }] """),
            Till.Basket("wine[listed] 1 x 9.90", "wine 1 x 7.30"));

        Assert.Equal([0L, 730], priced.Discounts());
    }

    private static (CatalogueDefinition Definition, Basket Basket) Drawn(ulong seed)
    {
        (CatalogueDefinition definition, Basket basket) = new RandomTill(seed).Next();
        return (definition with { Offers = [.. definition.Offers.DistinctBy(o => o.Id)] }, basket);
    }

    /// <summary>Line rewards of one priority, none exclusive.</summary>
    private static (CatalogueDefinition Definition, Basket Basket) OnePriority(ulong seed)
    {
        (CatalogueDefinition definition, Basket basket) = Drawn(seed);
        return (definition with
        {
            Offers =
            [
                .. definition.Offers.Select(o => o with
                {
                    Priority = 0,
                    Stacking = o.Stacking == Stacking.Exclusive ? Stacking.Best : o.Stacking,
                    Target = o.Target ?? Selector.Everything,
                    Reward = o.Reward is Tiers or AmountOff { Per: AmountPer.Basket } or BonusPoints ? new PercentOff(25) : o.Reward,
                    Limits = o.Reward is BonusPoints ? null : o.Limits,
                }),
            ],
        }, basket);
    }
}
