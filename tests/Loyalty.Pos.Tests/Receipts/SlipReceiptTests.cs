using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Tests.Receipts;

public class SlipReceiptTests(ITestOutputHelper output)
{
    private const string Offers = """
        { "id": "dairy-20", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 20 } },
        { "id": "save", "activation": "coupon", "codes": ["SAVE1"], "reward": { "kind": "amount", "value": 1.00, "per": "basket" } },
        { "id": "x2", "target": { "skus": ["ham"] }, "reward": { "kind": "points", "multiplier": 2 } },
        { "id": "bag", "reward": { "kind": "gift", "sku": "bag" } },
        { "id": "cheese-3", "target": { "categories": ["dairy"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 } },
        { "id": "big", "requires": { "minSpend": 20.00 }, "reward": { "kind": "percent", "value": 10 } },
        { "id": "huge", "requires": { "minSpend": 90.00 }, "reward": { "kind": "amount", "value": 15.00, "per": "basket" } }
        """;

    [Fact]
    public void Write_Receipt_ReadsAsATillPrintsIt()
    {
        string slip = Slip(42);
        output.WriteLine(slip);

        Assert.Equal(
            """
                           CORNER SHOP
            r-1                       2026-11-22 18:05
            ------------------------------------------
            Milk, whole, 3.5 %                    7.00
              2 x 3.50
              dairy-20                           -1.40
              save                               -0.56
            ham                                   4.49
              0.374 x 12.00
              save                               -0.44
            ------------------------------------------
            Subtotal                             11.49
            You save                             -2.40
            TOTAL EUR                             9.09
            Paid with points: 100                -2.00
            To pay                                7.09
            ------------------------------------------
            Points earned                           13
              for what you paid                      9
              x2                                     4
            ------------------------------------------
            Free for you: 1 x bag
            Coupon not used, keep it: LATER
            1 more for 1 dairy free
            8.51 more for 10 % off
            ------------------------------------------
            Next time: 2.00 off your favourite coffee,
              until Sunday

            """,
            slip);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(120)]
    public void Write_AnyWidth_NoLineIsWider(int width)
    {
        string slip = Slip(width, "日本酒 純米大吟醸 クラシック 720ml \u001b@ \u202e e\u0301te\u0301 Donaudampfschifffahrtsgesellschaftskapitän");

        Assert.All(slip.Split('\n'), line => Assert.True(line.Length <= width + 2, line));
        Assert.DoesNotContain('\u001b', slip);
        Assert.DoesNotContain('\u202e', slip);
        Assert.EndsWith("-2.40", slip.Split('\n').Single(l => l.StartsWith("You save", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyCulture_SameText()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        List<string> slips = [];
        foreach (string culture in new[] { "", "tr-TR", "ar-SA", "de-DE", "fa-IR" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            slips.Add(Slip(42));
        }

        CultureInfo.CurrentCulture = before;
        Assert.Single(slips.Distinct());
    }

    [Fact]
    public void Write_PlainReceipt_ShowsNoEmptyParts()
    {
        Catalogue catalogue = Till.Catalogue("");
        Basket basket = Till.Basket("a 1 x 1.00");

        string slip = SlipReceipt.Write(TillReceipt.Of("7", catalogue, basket, new PricingSession().Price(catalogue, basket)), new SlipOptions { Width = 24 });

        Assert.Equal("7       2026-11-22 18:05\n------------------------\na                   1.00\n------------------------\nTOTAL EUR           1.00\n", slip);
    }

    [Fact]
    public void Write_OtherWordsAndNames_AreTheHosts()
    {
        string slip = Slip(42, words: new SlipWords { Total = "SUMME", MoreFor = "mehr für" }, offer: id => id.Value == "big" ? "Großeinkauf" : null);

        Assert.Contains("SUMME EUR", slip, StringComparison.Ordinal);
        Assert.Contains("8.51 mehr für Großeinkauf", slip, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OptionsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Slip(23));
        Assert.Throws<ArgumentOutOfRangeException>(() => Slip(121));
        Assert.Throws<ArgumentOutOfRangeException>(() => Slip(42, misses: 11));
    }

    [Theory]
    [InlineData("""{ "kind": "percent", "value": 12.5 }""", "12.5 % off a")]
    [InlineData("""{ "kind": "amount", "value": 0.50 }""", "0.50 off each a")]
    [InlineData("""{ "kind": "fixedPrice", "value": 3 }""", "3.00 each a")]
    [InlineData("""{ "kind": "buyGet", "buy": 1, "get": 1, "percent": 50 }""", "1 a at 50 % off")]
    [InlineData("""{ "kind": "tiers", "by": "quantity", "steps": [{ "from": 9, "amount": 5 }] }""", "5.00 off a")]
    [InlineData("""{ "kind": "points", "multiplier": 2 }""", "2 x points a")]
    [InlineData("""{ "kind": "points", "fixed": 20 }""", "20 points")]
    [InlineData("""{ "kind": "gift", "sku": "a" }""", "1 x a free")]
    public void Write_NearMiss_SaysWhatTheOfferGives(string reward, string words)
    {
        Catalogue catalogue = Till.Catalogue($$"""{ "id": "o", "target": { "skus": ["a"] }, "requires": { "minQuantity": 4 }, "reward": {{reward}} }""");
        Basket basket = Till.Basket("a 3 x 1.00");
        PricedBasket priced = new PricingSession().PriceAndExplain(catalogue, basket);

        string slip = SlipReceipt.Write(TillReceipt.Of("7", catalogue, basket, priced), new SlipOptions { Rejected = [.. priced.Rejected] });

        Assert.Contains($"1 more for {words}\n", slip, StringComparison.Ordinal);
    }

    private static string Slip(int width, string milk = "Milk, whole, 3.5 %", SlipWords? words = null, Func<OfferId, string?>? offer = null, int misses = 2)
    {
        Catalogue catalogue = Till.Catalogue(Offers, """ "points": { "earn": 1, "per": 1.00 } """);
        Basket basket = Till.BasketAt(Till.Sunday, "42", ["SAVE1", "LATER"], "milk[dairy] 2 x 3.50", "ham 0.374 x 12.00");
        PricedBasket priced = new PricingSession().PriceAndExplain(catalogue, basket);
        TillReceipt receipt = TillReceipt.Of("r-1", catalogue, basket, priced, new PointsPayment(100, 200));
        return SlipReceipt.Write(receipt, new SlipOptions
        {
            Width = width,
            Header = ["CORNER SHOP"],
            ArticleName = sku => sku.Value == "milk" ? milk : null,
            OfferName = offer,
            Rejected = [.. priced.Rejected],
            NearMisses = misses,
            NextOffer = "2.00 off your favourite coffee, until Sunday",
            Words = words ?? new SlipWords(),
        });
    }
}
