using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Tests.Catalog;

/// <summary>A catalogue's document, broken in every way: it is a catalogue, or it is refused with its line.</summary>
public class HostileDocumentTests
{
    private const string Valid =
        """
        { "currency": "EUR", "minorUnits": 2,
          "points": { "earn": 1, "per": 10.00, "except": { "categories": ["tobacco"] } },
          "floors": [{ "categories": ["alcohol"], "minPrice": 4.00 }, { "skus": ["lighter"], "neverDiscounted": true }],
          "offers": [
            { "id": "dairy-20", "activation": "coupon", "codes": ["SAVE10"], "from": "2026-11-01T00:00:00+03:00", "to": "2026-12-01T00:00:00+03:00",
              "days": ["sat","sun"], "hours": ["17:00","20:00"], "requires": { "minSpend": 5.00, "minQuantity": 2, "items": { "skus": ["a"] } },
              "target": { "skus": ["a","b"], "categories": ["dairy"], "except": { "skus": ["c"] } }, "reward": { "kind": "percent", "value": 20 },
              "limits": { "perReceipt": 1, "maxDiscount": 5.00, "maxUnits": 3, "unitOrder": "dearest" }, "priority": 0, "stacking": "compound", "fundedBy": "s" },
            { "id": "p", "activation": "personal", "guests": ["1"], "reward": { "kind": "amount", "value": 1.00, "per": "basket" } },
            { "id": "f", "target": {}, "reward": { "kind": "fixedPrice", "value": 1.00 } },
            { "id": "g", "target": { "skus": ["a"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1, "percent": 50, "items": { "skus": ["b"] }, "grouping": "best" } },
            { "id": "s", "reward": { "kind": "bundle", "items": [{ "skus": ["a"], "quantity": 1 }, { "categories": ["b"], "quantity": 2 }], "price": 5.00 } },
            { "id": "t", "reward": { "kind": "tiers", "by": "spend", "steps": [{ "from": 10, "percent": 5 }, { "from": 20, "amount": 3.00 }] } },
            { "id": "m", "reward": { "kind": "points", "multiplier": 2 } },
            { "id": "h", "reward": { "kind": "gift", "sku": "a", "quantity": 1 } } ] }
        """;

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "-1e400", "99999999999999999999999999999999", "0.0000000000000000000000000000001", "1e-40", "3.5", "2147483648",
        "\"\"", "\" \"", "\"LONE\"", "\"\\u0000\"", "[]", "{}", "[[]]", "[null]", "{\"a\":1}", "\"2026-13-45\"", "\"99:99\"", "[\"24:00\",\"24:00\"]", "\"NaN\"",
    ];

    [Fact]
    public void Parse_MutatedDocuments_GiveACatalogueOrAFaultWithItsLine()
    {
        SplitMix64 random = new(1);
        int read = 0;
        for (int i = 0; i < 12_000; i++)
        {
            JsonNode root = JsonNode.Parse(Valid)!;
            int changes = 1 + random.Below(3);
            for (int c = 0; c < changes; c++)
            {
                Mutate(root, ref random);
            }

            read += Try(Encoding.UTF8.GetBytes(root.ToJsonString().Replace("LONE", "\\ud800", StringComparison.Ordinal)), i) ? 1 : 0;
        }

        Assert.InRange(read, 100, 11_000);
    }

    [Fact]
    public void Parse_DamagedBytes_GiveACatalogueOrAFaultWithItsLine()
    {
        SplitMix64 random = new(2);
        byte[] valid = Encoding.UTF8.GetBytes(Valid);
        for (int i = 0; i < 12_000; i++)
        {
            byte[] bytes = [.. valid];
            for (int c = random.Below(4); c >= 0; c--)
            {
                bytes[random.Below(bytes.Length)] = random.Below(3) == 0 ? (byte)random.Below(256) : (byte)"{}[]\",:0123456789.eE-"[random.Below(21)];
            }

            _ = Try(random.Below(4) == 0 ? bytes[..random.Below(bytes.Length)] : bytes, i);
        }
    }

    [Fact]
    public void Parse_DoubledMembersAndDeepNesting_AreRefused()
    {
        Assert.False(Try(Encoding.UTF8.GetBytes("""{ "offers": [], "offers": [] }"""), 0));
        Assert.False(Try(Encoding.UTF8.GetBytes("{ \"offers\": " + new string('[', 100_000)), 0));
        Assert.False(Try(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"offers\":[", 10_000))), 0));
        Assert.False(Try(Encoding.UTF8.GetBytes("""{ "offers": [{ "id": "a", "reward": { "kind": "percent", "value": 1, "value": 2 } }] }"""), 0));
    }

    private static bool Try(byte[] document, int number)
    {
        try
        {
            Loyalty.Pos.Catalog.Catalogue catalogue = Loyalty.Pos.Catalog.Catalogue.Parse(document);
            _ = new PricingSession().PriceAndExplain(catalogue, Till.Basket("a[dairy] 3 x 2.00", "b[b] 2 x 9.99", "lighter 1 x 0.50"));
            return true;
        }
        catch (DocumentFormatException fault)
        {
            Assert.True(fault.Line >= 1, $"document {number}: {fault.Message}");
            return false;
        }
    }

    private static void Mutate(JsonNode root, ref SplitMix64 random)
    {
        List<JsonNode> nodes = [];
        Collect(root, nodes);
        JsonNode node = nodes[random.Below(nodes.Count)];
        JsonNode? value = JsonNode.Parse(Values[random.Below(Values.Length)]);
        switch (node)
        {
            case JsonObject members when members.Count > 0:
                string name = members.Select(m => m.Key).ElementAt(random.Below(members.Count));
                switch (random.Below(4))
                {
                    case 0:
                        members.Remove(name);
                        break;
                    case 1:
                        members["unknown"] = value;
                        break;
                    default:
                        members[name] = value;
                        break;
                }

                break;
            case JsonArray items when items.Count > 0:
                int at = random.Below(items.Count);
                switch (random.Below(4))
                {
                    case 0:
                        items.RemoveAt(at);
                        break;
                    case 1:
                        items.Add(items[at]?.DeepClone());
                        break;
                    default:
                        items[at] = value;
                        break;
                }

                break;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is JsonObject members)
        {
            nodes.Add(node);
            foreach ((_, JsonNode? member) in members)
            {
                Collect(member, nodes);
            }
        }
        else if (node is JsonArray items)
        {
            nodes.Add(node);
            foreach (JsonNode? item in items)
            {
                Collect(item, nodes);
            }
        }
    }
}
