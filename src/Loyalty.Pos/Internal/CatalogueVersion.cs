using System.Globalization;
using System.Text;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Internal;

/// <summary>Names a catalogue's content: every field in a fixed order, sets sorted, hashed.</summary>
internal static class CatalogueVersion
{
    public static string Of(CatalogueDefinition definition)
    {
        StringBuilder text = new();
        Add(text, definition.Currency.Code, definition.Currency.MinorUnits, definition.Points?.Earn, definition.Points?.Per);
        Add(text, Of(definition.Points?.Except));
        foreach (string floor in definition.Floors.Select(Of).Order(StringComparer.Ordinal))
        {
            Add(text, floor);
        }

        foreach (Offer offer in definition.Offers.OrderBy(o => o.Id))
        {
            Add(text, "offer", offer.Id.Value, offer.Activation, offer.Priority, offer.Stacking, offer.FundedBy);
            Add(text, [.. offer.Codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            Add(text, [.. offer.Guests.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            Add(text, offer.From?.UtcTicks, offer.To?.UtcTicks, offer.Hours?.FromMinute, offer.Hours?.ToMinute);
            Add(text, [.. offer.Days.Distinct().Order().Cast<object>()]);
            Add(text, offer.Requires?.MinSpend ?? 0, Of(offer.Requires?.MinQuantity ?? 0), Of(offer.Requires?.Items), Of(offer.Target));
            Add(text, offer.Limits?.PerReceipt, offer.Limits?.MaxDiscount, offer.Limits?.MaxUnits, offer.Limits?.UnitOrder ?? UnitOrder.Dearest);
            AddReward(text, offer.Reward);
        }

        return StableHash.XxHash64(text.ToString()).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static void AddReward(StringBuilder text, Reward reward)
    {
        switch (reward)
        {
            case PercentOff percent:
                Add(text, "percent", Of(percent.Percent));
                break;
            case AmountOff amount:
                Add(text, "amount", amount.Amount, amount.Per);
                break;
            case FixedPrice price:
                Add(text, "fixedPrice", price.Price);
                break;
            case BuyGet group:
                Add(text, "buyGet", group.Buy, group.Get, Of(group.Percent), Of(group.Items), group.Grouping);
                break;
            case Tiers tiers:
                Add(text, "tiers", tiers.By);
                foreach (TierStep step in tiers.Steps.OrderBy(s => s.From))
                {
                    Add(text, Of(step.From), Of(step.Percent), step.Amount);
                }

                break;
            case BonusPoints points:
                Add(text, "points", Of(points.Multiplier), points.Fixed);
                break;
            case Gift gift:
                Add(text, "gift", gift.Sku.Value, gift.Quantity);
                break;
            case Bundle bundle:
                Add(text, "bundle", bundle.Price);
                foreach (BundleItem item in bundle.Items)
                {
                    Add(text, Of(item.Items), item.Quantity);
                }

                break;
        }
    }

    /// <summary>Absent and 'everything' differ: a percent without a target is another reward.</summary>
    private static string Of(Selector? selector) => selector is null ? "-" : "{" + SelectorTable.Canonical(selector) + "}";

    private static string Of(Floor floor) => string.Create(CultureInfo.InvariantCulture, $"{Of(floor.Items)}{floor.MinPrice},{floor.NeverDiscounted}");

    private static string Of(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, params ReadOnlySpan<object?> fields)
    {
        foreach (object? field in fields)
        {
            string shown = field is null ? "" : Convert.ToString(field, CultureInfo.InvariantCulture)!;
            text.Append(shown.Length).Append(':').Append(shown).Append(field is null ? '-' : ';');
        }

        text.Append('\n');
    }
}
