using System.Globalization;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Reads one reward of a document; a kind that nobody would price is refused.</summary>
internal sealed class RewardReader(Currency currency)
{
    private const int MostUnits = (int)Catalog.Range.MostUnits;

    public Reward Read(PlacedJson node)
    {
        _ = node.Only(
            "'reward'", "kind", "value", "per", "buy", "get", "percent", "items", "grouping", "price", "by", "steps", "multiplier", "fixed", "sku", "quantity");
        PlacedJson kind = node.Required("kind", "'reward'");
        string word = kind.Text("'kind'");
        return word switch
        {
            "percent" => new PercentOff(Percent(Of(node, word, "value").Required("value", "the reward"), "'value'")),
            "amount" => new AmountOff(
                Amount(Of(node, word, "value", "per").Required("value", "the reward"), "'value'"),
                OfferReader.Choice(node["per"], "'per'", ("unit", AmountPer.Unit), ("basket", AmountPer.Basket))),
            "fixedPrice" => new FixedPrice(Amount(Of(node, word, "value").Required("value", "the reward"), "'value'")),
            "buyGet" => ReadBuyGet(Of(node, word, "buy", "get", "percent", "items", "grouping")),
            "bundle" => ReadBundle(Of(node, word, "items", "price")),
            "tiers" => ReadTiers(Of(node, word, "by", "steps")),
            "points" => ReadPoints(Of(node, word, "multiplier", "fixed")),
            "gift" => ReadGift(Of(node, word, "sku", "quantity")),
            _ => throw kind.Fault($"there is no reward of the kind '{word}'; allowed are percent, amount, fixedPrice, buyGet, bundle, tiers, points, gift"),
        };
    }

    private static PlacedJson Of(PlacedJson node, string word, params ReadOnlySpan<string> members) => node.Only($"a reward of the kind '{word}'", ["kind", .. members]);

    private static decimal Percent(PlacedJson node, string what)
    {
        decimal value = node.Number(what, 0, 100);
        return decimal.Round(value, 12) == value
            ? value
            : throw node.Fault(string.Create(CultureInfo.InvariantCulture, $"{what} must have at most twelve decimals, not {value}"));
    }

    private long Amount(PlacedJson node, string what) => JsonAmount.Read(node, what, currency);

    private static BuyGet ReadBuyGet(PlacedJson node) => new(
        (int)node.Required("buy", "the reward").Integer("'buy'", 1, MostUnits),
        (int)node.Required("get", "the reward").Integer("'get'", 1, MostUnits))
    {
        Percent = node["percent"] is { } percent ? Percent(percent, "'percent'") : 100,
        Items = node["items"] is { } items ? SelectorReader.Read(items, "'items'") : null,
        Grouping = OfferReader.Choice(node["grouping"], "'grouping'", ("cheapest", Grouping.Cheapest), ("best", Grouping.Best)),
    };

    private Bundle ReadBundle(PlacedJson node)
    {
        List<BundleItem> items = [];
        foreach (PlacedJson item in node.Required("items", "the reward").List("'items'"))
        {
            _ = item.Only("a bundle's item", "skus", "categories", "except", "quantity");
            items.Add(new BundleItem(SelectorReader.ReadMembers(item, "a bundle's item"), (int)(item["quantity"]?.Integer("'quantity'", 1, MostUnits) ?? 1)));
        }

        return new Bundle(items, Amount(node.Required("price", "the reward"), "'price'"));
    }

    private Tiers ReadTiers(PlacedJson node)
    {
        PlacedJson byNode = node.Required("by", "the reward");
        TierMeasure by = OfferReader.Choice(byNode, "'by'", ("spend", TierMeasure.Spend), ("quantity", TierMeasure.Quantity));
        List<TierStep> steps = [];
        foreach (PlacedJson step in node.Required("steps", "the reward").List("'steps'"))
        {
            _ = step.Only("a step", "from", "percent", "amount");
            if (step["percent"] is null == step["amount"] is null)
            {
                throw step.Fault("a step needs either 'percent' or 'amount'");
            }

            PlacedJson from = step.Required("from", "a step");
            steps.Add(new TierStep(
                by == TierMeasure.Spend ? Amount(from, "'from'") : OfferReader.Threshold(from, "'from'", currency),
                step["percent"] is { } percent ? Percent(percent, "'percent'") : 0,
                step["amount"] is { } amount ? Amount(amount, "'amount'") : 0));
        }

        return new Tiers(by, steps);
    }

    private static BonusPoints ReadPoints(PlacedJson node)
    {
        if (node["multiplier"] is null == node["fixed"] is null)
        {
            throw node.Fault("a reward of the kind 'points' needs either 'multiplier' or 'fixed'");
        }

        return node["multiplier"] is { } multiplier
            ? BonusPoints.Times(multiplier.Number("'multiplier'", 1, 1_000_000))
            : BonusPoints.Once(node["fixed"]!.Integer("'fixed'", 0, Catalog.Range.MostUnits));
    }

    private static Gift ReadGift(PlacedJson node)
    {
        PlacedJson name = node.Required("sku", "the reward");
        return Sku.TryCreate(name.Text("'sku'"), out Sku sku)
            ? new Gift(sku, (int)(node["quantity"]?.Integer("'quantity'", 1, MostUnits) ?? 1))
            : throw name.Fault($"'sku' must be 1 to 128 characters without control characters and without white space at either end, not '{name.Text("'sku'")}'");
    }
}
