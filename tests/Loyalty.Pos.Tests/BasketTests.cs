using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

public class BasketTests
{
    private static readonly Article Apple = new(new Sku("a"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000001")]
    [InlineData("0.0000000001")]
    public void Add_QuantityOutsideItsRange_IsRefused(string quantity)
    {
        Basket basket = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), 100));
        Assert.True(basket.Lines.IsEmpty);
    }

    /// <summary>What a limit or a stored receipt could not keep is refused before it is priced.</summary>
    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" 42", "white space; trim it")]
    [InlineData("42\n", "white space; trim it")]
    public void Begin_GuestThatNoReceiptKeeps_IsRefusedAndChangesNothing(string guest, string word)
    {
        Basket basket = Till.BasketAt(Till.Sunday, "7", ["SAVE"], "a 1 x 1.00");

        ArgumentException fault = Assert.Throws<ArgumentException>(() => basket.Begin(Till.Sunday.AddDays(1), guest));

        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("42", fault.Message, StringComparison.Ordinal);
        Assert.Equal((Till.Sunday, "7", 1, 1, 100), (basket.At, basket.Guest, basket.Coupons.Length, basket.Lines.Length, basket.Subtotal));
        Assert.Contains("513 characters", Assert.Throws<ArgumentException>(() => basket.Begin(Till.Sunday, new string('7', 513))).Message, StringComparison.Ordinal);
        basket.Begin(Till.Sunday, new string('7', 512));
        basket.Begin(Till.Sunday, null);
        Assert.Null(basket.Guest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SAVE ")]
    [InlineData("\u00a0SAVE")]
    [InlineData("SA\u0007VE")]
    public void AddCoupon_CodeThatNoLimitKeeps_IsRefusedAndChangesNothing(string code)
    {
        Basket basket = Till.Basket("a 1 x 1.00");

        Assert.Throws<ArgumentException>(() => basket.AddCoupon(code));
        Assert.Throws<ArgumentException>(() => basket.AddCoupon("SAVE" + '\ud800'));
        Assert.True(basket.Coupons.IsEmpty);
        Assert.Throws<ArgumentNullException>(() => basket.AddCoupon(null!));
    }

    [Fact]
    public void Add_AmountsThatOverflow_AreRefusedAndChangeNothing()
    {
        Basket basket = new();
        basket.Add(Apple, 1, 1_000_000_000_000_000);

        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, 1_000_000_000, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, 0.5m, -1));
        Assert.Equal((1, 1_000_000_000_000_000), (basket.Lines.Length, basket.Subtotal));
    }

    [Theory]
    [InlineData("0.374", 1200, 449, 1)]
    [InlineData("0.5", 1, 1, 1)] // half a cent rounds away from zero
    [InlineData("2.000", 350, 700, 2)]
    public void Add_Weight_IsOneUnitRoundedOnce(string quantity, long price, long amount, long units)
    {
        Basket basket = new();
        basket.Add(Apple, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), price);

        Assert.Equal((amount, units), (basket.Lines[0].Amount, basket.Lines[0].Units));
    }

    /// <summary>A weighed line's amount is reckoned in pieces of 64 bits; the decimal type knows it as a whole.</summary>
    [Fact]
    public void Add_AnyWeightAndPrice_AmountsToTheirProductRoundedOnce() => Prop.ForAll(
        Gen.Choose(1, 999_999_999).SelectMany(fraction => Gen.Choose(0, 2000).SelectMany(whole => Gen.Elements(0L, 1, 49, 999_999_999, 1_000_000_000, 1_000_000_001, 499_999_999_999).Select(price => (fraction, whole, price)))).ToArbitrary(),
        given =>
        {
            Basket basket = new();
            decimal quantity = given.whole + (given.fraction / 1_000_000_000m);
            basket.Add(Apple, quantity, given.price);
            Assert.Equal(quantity, basket.Lines[0].Quantity);
            Assert.Equal((long)decimal.Round(quantity * given.price, MidpointRounding.AwayFromZero), basket.Lines[0].Amount);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_OfOneArticleQuantityAndPrice_AreEqualWhateverIsKnownOfTheArticle()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "x", "target": { "skus": ["p"] }, "stacking": "best", "reward": { "kind": "percent", "value": 5 } }""");
        Article article = new(new Sku("p"));
        Basket before = new();
        before.Add(article, 2, 100);
        _ = new PricingSession().Price(catalogue, before);
        Basket after = new();
        after.Add(article, 2, 100);
        after.Add(article, 2.5m, 100);

        Assert.Equal(before.Lines[0], after.Lines[0]);
        Assert.Equal(before.Lines[0].GetHashCode(), after.Lines[0].GetHashCode());
        Assert.NotEqual(after.Lines[0], after.Lines[1]);
    }

    [Fact]
    public void Void_OfArticlesSoldBefore_LeavesEachOtherLineItsOwnFloorAndOffers()
    {
        Catalogue catalogue = Till.Catalogue(
            """{ "id": "half", "target": { "categories": ["x"] }, "reward": { "kind": "percent", "value": 50 } }""",
            """ "floors": [{ "skus": ["a"], "minPrice": 0.90 }, { "skus": ["b"], "minPrice": 0.70 }, { "skus": ["c"], "neverDiscounted": true }] """);
        PricingSession session = new();
        Basket basket = Till.Basket("a[x] 1 x 1.00", "b[x] 1 x 1.00", "c[x] 1 x 1.00", "d[x] 1 x 1.00", "e[y] 1 x 1.00");
        Assert.Equal([10, 30, 0, 50, 0], session.Price(catalogue, basket).Discounts());
        Basket again = Till.ScannedAgain(basket);

        again.Void(1);
        Assert.Equal([10, 0, 50, 0], session.Price(catalogue, again).Discounts());
        again.Void(0);
        again.Change(1, 2);
        Assert.Equal([0, 100, 0], session.Price(catalogue, again).Discounts());
    }

    [Fact]
    public void Begin_AnotherGuestAndAnotherCatalogue_FindTheOffersOfThatGuestInThatCatalogue()
    {
        static string For(string guest, string id, int percent) =>
            $$"""{ "id": "{{id}}", "activation": "personal", "guests": ["{{guest}}"], "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": {{percent}} } }""";
        Catalogue today = Till.Catalogue(For("ann", "ten", 10) + "," + For("bob", "twenty", 20));
        Catalogue tomorrow = Till.Catalogue(For("bob", "thirty", 30) + "," + For("cid", "forty", 40) + "," + For("ann", "fifty", 50));
        Article article = new(new Sku("a"));
        Basket basket = new();
        PricingSession session = new();

        List<long> discounts = [];
        foreach (string? guest in (string?[])["ann", "bob", "cid", null, "ann"])
        {
            basket.Begin(Till.Sunday, guest);
            basket.Add(article, 1, 100);
            foreach (Catalogue catalogue in (Catalogue[])[today, tomorrow, tomorrow, today])
            {
                discounts.Add(session.Price(catalogue, basket).Discount);
            }
        }

        Assert.Equal([10, 50, 50, 10, 20, 30, 30, 20, 0, 40, 40, 0, 0, 0, 0, 0, 10, 50, 50, 10], discounts);
    }

    [Fact]
    public void Change_AndVoid_PriceAsIfTheBasketHadBeenFilledSo()
    {
        PricingSession scanning = new();
        PricingSession whole = new();
        for (ulong seed = 0; seed < 300; seed++)
        {
            RandomTill till = new(seed);
            (CatalogueDefinition definition, Basket basket) = till.Next();
            Catalogue catalogue = Catalogue.Compile(definition with { Offers = [.. definition.Offers.DistinctBy(o => o.Id)] });
            List<(Article Article, decimal Quantity, long Price)> lines = [.. basket.Lines.ToArray().Select(l => (l.Article, l.Quantity, l.UnitPrice))];
            for (int scan = 0; scan < 6; scan++)
            {
                int line = till.Below(lines.Count + 1);
                switch (till.Below(3))
                {
                    case 0 when line < lines.Count:
                        basket.Void(line);
                        lines.RemoveAt(line);
                        break;
                    case 1 when line < lines.Count:
                        decimal quantity = till.Below(2) == 0 ? 1 + till.Below(5) : 0.1m + (till.Below(2000) / 1000m);
                        basket.Change(line, quantity);
                        lines[line] = lines[line] with { Quantity = quantity };
                        break;
                    default:
                        Article scanned = new(new Sku("abcd"[till.Below(4)].ToString()), new Category("x"));
                        basket.Add(scanned, 1 + till.Below(3), till.Below(300));
                        lines.Add((scanned, basket.Lines[^1].Quantity, basket.Lines[^1].UnitPrice));
                        break;
                }

                Basket filled = new();
                filled.Begin(basket.At, basket.Guest);
                foreach (string coupon in basket.Coupons)
                {
                    filled.AddCoupon(coupon);
                }

                foreach ((Article article, decimal quantity, long price) in lines)
                {
                    filled.Add(article, quantity, price);
                }

                PricedBasket after = scanning.Price(catalogue, basket);
                PricedBasket expected = whole.Price(catalogue, filled);
                Assert.True(basket.Lines.SequenceEqual(filled.Lines));
                Assert.Equal((expected.Subtotal, expected.Discount, expected.Points), (after.Subtotal, after.Discount, after.Points));
                Assert.Equal(expected.Lines.ToArray(), after.Lines.ToArray());
                Assert.Equal(expected.Applied.ToArray(), after.Applied.ToArray());
                Assert.Equal(expected.UnusedCoupons.ToArray(), after.UnusedCoupons.ToArray());
            }
        }
    }

    [Fact]
    public void Change_OutsideItsRange_IsRefusedAndChangesNothing()
    {
        Basket basket = Till.Basket("a 2 x 1.00", "b 1 x 3.00");

        Assert.Contains("2 lines", Assert.Throws<ArgumentOutOfRangeException>(() => basket.Change(2, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Change(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Void(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Change(0, 0));
        basket.Change(1, 1_000_000_000);
        basket.Change(0, 1_000_000_000);
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(new Article(new Sku("c")), 1_000_000_000, 1_000_000));
        basket.Change(0, 3);
        basket.Change(1, 1);

        Assert.Equal((600, 3m, 1m), (basket.Subtotal, basket.Lines[0].Quantity, basket.Lines[1].Quantity));
    }

    [Fact]
    public void Exhaust_AnOffer_LeavesItOutAndSaysWhy()
    {
        const string offers = """
            { "id": "half", "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": 50 } },
            { "id": "tenth", "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": 10 } },
            { "id": "other", "target": { "skus": ["b"] }, "reward": { "kind": "percent", "value": 10 } }
            """;
        Basket basket = Till.Basket("a 1 x 1.00");
        basket.Exhaust(new OfferId("half"));
        basket.Exhaust(new OfferId("other"));
        basket.Exhaust(new OfferId("unknown"));
        basket.Exhaust(new OfferId("half"));
        PricedBasket priced = new PricingSession().PriceAndExplain(Till.Catalogue(offers), basket);

        Assert.Equal(10, priced.Discount);
        Assert.Equal(3, basket.Exhausted.Length);
        Assert.Equal([RejectionReason.LimitReached, RejectionReason.NoMatchingItems], priced.Rejected.ToArray().Select(r => r.Reason));
        Assert.Equal(10, new PricingSession().Price(Till.Catalogue(offers), basket).Discount);
        basket.Begin(Till.Sunday);
        Assert.True(basket.Exhausted.IsEmpty);
    }

    [Fact]
    public void Exhaust_WhereAFloorLeavesNothing_SaysTheFloorFirst()
    {
        Catalogue catalogue = Till.Catalogue(
            """{ "id": "x", "target": { "skus": ["a"] }, "reward": { "kind": "percent", "value": 50 } }""", """ "floors": [{ "skus": ["a"], "neverDiscounted": true }] """);
        Basket basket = Till.Basket("a 1 x 1.00");
        basket.Exhaust(new OfferId("x"));
        Assert.Equal(RejectionReason.PriceFloor, new PricingSession().PriceAndExplain(catalogue, basket).Rejected[0].Reason);
    }

    [Fact]
    public void Price_LargestAmounts_StayExactAndThrowNothing()
    {
        PricingSession session = new();
        for (ulong seed = 0; seed < 1000; seed++)
        {
            RandomTill till = new(seed);
            (CatalogueDefinition definition, _) = till.Next();
            long[] scales = [1, 1_000_003, 1_000_000_007, 1_000_000_000_000];
            long scale = scales[till.Below(4)];
            Offer[] offers = [.. definition.Offers.DistinctBy(o => o.Id).Select(o => o with
            {
                Reward = o.Reward switch
                {
                    PercentOff => new PercentOff(till.Below(100) + 0.123456789012m),
                    AmountOff amount => new AmountOff(amount.Amount * scale, amount.Per),
                    FixedPrice price => new FixedPrice(price.Price * scale),
                    Bundle bundle => new Bundle(bundle.Items, bundle.Price * scale / 10),
                    Reward other => other,
                },
            })];
            Basket basket = new();
            basket.Begin(Till.Sunday, "g");
            for (int i = 0; i < 6; i++)
            {
                Article article = new(new Sku(((char)('a' + till.Below(4))).ToString()), new Category(till.Below(2) == 0 ? "x" : "y"));
                if (till.Below(3) == 0)
                {
                    basket.Add(article, (1 + till.Below(9_999)) / 1000m, till.Below(9) * scale);
                }
                else
                {
                    basket.Add(article, 1 + till.Below(3), till.Below(5) * scale);
                }
            }

            PricedBasket priced = session.PriceAndExplain(Catalogue.Compile(definition with { Offers = offers }), basket);

            Assert.InRange(priced.Discount, 0, priced.Subtotal);
            Assert.All(priced.Lines.ToArray(), l => Assert.InRange(l.Discount, 0, l.Amount));
            Assert.Equal(priced.Discount, priced.Lines.ToArray().Sum(l => l.Discount));
            Assert.Equal(priced.Discount, priced.Applied.ToArray().Sum(a => a.Discount));
            Assert.Equal(offers.Length, priced.Applied.Length + priced.Rejected.Length);
        }
    }
}
