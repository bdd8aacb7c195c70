using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>What an offer gives, in a few words for a slip: '20 % off dairy'.</summary>
internal static class OfferWords
{
    public static string Of(Offer offer, Currency currency, Func<Sku, string> name)
    {
        string on = On(offer.Target, name);
        return offer.Reward switch
        {
            PercentOff percent => $"{Number(percent.Percent)} % off{on}",
            AmountOff { Per: AmountPer.Basket } amount => $"{Amount(amount.Amount, currency)} off{on}",
            AmountOff amount => $"{Amount(amount.Amount, currency)} off each{on}",
            FixedPrice price => $"{Amount(price.Price, currency)} each{on}",
            BuyGet group => $"{Number(group.Get)}{(group.Items is null ? on : On(group.Items, name))} {(group.Percent == 100 ? "free" : $"at {Number(group.Percent)} % off")}",
            Bundle bundle => $"a set at {Amount(bundle.Price, currency)}",
            Tiers tiers => Step(tiers, currency) + on,
            BonusPoints { Fixed: > 0 } points => $"{Number(points.Fixed)} points",
            BonusPoints points => $"{Number(points.Multiplier)} x points{on}",
            Gift gift => $"{Number(gift.Quantity)} x {name(gift.Sku)} free",
            _ => offer.Id.Value,
        };
    }

    private static string Step(Tiers tiers, Currency currency)
    {
        TierStep first = tiers.Steps.MinBy(s => s.From);
        return first.Percent > 0 ? $"{Number(first.Percent)} % off" : $"{Amount(first.Amount, currency)} off";
    }

    /// <summary>What is chosen, by name; nothing where everything is, or where it would be a list.</summary>
    private static string On(Selector? selector, Func<Sku, string> name)
    {
        if (selector is null || selector.Skus.Count + selector.Categories.Count is 0 or > 2)
        {
            return "";
        }

        return " " + string.Join(", ", selector.Skus.Select(name).Concat(selector.Categories.Select(c => c.Value)));
    }

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Amount(long minorUnits, Currency currency) =>
        ((decimal)minorUnits / currency.Scale).ToString("F" + currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
