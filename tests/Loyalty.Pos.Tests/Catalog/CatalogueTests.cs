using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests.Catalog;

public class CatalogueTests
{
    [Theory]
    [InlineData("""{ "id": "x", "reward": { "kind": "cashback", "value": 1 } }""", "cashback")]
    [InlineData("""{ "id": "x" }""", "reward")]
    [InlineData("""{ "reward": { "kind": "percent", "value": 1 } }""", "id")]
    [InlineData("""{ "id": "", "reward": { "kind": "percent", "value": 1 } }""", "id")]
    [InlineData("""{ "id": 7, "reward": { "kind": "percent", "value": 1 } }""", "text")]
    [InlineData("""{ "id": "x", "surprise": 1, "reward": { "kind": "percent", "value": 1 } }""", "surprise")]
    [InlineData("""{ "id": "x", "reward": { "kind": "percent", "value": 1, "per": "unit" } }""", "per")]
    [InlineData("""{ "id": "x", "reward": { "kind": "percent", "value": 100.01 } }""", "100.01")]
    [InlineData("""{ "id": "x", "reward": { "kind": "percent", "value": -1 } }""", "-1")]
    [InlineData("""{ "id": "x", "reward": { "kind": "percent", "value": "20" } }""", "number")]
    [InlineData("""{ "id": "x", "reward": { "kind": "amount", "value": 1.005 } }""", "decimals")]
    [InlineData("""{ "id": "x", "reward": { "kind": "amount", "value": 1e20 } }""", "1e20")]
    [InlineData("""{ "id": "x", "reward": { "kind": "amount", "value": 1, "per": "line" } }""", "line")]
    [InlineData("""{ "id": "x", "reward": { "kind": "buyGet", "buy": 0, "get": 1 } }""", "buy")]
    [InlineData("""{ "id": "x", "reward": { "kind": "buyGet", "buy": 1.5, "get": 1 } }""", "whole")]
    [InlineData("""{ "id": "x", "reward": { "kind": "buyGet", "buy": 1, "get": 1, "percent": 101 } }""", "101")]
    [InlineData("""{ "id": "x", "reward": { "kind": "points", "multiplier": 0.5 } }""", "multiplier")]
    [InlineData("""{ "id": "x", "reward": { "kind": "points" } }""", "multiplier")]
    [InlineData("""{ "id": "x", "reward": { "kind": "tiers", "by": "spend", "steps": [] } }""", "steps")]
    [InlineData("""{ "id": "x", "reward": { "kind": "tiers", "by": "spend", "steps": [{ "from": 1 }] } }""", "percent")]
    [InlineData("""{ "id": "x", "reward": { "kind": "tiers", "by": "spend", "steps": [{ "from": 1, "percent": 1 }, { "from": 1, "percent": 2 }] } }""", "start")]
    [InlineData("""{ "id": "x", "reward": { "kind": "gift", "sku": "", "quantity": 1 } }""", "sku")]
    [InlineData("""{ "id": "x", "reward": { "kind": "gift", "sku": "g", "quantity": 0 } }""", "quantity")]
    [InlineData("""{ "id": "x", "reward": { "kind": "bundle", "items": [], "price": 1 } }""", "items")]
    [InlineData("""{ "id": "x", "target": { "skus": [] }, "reward": { "kind": "percent", "value": 1 } }""", "empty")]
    [InlineData("""{ "id": "x", "target": { "except": {} }, "reward": { "kind": "percent", "value": 1 } }""", "except")]
    [InlineData("""{ "id": "x", "target": { "skus": [" a"] }, "reward": { "kind": "percent", "value": 1 } }""", "white space")]
    [InlineData("""{ "id": "x", "days": ["funday"], "reward": { "kind": "percent", "value": 1 } }""", "funday")]
    [InlineData("""{ "id": "x", "days": [], "reward": { "kind": "percent", "value": 1 } }""", "days")]
    [InlineData("""{ "id": "x", "hours": ["17:00"], "reward": { "kind": "percent", "value": 1 } }""", "hours")]
    [InlineData("""{ "id": "x", "hours": ["17:00","17:00"], "reward": { "kind": "percent", "value": 1 } }""", "hours")]
    [InlineData("""{ "id": "x", "hours": ["25:00","26:00"], "reward": { "kind": "percent", "value": 1 } }""", "25:00")]
    [InlineData("""{ "id": "x", "from": "yesterday", "reward": { "kind": "percent", "value": 1 } }""", "yesterday")]
    [InlineData("""{ "id": "x", "from": "2026-02-01", "to": "2026-02-01", "reward": { "kind": "percent", "value": 1 } }""", "after")]
    [InlineData("""{ "id": "x", "activation": "coupon", "reward": { "kind": "percent", "value": 1 } }""", "codes")]
    [InlineData("""{ "id": "x", "codes": ["A"], "reward": { "kind": "percent", "value": 1 } }""", "codes")]
    [InlineData("""{ "id": "x", "activation": "personal", "guests": [], "reward": { "kind": "percent", "value": 1 } }""", "guests")]
    [InlineData("""{ "id": "x", "fundedBy": "", "reward": { "kind": "percent", "value": 1 } }""", "'fundedBy' is empty; name who pays, or leave it out")]
    [InlineData("""{ "id": "x", "activation": "coupon", "codes": ["A", " B"], "reward": { "kind": "percent", "value": 1 } }""", "but ' B' begins or ends with white space; trim it")]
    [InlineData("""{ "id": "x", "activation": "coupon", "codes": [""], "reward": { "kind": "percent", "value": 1 } }""", "'codes'")]
    [InlineData("""{ "id": "x", "activation": "coupon", "codes": ["A\nB"], "reward": { "kind": "percent", "value": 1 } }""", "control")]
    [InlineData("""{ "id": "x", "activation": "personal", "guests": ["7 "], "reward": { "kind": "percent", "value": 1 } }""", "'guests' must be 1 to 512 characters")]
    [InlineData("""{ "id": "x", "activation": "sometimes", "reward": { "kind": "percent", "value": 1 } }""", "sometimes")]
    [InlineData("""{ "id": "x", "stacking": "most", "reward": { "kind": "percent", "value": 1 } }""", "most")]
    [InlineData("""{ "id": "x", "priority": 1.5, "reward": { "kind": "percent", "value": 1 } }""", "priority")]
    [InlineData("""{ "id": "x", "limits": { "maxUnits": 0 }, "reward": { "kind": "percent", "value": 1 } }""", "maxUnits")]
    [InlineData("""{ "id": "x", "limits": { "maxDiscount": -0.01 }, "reward": { "kind": "percent", "value": 1 } }""", "maxDiscount")]
    [InlineData("""{ "id": "x", "requires": { "minSpend": 0.001 }, "reward": { "kind": "percent", "value": 1 } }""", "minSpend")]
    public void Parse_HostileOffer_IsRefusedAtItsLine(string offer, string word)
    {
        DocumentFormatException fault = Assert.Throws<DocumentFormatException>(() => Catalogue.Parse("{\n\"offers\": [\n" + offer + "] }"));

        Assert.Equal(3, fault.Line);
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "offers": {} }""")]
    [InlineData("""{ "currency": "euro" }""")]
    [InlineData("""{ "minorUnits": 7 }""")]
    [InlineData("""{ "promotions": [] }""")]
    [InlineData("""{ "points": { "earn": 1 } }""")]
    [InlineData("""{ "points": { "earn": 1, "per": 0 } }""")]
    [InlineData("""{ "floors": [{ "skus": ["a"] }] }""")]
    [InlineData("""{ "floors": [{ "skus": [], "minPrice": 1 }] }""")]
    [InlineData("""{ "offers": [{ "id": "x", "reward": { "kind": "percent", "value": 1 } }, { "id": "x", "reward": { "kind": "percent", "value": 2 } }] }""")]
    [InlineData("""{ "offers": [{ "id": "x", "id": "y", "reward": { "kind": "percent", "value": 1 } }] }""")]
    public void Parse_HostileDocument_IsRefused(string json) => Assert.Throws<DocumentFormatException>(() => Catalogue.Parse(json));

    [Fact]
    public void Version_SameContentOtherOrder_IsTheSameAndAnyChangeIsAnother()
    {
        const string One = """{ "id": "one", "target": { "skus": ["a","b"] }, "reward": { "kind": "percent", "value": 10 } }""";
        const string Two = """{ "id": "two", "reward": { "kind": "amount", "value": 1.00 } }""";
        string version = Till.Catalogue($"{One}, {Two}").Version;

        Assert.Equal(version, Till.Catalogue($"{Two}, {One.Replace("[\"a\",\"b\"]", "[\"b\", \"a\"]", StringComparison.Ordinal).Replace("10", "10.0", StringComparison.Ordinal)}").Version);
        Assert.NotEqual(version, Till.Catalogue($"{One}, {Two.Replace("1.00", "1.01", StringComparison.Ordinal)}").Version);
        Assert.NotEqual(version, Till.Catalogue(One).Version);
        Assert.Equal(16, version.Length);
        Assert.Equal(version, Catalogue.Compile(new CatalogueDefinition
        {
            Currency = new Currency("EUR"),
            Offers =
            [
                new Offer { Id = new OfferId("two"), Reward = new AmountOff(100) },
                new Offer { Id = new OfferId("one"), Target = Selector.OfSkus(new Sku("b"), new Sku("a")), Reward = new PercentOff(10) },
            ],
        }).Version);
    }

    /// <summary>Tills and offices compare versions: who writes the defaults out has the same catalogue as who leaves them out.</summary>
    [Theory]
    [InlineData(""" "activation": "automatic", "priority": 0, "stacking": "compound", """, """, "per": "unit" """)]
    [InlineData(""" "limits": {}, "requires": {}, """, "")]
    [InlineData(""" "limits": { "unitOrder": "dearest" }, "requires": { "minSpend": 0, "minQuantity": 0 }, """, "")]
    [InlineData(""" "from": null, "days": null, "fundedBy": null, """, "")]
    public void Version_DefaultsWrittenOut_IsThatOfDefaultsLeftOut(string members, string ofReward)
    {
        Catalogue written = Catalogue.Parse($$"""{ "offers": [{ "id": "x", {{members}} "reward": { "kind": "amount", "value": 1{{ofReward}} } }] }""");

        Assert.Equal("78b3a37605478468", Catalogue.Parse("""{"offers":[{"id":"x","reward":{"kind":"amount","value":1}}]}""").Version);
        Assert.Equal("78b3a37605478468", written.Version);
        using MemoryStream file = new();
        written.WriteTo(file);
        Assert.Equal("78b3a37605478468", Catalogue.Load(file.ToArray()).Version);
    }

    [Theory]
    [InlineData(""" "limits": { "perReceipt": 1 } """)]
    [InlineData(""" "limits": { "maxDiscount": 0 } """)]
    [InlineData(""" "limits": { "maxUnits": 1 } """)]
    [InlineData(""" "requires": { "minSpend": 0.01 } """)]
    [InlineData(""" "requires": { "minQuantity": 1 } """)]
    [InlineData(""" "requires": { "items": {} } """)]
    public void Version_OfWhatSaysSomething_IsAnother(string member) => Assert.NotEqual(
        "78b3a37605478468", Catalogue.Parse($$"""{ "offers": [{ "id": "x", {{member}}, "reward": { "kind": "amount", "value": 1 } }] }""").Version);

    [Fact]
    public void Version_AbsentTargetAndEverything_Differ() => Assert.NotEqual(
        Till.Catalogue("""{ "id": "x", "reward": { "kind": "percent", "value": 10 } }""").Version,
        Till.Catalogue("""{ "id": "x", "target": {}, "reward": { "kind": "percent", "value": 10 } }""").Version);

    [Fact]
    public void Compile_ContradictoryDefinition_SaysWhat()
    {
        Offer offer = new() { Id = new OfferId("x"), Reward = new PercentOff(10) };

        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Catalogue.Compile(new CatalogueDefinition { Offers = [offer, offer] })).Message, StringComparison.Ordinal);
        Assert.Contains("codes", Refused(offer with { Activation = Activation.Coupon }), StringComparison.Ordinal);
        Assert.Contains("'codes' must be 1 to 512", Refused(offer with { Activation = Activation.Coupon, Codes = ["A", "A "] }), StringComparison.Ordinal);
        Assert.Contains("one is null", Refused(offer with { Activation = Activation.Coupon, Codes = [null!] }), StringComparison.Ordinal);
        Assert.Contains("'guests' must be 1 to 512", Refused(offer with { Activation = Activation.Personal, Guests = ["\t7"] }), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", Refused(offer with { Activation = Activation.Personal, Guests = ["4711 "] }), StringComparison.Ordinal);
        Assert.Contains("leave it out", Refused(offer with { FundedBy = "" }), StringComparison.Ordinal);
        Assert.Contains("101", Refused(offer with { Reward = new PercentOff(101) }), StringComparison.Ordinal);
        Assert.Contains("maxUnits", Refused(offer with { Limits = new OfferLimits { MaxUnits = 0 } }), StringComparison.Ordinal);
    }

    private static string Refused(Offer offer) => Assert.Throws<ArgumentException>(() => Catalogue.Compile(new CatalogueDefinition { Offers = [offer] })).Message;
}
