using System.Buffers.Binary;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests.Catalog;

public sealed class CatalogueFileTests : IDisposable
{
    private const string Mixed = """
        { "id": "a1", "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": 30 } },
        { "id": "a2", "target": { "skus": ["a"] }, "stacking": "best", "priority": 1, "reward": { "kind": "percent", "value": 10 } },
        { "id": "b1", "stacking": "best", "requires": { "minSpend": 5.00 }, "reward": { "kind": "percent", "value": 9 } },
        { "id": "b2", "stacking": "best", "priority": 1, "requires": { "minSpend": 4.00 }, "reward": { "kind": "percent", "value": 2 } },
        { "id": "c1", "target": { "skus": ["b"] }, "reward": { "kind": "amount", "value": 0.05 }, "limits": { "maxUnits": 1 } }
        """;

    private const string Competing = """
        { "id": "e1", "target": { "skus": ["a"] }, "stacking": "exclusive", "requires": { "minQuantity": 3 }, "reward": { "kind": "percent", "value": 15 } },
        { "id": "e2", "target": { "skus": ["a"] }, "stacking": "exclusive", "requires": { "minQuantity": 5 }, "reward": { "kind": "percent", "value": 25 } },
        { "id": "e3", "stacking": "exclusive", "requires": { "minSpend": 20.00 }, "reward": { "kind": "percent", "value": 4 } },
        { "id": "b1", "target": { "categories": ["y"] }, "stacking": "best", "priority": 1, "reward": { "kind": "percent", "value": 10 } },
        { "id": "b2", "target": { "categories": ["y"] }, "stacking": "best", "reward": { "kind": "percent", "value": 30 } },
        { "id": "b3", "stacking": "best", "requires": { "minSpend": 5.00 }, "reward": { "kind": "percent", "value": 3 } },
        { "id": "c1", "target": { "categories": ["x"] }, "reward": { "kind": "amount", "value": 0.05 } }
        """;

    private const string EveryKind = """
        { "id": "p", "target": { "categories": ["x"], "except": { "skus": ["c"] } }, "stacking": "best", "reward": { "kind": "percent", "value": 12.5 }, "fundedBy": "s" },
        { "id": "q", "stacking": "best", "requires": { "minSpend": 5.00 }, "reward": { "kind": "percent", "value": 3 } },
        { "id": "a", "activation": "coupon", "codes": ["C", "D"], "target": { "skus": ["a"] }, "reward": { "kind": "amount", "value": 0.20 } },
        { "id": "f", "activation": "personal", "guests": ["g", "h"], "target": { "skus": ["b"] }, "reward": { "kind": "fixedPrice", "value": 0.99 } },
        { "id": "b", "target": { "skus": ["a"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1, "percent": 50, "items": { "skus": ["b"] }, "grouping": "best" } },
        { "id": "n", "reward": { "kind": "bundle", "items": [{ "skus": ["a"] }, { "categories": ["y"], "quantity": 2 }], "price": 2.00 } },
        { "id": "t", "reward": { "kind": "tiers", "by": "quantity", "steps": [{ "from": 2, "percent": 1 }, { "from": 4, "amount": 0.50 }] } },
        { "id": "m", "reward": { "kind": "points", "multiplier": 2.5 }, "target": { "skus": ["a"] } },
        { "id": "o", "reward": { "kind": "points", "fixed": 7 }, "requires": { "minQuantity": 1.5, "items": { "skus": ["a"] } } },
        { "id": "g", "reward": { "kind": "gift", "sku": "z", "quantity": 2 }, "days": ["sun"], "hours": ["17:00","20:00"], "from": "2026-11-01T00:00:00+03:00", "to": "2026-12-01T00:00:00+03:00" },
        { "id": "l", "target": { "skus": ["b"] }, "limits": { "perReceipt": 1, "maxDiscount": 5.00, "maxUnits": 3, "unitOrder": "cheapest" }, "priority": -4, "stacking": "exclusive", "reward": { "kind": "percent", "value": 9 } }
        """;

    private const string More = """ "points": { "earn": 1, "per": 1.00, "except": { "categories": ["y"] } }, "floors": [{ "skus": ["b"], "minPrice": 0.50 }, { "categories": ["y"], "neverDiscounted": true }] """;

    private readonly string folder = Directory.CreateTempSubdirectory("loyalty-catalogue").FullName;

    private string File1 => Path.Combine(folder, "offers.cat");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Open_ACatalogueOfEveryKind_PricesAndSaysTheSame()
    {
        Catalogue compiled = Till.Catalogue(EveryKind, More);
        compiled.Save(File1);
        Catalogue mapped = Catalogue.Open(File1);

        Assert.Equal(compiled.Version, mapped.Version);
        Assert.Equal(compiled.OfferCount, mapped.OfferCount);
        Assert.Equal(compiled.Currency, mapped.Currency);
        Assert.Equal(mapped.Version, Catalogue.Compile(mapped.Definition).Version);
        Basket basket = Till.BasketAt(Till.Sunday, "h", ["D", "E"], "a[x] 3 x 1.10", "b[x,y] 2 x 1.99", "c[x] 0.374 x 12.00");
        Assert.Equal(Shown(new PricingSession().PriceAndExplain(compiled, basket)), Shown(new PricingSession().PriceAndExplain(mapped, basket)));
        Assert.Equal(["C", "D"], mapped.Definition.Offers.Single(o => o.Id.Value == "a").Codes);
    }

    [Fact]
    public void Open_AFileOfFormatOne_IsReadByEveryLaterVersion()
    {
        // The file was written by the first version that wrote any; never write it anew.
        Catalogue frozen = Catalogue.Load(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "catalogue-format-1.cat")));
        Basket basket = Till.BasketAt(Till.Sunday, "h", ["D", "E"], "a[x] 3 x 1.10", "b[x,y] 2 x 1.99", "c[x] 0.374 x 12.00");

        Assert.Equal(11, frozen.OfferCount);
        Assert.Equal(
            Shown(new PricingSession().PriceAndExplain(Till.Catalogue(EveryKind, More), basket)), Shown(new PricingSession().PriceAndExplain(frozen, basket)));
    }

    [Fact]
    public void Open_AFileOfFormatTwo_IsReadByEveryLaterVersion()
    {
        // The file was written by the first version that put exclusive offers on ladders; never write it anew.
        Catalogue frozen = Catalogue.Load(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "catalogue-format-2.cat")));
        foreach (Basket basket in new[] { Till.Basket("a[x] 3 x 1.10", "b[x,y] 2 x 1.99"), Till.Basket("b[y] 7 x 2.99"), Till.Basket("c 1 x 12.00") })
        {
            AssertSame(Till.Catalogue(Competing), frozen, basket);
        }
    }

    [Fact]
    public void Open_AFileOfFormatOneWhoseLaddersMixPriorities_SettlesEachPriorityByItself()
    {
        // Written when best offers of all priorities stood on one ladder; never write it anew.
        Catalogue frozen = Catalogue.Load(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "catalogue-format-1-priorities.cat")));
        foreach (Basket basket in new[] { Till.Basket("a 3 x 1.10", "c 2 x 1.99"), Till.Basket("a 1 x 9.00"), Till.Basket("a 2 x 3.00", "b 2 x 2.00") })
        {
            AssertSame(Till.Catalogue(Mixed), frozen, basket);
        }
    }

    private static void AssertSame(Catalogue expected, Catalogue frozen, Basket basket)
    {
        Assert.Equal(Shown(new PricingSession().PriceAndExplain(expected, basket)), Shown(new PricingSession().PriceAndExplain(frozen, basket)));
        Assert.Equal(Shown(new PricingSession().Price(expected, basket)), Shown(new PricingSession().Price(frozen, basket)));
    }

    [Fact]
    public void WriteTo_LaddersOfExclusiveOffers_NeedAReaderOfFormatTwo()
    {
        // A reader of format 1 takes whatever stands on a ladder for a best offer.
        const string best = """{"id":"a","target":{"skus":["a"]},"stacking":"best","reward":{"kind":"percent","value":10}}""";
        const string exclusive = """{"id":"b","target":{"skus":["a"]},"stacking":"exclusive","reward":{"kind":"percent","value":10}}""";
        const string limited = """{"id":"c","target":{"skus":["a"]},"stacking":"exclusive","limits":{"maxUnits":1},"reward":{"kind":"percent","value":10}}""";

        Assert.Equal((2, 1), FormatOf(Till.Catalogue(best)));
        Assert.Equal((2, 2), FormatOf(Till.Catalogue(best + "," + exclusive)));
        Assert.Equal((2, 1), FormatOf(Till.Catalogue(best + "," + limited)));

        static (int Format, int LeastReader) FormatOf(Catalogue catalogue)
        {
            byte[] bytes = Bytes(catalogue);
            return (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)));
        }
    }

    [Fact]
    public void Load_AnyByteFlipped_IsRefused()
    {
        byte[] whole = Bytes(Till.Catalogue(EveryKind, More));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= (byte)(1 << (i % 8));
            InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Catalogue.Load(flipped));
            Assert.Matches("Fetch it again|Write|Update", refused.Message);
        }
    }

    [Fact]
    public void Load_CutAtAnyByteOrAddedTo_IsRefused()
    {
        byte[] whole = Bytes(Till.Catalogue(EveryKind));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Catalogue.Load(whole.AsSpan(0, length)));
        }

        Assert.Contains("cut or added", Assert.Throws<InvalidDataException>(() => Catalogue.Load([.. whole, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ANewerFormat_SaysWhichAndWhatToDo()
    {
        byte[] newer = Bytes(Till.Catalogue(EveryKind));
        BinaryPrimitives.WriteInt32LittleEndian(newer.AsSpan(8), 7);
        BinaryPrimitives.WriteInt32LittleEndian(newer.AsSpan(12), 5);

        string message = Assert.Throws<InvalidDataException>(() => Catalogue.Load(newer)).Message;

        Assert.Contains("format 7 and needs a reader of format 5", message, StringComparison.Ordinal);
        Assert.Contains("Update the till", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("LOYALCAT")]
    [InlineData("{ \"offers\": [] }")]
    public void Open_AnotherFile_IsNoCatalogue(string content)
    {
        File.WriteAllText(File1, content);
        Assert.Contains("no compiled catalogue", Assert.Throws<InvalidDataException>(() => Catalogue.Open(File1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WhereItCannotBeWritten_LeavesTheOlderFileWhole()
    {
        Till.Catalogue(EveryKind).Save(File1);
        Directory.CreateDirectory(File1 + ".new");

        Assert.ThrowsAny<Exception>(() => Till.Catalogue(EveryKind, More).Save(File1));

        Assert.Equal(Till.Catalogue(EveryKind).Version, Catalogue.Open(File1).Version);
        Assert.Throws<DirectoryNotFoundException>(() => Till.Catalogue(EveryKind).Save(Path.Combine(folder, "no", "offers.cat")));
        Assert.Throws<FileNotFoundException>(() => Catalogue.Open(Path.Combine(folder, "none.cat")));
    }

    [Fact]
    public void Save_OverAFileThatLanesPriceWith_LeavesThemTheirs()
    {
        Till.Catalogue("""{ "id": "x", "reward": { "kind": "percent", "value": 10 } }""").Save(File1);
        Catalogue first = Catalogue.Open(File1);
        Till.Catalogue("""{ "id": "x", "reward": { "kind": "percent", "value": 20 } }""").Save(File1);
        Catalogue second = Catalogue.Open(File1);

        Basket basket = Till.Basket("a 1 x 1.00");
        Assert.Equal(10, new PricingSession().Price(first, basket).Discount);
        Assert.Equal(20, new PricingSession().Price(second, basket).Discount);
    }

    [Fact]
    public void WriteTo_EqualDefinitionsWrittenDifferently_GiveEqualBytes()
    {
        Catalogue one = Till.Catalogue("""
            { "id": "a", "target": { "skus": ["s", "t"], "categories": ["c"] }, "reward": { "kind": "percent", "value": 5 } },
            { "id": "b", "activation": "coupon", "codes": ["X", "Y"], "reward": { "kind": "percent", "value": 5.0 } }
            """);
        Catalogue other = Till.Catalogue("""
            { "id": "b", "codes": ["Y", "X", "Y"], "activation": "coupon", "reward": { "value": 5.00, "kind": "percent" } },
            { "id": "a", "target": { "categories": ["c", "c"], "skus": ["t", "s"] }, "reward": { "kind": "percent", "value": 5 } }
            """);
        Assert.Equal(Bytes(one), Bytes(other));
        Assert.NotEqual(one.Version, Till.Catalogue("""{ "id": "a", "reward": { "kind": "percent", "value": 5 } }""").Version);
    }

    [Fact]
    public void Load_AnyCatalogue_PricesAsTheCompiledOne()
    {
        PricingSession session = new();
        for (ulong seed = 0; seed < 400; seed++)
        {
            (CatalogueDefinition definition, Basket basket) = new RandomTill(seed).Next();
            Catalogue compiled = Catalogue.Compile(definition with { Offers = [.. definition.Offers.DistinctBy(o => o.Id)] });
            Catalogue loaded = Catalogue.Load(Bytes(compiled));
            Assert.Equal(Shown(session.PriceAndExplain(compiled, basket)), Shown(session.PriceAndExplain(loaded, basket)));
            Assert.Equal(Bytes(compiled), Bytes(Catalogue.Compile(loaded.Definition)));
        }
    }

    [Fact]
    public void Price_WithAMappedCatalogue_DoesNotAllocateOnceItsOffersWereSeen()
    {
        Till.Catalogue(EveryKind, More).Save(File1);
        Catalogue mapped = Catalogue.Open(File1);
        PricingSession session = new();
        Basket basket = Till.BasketAt(Till.Sunday, "h", ["D", "E"], "a[x] 3 x 1.10", "b[x,y] 2 x 1.99", "c[x] 0.374 x 12.00");
        Assert.Equal(0, Allocated.Bytes(() => _ = session.Price(mapped, basket).Applied.Length));
    }

    private static byte[] Bytes(Catalogue catalogue)
    {
        using MemoryStream stream = new();
        catalogue.WriteTo(stream);
        return stream.ToArray();
    }

    private static string Shown(PricedBasket priced) => string.Join(
        ' ',
        [
            priced.CatalogueVersion, priced.Discount, priced.Points, .. priced.Discounts(), .. priced.UnusedCoupons,
            .. priced.Applied.ToArray().Select(a => $"{a.Offer.Id}:{a.Discount}:{a.Points}x{a.Times} {a.Offer.FundedBy} {a.GiftQuantity}{a.GiftSku}"),
            .. priced.Rejected.ToArray().Select(r => $"{r.Offer.Id}-{r.Reason}"),
        ]);
}
