using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Tests.Receipts;

public class TillReceiptTests
{
    private const string Offers = """
        { "id": "dairy-20", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 20 }, "fundedBy": "supplier-7" },
        { "id": "save", "activation": "coupon", "codes": ["SAVE1"], "reward": { "kind": "amount", "value": 1.00, "per": "basket" } },
        { "id": "x2", "target": { "skus": ["n"] }, "reward": { "kind": "points", "multiplier": 2 }, "fundedBy": "supplier-9" },
        { "id": "hello", "target": { "categories": ["dairy"] }, "reward": { "kind": "points", "fixed": 10 } },
        { "id": "bag", "reward": { "kind": "gift", "sku": "bag", "quantity": 1 } }
        """;

    [Fact]
    public void Of_PricedBasket_NamesOfferVersionAndFunderOfEachCent()
    {
        TillReceipt receipt = Receipt();

        Assert.Equal(("r-1", "42", 1149L, 240L, 909L), (receipt.Id, receipt.Guest, receipt.Subtotal, receipt.Discount, receipt.Total));
        Assert.Equal(["LATER"], receipt.UnusedCoupons);
        Assert.Equal(
            ["0 dairy-20 supplier-7 140", "0 save  56", "1 save  44"],
            receipt.Applied.SelectMany(a => a.Shares.Where(s => s.Discount > 0).Select(s => $"{s.Line} {a.Offer} {a.FundedBy} {s.Discount}")).Order(StringComparer.Ordinal));
        Assert.Equal("SAVE1", receipt.Applied.Single(a => a.Offer.Value == "save").Coupon);
        Assert.Equal(("bag", 1L), receipt.Applied.Where(a => a.GiftQuantity > 0).Select(a => (a.GiftSku.Value, a.GiftQuantity)).Single());
        Assert.Equal([new FundedSum(null, 100, 10), new FundedSum("supplier-7", 140, 0), new FundedSum("supplier-9", 0, 8)], receipt.ByFunder());
        Assert.Equal((1m, 2m), (receipt.Lines[0].PointsMultiplier, receipt.Lines[1].PointsMultiplier));
        Assert.Equal(36, receipt.Points);
    }

    [Fact]
    public void Parse_WhatToJsonWrote_IsTheSameReceipt()
    {
        byte[] written = Receipt().ToJson();

        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(TillReceipt.Parse(written).ToJson()));
    }

    [Fact]
    public void Parse_AnyReceipt_ComesBackToTheByte()
    {
        PricingSession session = new();
        for (int i = 0; i < 2000; i++)
        {
            TillReceipt receipt = RandomReceipt((ulong)(9_000_000 + i), session).Receipt;

            byte[] written = receipt.ToJson();

            Assert.Equal(written, TillReceipt.Parse(written).ToJson());
            Assert.Equal(receipt.Discount, receipt.ByFunder().Sum(f => f.Discount));
        }
    }

    [Fact]
    public void Of_FixedPoints_LieOnTheTargetWithTiesToTheSmallerSku()
    {
        Catalogue catalogue = Till.Catalogue("""{ "id": "three", "target": { "skus": ["a", "b"] }, "reward": { "kind": "points", "fixed": 3 } }, { "id": "free", "target": { "skus": ["z"] }, "reward": { "kind": "points", "fixed": 5 } }""");
        Basket basket = Till.Basket("b 1 x 1.00", "a 1 x 1.00", "c 1 x 9.00", "z 2 x 0.00", "z 3 x 0.00");

        TillReceipt receipt = TillReceipt.Of("r", catalogue, basket, new PricingSession().Price(catalogue, basket));

        Assert.Equal([new GivenShare(0, 0, 1), new GivenShare(1, 0, 2)], receipt.Applied.Single(a => a.Offer.Value == "three").Shares);
        Assert.Equal([new GivenShare(3, 0, 2), new GivenShare(4, 0, 3)], receipt.Applied.Single(a => a.Offer.Value == "free").Shares);
    }

    [Fact]
    public void Of_OtherCatalogueOrBasket_IsRefused()
    {
        Catalogue catalogue = Till.Catalogue(Offers);
        Basket basket = Till.Basket("a 1 x 1.00");
        PricedBasket priced = new PricingSession().Price(catalogue, basket);

        Assert.Contains("hand in the one that did", Assert.Throws<ArgumentException>(() => TillReceipt.Of("r", Till.Catalogue(""), basket, priced)).Message, StringComparison.Ordinal);
        Assert.Contains("another basket", Assert.Throws<ArgumentException>(() => TillReceipt.Of("r", catalogue, Till.Basket("a 1 x 1.00"), priced)).Message, StringComparison.Ordinal);
        Assert.Contains("more than its total", Assert.Throws<ArgumentException>(() => TillReceipt.Of("r", catalogue, basket, priced, new PointsPayment(9, 101))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TillReceipt.Of("", catalogue, basket, priced));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PointsPayment(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PointsPayment(5, 0));
    }

    [Theory]
    [InlineData("format", "2", "newer than this version reads")]
    [InlineData("format", "0", "from 1")]
    [InlineData("format", null, "needs the member 'format'")]
    [InlineData("id", "\"\"", "empty")]
    [InlineData("at", "\"today\"", "2026-11-22T18:05:00+03:00")]
    [InlineData("at", "\"2026-11-22T18:05:00\"", "offset")]
    [InlineData("currency", "\"euro\"", "three capital letters")]
    [InlineData("minorUnits", "9", "from 0 to 6")]
    [InlineData("subtotal", "11.50", "add up to 11.49")]
    [InlineData("discount", "2.41", "add up to 2.40")]
    [InlineData("total", "9.10", "subtotal less discount is 9.09")]
    [InlineData("total", "9.095", "at most 2 decimals")]
    [InlineData("points", "37", "what was paid earns 26 and the offers add 10 once")]
    [InlineData("points", "-1", "from 0")]
    [InlineData("surprise", "1", "no member 'surprise'")]
    [InlineData("lines", "{}", "must be a list")]
    [InlineData("lines.0.sku", "\" a\"", "white space")]
    [InlineData("lines.0.quantity", "0", "more than 0")]
    [InlineData("lines.0.quantity", "-2", "from 0")]
    [InlineData("lines.0.quantity", "1e300", "from 0")]
    [InlineData("lines.0.amount", "7.01", "quantity × unitPrice")]
    [InlineData("lines.0.discount", "7.01", "more than the line's amount")]
    [InlineData("lines.0.discount", "1.95", "add up to 2.39")]
    [InlineData("lines.1.pointsMultiplier", "0.5", "0, or at least 1")]
    [InlineData("lines.1.pointsMultiplier", "3", "what was paid earns")]
    [InlineData("lines.1.pointsMultiplier", null, "needs the member 'pointsMultiplier'")]
    [InlineData("applied.0.offer", "\"save\"", "stands twice")]
    [InlineData("applied.1.discount", "1.41", "its shares add up to 1.40")]
    [InlineData("applied.1.shares.0.line", "2", "from 0 to 1")]
    [InlineData("applied.1.shares.0.discount", "1.39", "its shares add up to 1.39")]
    [InlineData("applied.2.shares.1.line", "0", "each line once")]
    [InlineData("applied.0.gift", "{\"sku\":\"x\",\"quantity\":0}", "from 1")]
    [InlineData("applied.0.fundedBy", "\"\"", "empty")]
    [InlineData("paidWithPoints", "{\"points\":5,\"amount\":9.10}", "more than the total")]
    [InlineData("paidWithPoints", "{\"points\":5,\"amount\":0}", "leave it out")]
    [InlineData("unusedCoupons", "[\"\"]", "empty")]
    [InlineData("unusedCoupons", "[\"A \"]", "each of 'unusedCoupons' must be 1 to 512 characters without control characters and without white space at either end, but 'A ' begins or ends with white space; trim it")]
    [InlineData("guest", "\" 42\"", "trim it")]
    [InlineData("guest", "\"\"", "leave it out")]
    [InlineData("exhausted", "[\" x\"]", "white space")]
    public void Parse_HostileDocument_IsRefusedWithPlaceAndCure(string path, string? value, string words)
    {
        JsonNode node = JsonNode.Parse(Receipt().ToJson())!;
        Set(node, path.Split('.'), value);
        string json = node.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });

        DocumentFormatException fault = Assert.Throws<DocumentFormatException>(() => TillReceipt.Parse(json));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Line > 1 || path is "surprise" or "format" || value is null, $"line {fault.Line}");
    }

    [Fact]
    public void Parse_CentMovedFromOneLineToAnother_IsRefused()
    {
        string moved = Encoding.UTF8.GetString(Receipt().ToJson())
            .Replace("0.56", "0.55", StringComparison.Ordinal).Replace("0.44", "0.45", StringComparison.Ordinal).Replace("\"discount\":0.45,\"points", "\"discount\":0.44,\"points", StringComparison.Ordinal);

        Assert.Contains("the shares of the applied offers on it add up to 1.95", Assert.Throws<DocumentFormatException>(() => TillReceipt.Parse(moved)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":1,\"id\":")]
    [InlineData("{\"format\":\"1\"}")]
    public void Parse_NoReceipt_IsRefused(string json) => Assert.Throws<DocumentFormatException>(() => TillReceipt.Parse(json));

    [Fact]
    public void Parse_CutOrFlippedBytes_IsRefusedOrReads()
    {
        byte[] written = Receipt().ToJson();
        SplitMix64 random = new(7);
        int refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] hurt = i < written.Length ? written[..i] : [.. written];
            if (i >= written.Length)
            {
                hurt[random.Below(hurt.Length)] ^= (byte)(1 << random.Below(8));
            }

            try
            {
                _ = TillReceipt.Parse(hurt);
            }
            catch (DocumentFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > written.Length, $"{refused}");
    }

    [Fact]
    public void ToJson_AnyCulture_SameBytes()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        List<string> written = [];
        foreach (string culture in new[] { "", "tr-TR", "ar-SA", "de-DE" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            written.Add(Encoding.UTF8.GetString(TillReceipt.Parse(Receipt().ToJson()).ToJson()));
        }

        CultureInfo.CurrentCulture = before;
        Assert.Single(written.Distinct());
    }

    internal static (TillReceipt Receipt, Catalogue Catalogue) RandomReceipt(ulong seed, PricingSession session)
    {
        RandomTill till = new(seed);
        (CatalogueDefinition definition, Basket basket) = till.Next();
        definition = definition with { Offers = [.. definition.Offers.DistinctBy(o => o.Id).Select(o => o with { FundedBy = till.Below(3) == 0 ? "s" + till.Below(2) : null })] };
        Catalogue catalogue = Catalogue.Compile(definition);
        PricedBasket priced = session.Price(catalogue, basket);
        long withPoints = till.Below(3) == 0 && priced.Total > 0 ? 1 + till.Below((int)priced.Total) : 0;
        return (TillReceipt.Of("r" + seed.ToString(CultureInfo.InvariantCulture), catalogue, basket, priced, withPoints > 0 ? new PointsPayment(1 + till.Below(500), withPoints) : default), catalogue);
    }

    private static TillReceipt Receipt()
    {
        Catalogue catalogue = Till.Catalogue(Offers, """ "points": { "earn": 2, "per": 1.00, "except": { "categories": ["tobacco"] } } """);
        Basket basket = Till.BasketAt(Till.Sunday, "42", ["SAVE1", "LATER"], "a[dairy,milk] 2 x 3.50", "n 0.374 x 12.00");
        return TillReceipt.Of("r-1", catalogue, basket, new PricingSession().Price(catalogue, basket));
    }

    private static void Set(JsonNode node, string[] path, string? value)
    {
        foreach (string step in path[..^1])
        {
            node = (int.TryParse(step, CultureInfo.InvariantCulture, out int index) ? node[index] : node[step])!;
        }

        if (value is null)
        {
            _ = node.AsObject().Remove(path[^1]);
        }
        else
        {
            node[path[^1]] = JsonNode.Parse(value);
        }
    }
}
