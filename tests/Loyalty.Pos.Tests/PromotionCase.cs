using System.Globalization;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>A basket with offers and what another system's own tests expect of it, said in a catalogue's words.</summary>
internal sealed class PromotionCase
{
    private readonly JsonElement node;
    private readonly Currency currency;
    private readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);
    private readonly List<Offer> offers = [];

    public PromotionCase(JsonElement node)
    {
        this.node = node;
        // 'none': the source rounds nothing.
        currency = new Currency(node.GetProperty("currency").GetString()!, Has(node, "line_rounding", out _) ? 4 : 2);
        foreach (JsonElement offer in node.GetProperty("offers").EnumerateArray())
        {
            foreach (JsonElement action in offer.GetProperty("actions").EnumerateArray())
            {
                Translate(offer, action);
            }
        }

        Definition = new CatalogueDefinition { Currency = currency, Offers = offers };
        Basket = FillBasket();
    }

    public string Id => node.GetProperty("id").GetString()!;

    public string Name => $"{Id} {node.GetProperty("test").GetString()}";

    public CatalogueDefinition Definition { get; }

    public Basket Basket { get; }

    public JsonElement Expected => node.GetProperty("expected");

    public decimal Tolerance => Has(node, "tolerance", out JsonElement tolerance) ? tolerance.GetDecimal() : 0;

    /// <summary>The expected total of the goods: shipping is the host's.</summary>
    public decimal Total => Expected.GetProperty("total").GetDecimal() - node.GetProperty("shipping").GetDecimal();

    public static PromotionCase[] ReadAll() =>
        [.. JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "Loyalty.Pos.Tests", "Data", "promotions", "cases.json"))).RootElement.EnumerateArray().Select(c => new PromotionCase(c))];

    public decimal Shown(long minorUnits) => new Money(minorUnits, currency).ToDecimal();

    /// <summary>Whether an offer came from an action on the whole order.</summary>
    public bool IsOnOrder(OfferId offer) => targets[offer.Value] == "order";

    public string ProductOf(int line) => Entries[line].GetProperty("product").GetString()!;

    public string LineName(int line) => Entries[line].GetProperty("line").GetString()!;

    private JsonElement[] Entries => [.. node.GetProperty("basket").EnumerateArray()];

    private void Translate(JsonElement offer, JsonElement action)
    {
        string target = action.GetProperty("target").GetString()!;
        JsonElement? condition = offer.GetProperty("conditions").EnumerateArray().Select(c => (JsonElement?)c).SingleOrDefault();
        Offer translated = Reward(target, action, condition) with
        {
            Id = new OfferId($"{offers.Count} {offer.GetProperty("name").GetString()}"),
            Priority = Has(offer, "priority", out JsonElement priority) ? (Has(offer, "priority_order", out _) ? -1 : 1) * priority.GetInt32() : 0,
        };
        if (offer.GetProperty("exclusive").GetBoolean())
        {
            translated = translated with { Stacking = Stacking.Exclusive };
        }

        if (condition is { } required && required.GetProperty("type").GetString() != "buy")
        {
            translated = translated with { Requires = Require(required) };
        }

        targets.Add(translated.Id.Value, target);
        offers.Add(translated);
    }

    private Offer Reward(string target, JsonElement action, JsonElement? condition)
    {
        string type = Has(action, "type", out JsonElement kind) ? kind.GetString()! : "";
        decimal value = Has(action, "value", out JsonElement given) ? given.GetDecimal() : 0;
        Selector filter = Filter(action);
        OfferLimits? units = Has(action, "max_units", out JsonElement most) ? new OfferLimits { MaxUnits = most.GetInt32(), UnitOrder = UnitOrder.Cheapest } : null;
        OfferLimits? amount = Has(action, "max_amount_tax_included", out JsonElement cap) ? new OfferLimits { MaxDiscount = Minor(cap.GetDecimal()) } : null;
        return (target, type) switch
        {
            ("order", "percent") => Of(new PercentOff(value), null),
            ("order" or "across_range" or "product_subtotal", "fixed") => Of(new AmountOff(Minor(value), AmountPer.Basket), filter, units),
            ("unit", "fixed") => Of(new AmountOff(Minor(value)), filter, units),
            ("unit" or "product_subtotal", "percent") => Of(new PercentOff(value), filter, units ?? amount),
            ("cheapest_unit", "percent") => Of(new PercentOff(value), Selector.Everything, new OfferLimits { MaxUnits = 1, UnitOrder = UnitOrder.Cheapest }),
            ("bundle", _) => Of(new Bundle([new BundleItem(Selector.Everything, action.GetProperty("units").GetInt32())], Minor(value)), null, new OfferLimits { PerReceipt = 1 }),
            ("buy_get", "fixed") => Of(
                new BuyGet(condition!.Value.GetProperty("min_quantity").GetInt32(), action.GetProperty("apply_to_quantity").GetInt32()) { Items = IsSame(action, condition.Value) ? null : filter, Grouping = Grouping.Best },
                Filter(condition.Value),
                new OfferLimits { PerReceipt = 1 }) with
            { Stacking = Stacking.Best },
            ("gift", _) when Has(action, "repeat", out _) => Of(
                new BuyGet(condition!.Value.GetProperty("min_quantity").GetInt32(), action.GetProperty("units_per_buy").GetInt32()),
                Filter(condition.Value)),
            ("gift", _) => Of(new Gift(new Sku(action.GetProperty("product").GetString()!)), null),
            _ => throw new NotSupportedException($"{Id}: no reward says {target} {type}."),
        };
    }

    private static Offer Of(Reward reward, Selector? target, OfferLimits? limits = null) => new() { Id = new OfferId("x"), Reward = reward, Target = target, Limits = limits };

    private Requirement Require(JsonElement condition)
    {
        decimal value = condition.GetProperty("value").ValueKind == JsonValueKind.Number ? condition.GetProperty("value").GetDecimal() : 0;
        decimal gross = Has(condition, "tax", out _) ? value * (1 + (Entries.Max(Tax) / 100)) : value;
        return condition.GetProperty("type").GetString() switch
        {
            "items_total_min" => new Requirement { MinSpend = Minor(gross), Items = Selector.Everything },
            "quantity_min" => new Requirement { MinQuantity = value, Items = Selector.Everything },
            "category_total_min" => new Requirement { MinSpend = Minor(value), Items = Selector.OfCategories(new Category(condition.GetProperty("category").GetString()!)) },
            "contains_product" => new Requirement { MinQuantity = 1, Items = Selector.OfSkus(new Sku(condition.GetProperty("value").GetString()!)) },
            var type => throw new NotSupportedException($"{Id}: no requirement says {type}."),
        };
    }

    private Selector Filter(JsonElement owner)
    {
        if (!Has(owner, "filter", out JsonElement filter))
        {
            return Selector.Everything;
        }

        Selector selector = new();
        if (Has(filter, "product", out JsonElement product))
        {
            selector = Selector.OfSkus(new Sku(product.GetString()!));
        }

        if (Has(filter, "products", out JsonElement products))
        {
            selector = selector with { Skus = [.. products.EnumerateArray().Select(p => new Sku(p.GetString()!))] };
        }

        if (Has(filter, "category", out JsonElement category))
        {
            selector = selector with { Categories = [new Category(category.GetString()!)] };
        }

        if (Has(filter, "price_min", out JsonElement least) | Has(filter, "price_max", out JsonElement most))
        {
            IEnumerable<JsonElement> inRange = Entries.Where(e =>
                (least.ValueKind != JsonValueKind.Number || Price(e) >= least.GetDecimal()) && (most.ValueKind != JsonValueKind.Number || Price(e) <= most.GetDecimal()));
            selector = selector with { Skus = [.. inRange.Select(e => new Sku(e.GetProperty("product").GetString()!)).DefaultIfEmpty(new Sku("(none in this range)"))] };
        }

        return Has(filter, "exclude_already_discounted", out _) ? selector with { Except = Selector.OfCategories(new Category("already discounted")) } : selector;
    }

    private Basket FillBasket()
    {
        Basket basket = new();
        basket.Begin(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        foreach (JsonElement entry in Entries)
        {
            List<Category> categories = Has(entry, "categories", out JsonElement several) ? [.. several.EnumerateArray().Select(c => new Category(c.GetString()!))] : [];
            if (Has(entry, "category", out JsonElement category))
            {
                categories.Add(new Category(category.GetString()!));
            }

            if (Has(entry, "already_discounted", out _))
            {
                categories.Add(new Category("already discounted"));
            }

            string product = entry.GetProperty("product").GetString()!;
            int quantity = entry.GetProperty("quantity").GetInt32();
            basket.Add(new Article(new Sku(product), categories), quantity + FreeUnits(product, quantity), Minor(Price(entry) * (1 + (Tax(entry) / 100))));
        }

        return basket;
    }

    /// <summary>What a repeated gift adds to the basket: so many for every so many bought.</summary>
    private int FreeUnits(string product, int quantity) => node.GetProperty("offers").EnumerateArray()
        .Where(o => o.GetProperty("actions").EnumerateArray().Any(a => Has(a, "repeat", out _) && a.GetProperty("product").GetString() == product))
        .Sum(o => quantity / o.GetProperty("conditions")[0].GetProperty("min_quantity").GetInt32());

    /// <summary>Where the same is bought and got, the reward names it once.</summary>
    private static bool IsSame(JsonElement got, JsonElement bought) => JsonElement.DeepEquals(got.GetProperty("filter"), bought.GetProperty("filter"));

    private static decimal Price(JsonElement entry) => entry.GetProperty("unit_price").GetDecimal();

    private static decimal Tax(JsonElement entry) => Has(entry, "tax_percent_excluded", out JsonElement tax) ? tax.GetDecimal() : 0;

    private long Minor(decimal amount) => Money.Exact(amount, currency).MinorUnits;

    private static bool Has(JsonElement owner, string name, out JsonElement value) => owner.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}");
}
