using System.Globalization;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Redemption.Internal;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Reads one offer of a document.</summary>
internal sealed class OfferReader(Currency currency)
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly string[] Instants =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    private readonly RewardReader rewards = new(currency);

    public Offer Read(PlacedJson node)
    {
        _ = node.Only(
            "an offer", "id", "activation", "codes", "guests", "from", "to", "days", "hours", "requires", "target", "reward", "limits", "priority", "stacking", "fundedBy");
        PlacedJson idNode = node.Required("id", "an offer");
        if (!OfferId.TryCreate(idNode.Text("'id'"), out OfferId id))
        {
            throw idNode.Fault($"'id' must be 1 to 128 characters without control characters and without white space at either end, not '{idNode.Text("'id'")}'");
        }

        Offer offer = new()
        {
            Id = id,
            Reward = rewards.Read(node.Required("reward", $"the offer '{id}'")),
            Activation = Choice(node["activation"], "'activation'", ("automatic", Activation.Automatic), ("coupon", Activation.Coupon), ("personal", Activation.Personal)),
            Codes = Texts(node["codes"], "codes"),
            Guests = Texts(node["guests"], "guests"),
            From = Instant(node["from"], "'from'"),
            To = Instant(node["to"], "'to'"),
            Days = ReadDays(node["days"]),
            Hours = ReadHours(node["hours"]),
            Requires = ReadRequirement(node["requires"]),
            Target = node["target"] is { } target ? SelectorReader.Read(target, "'target'") : null,
            Limits = ReadLimits(node["limits"]),
            Priority = (int)(node["priority"]?.Integer("'priority'", int.MinValue, int.MaxValue) ?? 0),
            Stacking = Choice(node["stacking"], "'stacking'", ("compound", Stacking.Compound), ("best", Stacking.Best), ("exclusive", Stacking.Exclusive)),
            FundedBy = Funder(node["fundedBy"]),
        };
        try
        {
            offer.Check();
        }
        catch (ArgumentException e)
        {
            throw node.Fault($"the offer '{id}': {e.Message}");
        }

        return offer;
    }

    /// <summary>One of a few words; the first is the default.</summary>
    public static T Choice<T>(PlacedJson? node, string what, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (node is null)
        {
            return words[0].Value;
        }

        string text = node.Text(what);
        List<string> allowed = [];
        foreach ((string word, T value) in words)
        {
            if (word == text)
            {
                return value;
            }

            allowed.Add(word);
        }

        throw node.Fault($"{what} must be one of {string.Join(", ", allowed)}, not '{text}'");
    }

    private static string[] Texts(PlacedJson? node, string member)
    {
        string[] texts = node?.Texts($"'{member}'") ?? [];
        if (node is not null && texts.Length == 0)
        {
            throw node.Fault($"'{member}' is empty; name at least one, or leave it out");
        }

        for (int i = 0; i < texts.Length; i++)
        {
            if (!RedemptionText.IsValid(texts[i], RedemptionText.MaxPart))
            {
                throw node!.Items[i].Fault(Offer.NameFault(member, texts[i]));
            }
        }

        return texts;
    }

    private static string? Funder(PlacedJson? node) =>
        node?.Text("'fundedBy'") is "" ? throw node.Fault("'fundedBy' is empty; name who pays, or leave it out where the retailer does") : node?.Text("'fundedBy'");

    private static DateTimeOffset? Instant(PlacedJson? node, string what)
    {
        if (node is null)
        {
            return null;
        }

        string text = node.Text(what);
        return DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : throw node.Fault($"{what} must be an ISO 8601 date or time such as 2026-11-30T18:05:00+03:00, not '{text}'");
    }

    private static List<DayOfWeek> ReadDays(PlacedJson? node)
    {
        List<DayOfWeek> days = [];
        foreach (PlacedJson item in node?.List("'days'") ?? [])
        {
            int day = Array.IndexOf(Days, item.Text("each of 'days'"));
            days.Add(day >= 0 ? (DayOfWeek)day : throw item.Fault($"each of 'days' must be one of mon, tue, wed, thu, fri, sat, sun, not '{item.Text("a day")}'"));
        }

        return node is not null && days.Count == 0 ? throw node.Fault("'days' is empty; name at least one day, or leave it out for all") : days;
    }

    private static DailyHours? ReadHours(PlacedJson? node)
    {
        if (node is null)
        {
            return null;
        }

        IReadOnlyList<PlacedJson> ends = node.List("'hours'");
        if (ends.Count != 2)
        {
            throw node.Fault($"'hours' must be two times such as [\"17:00\",\"20:00\"], not {ends.Count}");
        }

        int from = Minute(ends[0], 1439);
        int to = Minute(ends[1], 1440);
        return from != to ? new DailyHours(from, to) : throw node.Fault("'hours' must not end when they begin; leave them out for the whole day");
    }

    private static int Minute(PlacedJson node, int most)
    {
        string text = node.Text("each of 'hours'");
        bool shaped = text.Length == 5 && text[2] == ':' && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[3]) && char.IsAsciiDigit(text[4]);
        int minute = shaped ? ((((text[0] - '0') * 10) + text[1] - '0') * 60) + ((text[3] - '0') * 10) + text[4] - '0' : int.MaxValue;
        return minute <= most && text[3] <= '5'
            ? minute
            : throw node.Fault($"each of 'hours' must be a time from 00:00 to {(most == 1440 ? "24:00" : "23:59")}, not '{text}'");
    }

    private Requirement? ReadRequirement(PlacedJson? node)
    {
        if (node is null)
        {
            return null;
        }

        _ = node.Only("'requires'", "minSpend", "minQuantity", "items");
        return new Requirement
        {
            MinSpend = node["minSpend"] is { } spend ? JsonAmount.Read(spend, "'minSpend'", currency) : 0,
            MinQuantity = node["minQuantity"] is { } quantity ? Threshold(quantity, "'minQuantity'", currency) : 0,
            Items = node["items"] is { } items ? SelectorReader.Read(items, "'items'") : null,
        };
    }

    /// <summary>A threshold of units: a decimal with at most the currency's digits.</summary>
    internal static decimal Threshold(PlacedJson node, string what, Currency currency)
    {
        decimal value = node.Number(what, 0, Catalog.Range.MostUnits);
        return decimal.Round(value, currency.MinorUnits) == value
            ? value
            : throw node.Fault(string.Create(CultureInfo.InvariantCulture, $"{what} must have at most {currency.MinorUnits} decimals, not {value}"));
    }

    private OfferLimits? ReadLimits(PlacedJson? node)
    {
        if (node is null)
        {
            return null;
        }

        _ = node.Only("'limits'", "perReceipt", "maxDiscount", "maxUnits", "unitOrder");
        return new OfferLimits
        {
            PerReceipt = (int?)node["perReceipt"]?.Integer("'perReceipt'", 1, int.MaxValue),
            MaxDiscount = node["maxDiscount"] is { } most ? JsonAmount.Read(most, "'maxDiscount'", currency) : null,
            MaxUnits = (int?)node["maxUnits"]?.Integer("'maxUnits'", 1, int.MaxValue),
            UnitOrder = Choice(node["unitOrder"], "'unitOrder'", ("dearest", UnitOrder.Dearest), ("cheapest", UnitOrder.Cheapest)),
        };
    }
}
