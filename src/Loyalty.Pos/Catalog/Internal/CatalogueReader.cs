using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Reads a catalogue's document, placing each fault at its line.</summary>
internal static class CatalogueReader
{
    public static CatalogueDefinition Read(PlacedJson root)
    {
        _ = root.Only("the catalogue", "currency", "minorUnits", "points", "floors", "offers");
        Currency currency = ReadCurrency(root);
        PointsRule? points = root["points"] is { } rule ? ReadPoints(rule, currency) : null;
        List<Floor> floors = [];
        foreach (PlacedJson floor in root["floors"]?.List("'floors'") ?? [])
        {
            floors.Add(ReadFloor(floor, currency));
        }

        List<Offer> offers = [];
        HashSet<OfferId> known = [];
        OfferReader reader = new(currency);
        foreach (PlacedJson node in root["offers"]?.List("'offers'") ?? [])
        {
            Offer offer = reader.Read(node);
            if (!known.Add(offer.Id))
            {
                throw node["id"]!.Fault($"the offer '{offer.Id}' stands twice; give each offer an id of its own");
            }

            offers.Add(offer);
        }

        return new CatalogueDefinition { Currency = currency, Points = points, Floors = floors, Offers = offers };
    }

    private static Currency ReadCurrency(PlacedJson root)
    {
        int? digits = root["minorUnits"] is { } units ? (int)units.Integer("'minorUnits'", 0, 6) : null;
        if (root["currency"] is not { } node)
        {
            return new Currency("XXX", digits);
        }

        string code = node.Text("'currency'");
        return code.Length == 3 && code.All(char.IsAsciiLetterUpper)
            ? new Currency(code, digits)
            : throw node.Fault($"'currency' must be three capital letters such as EUR, not '{code}'");
    }

    private static PointsRule ReadPoints(PlacedJson node, Currency currency)
    {
        _ = node.Only("'points'", "earn", "per", "except");
        PointsRule rule = new()
        {
            Earn = node.Required("earn", "'points'").Integer("'earn'", 0, Catalog.Range.MostUnits),
            Per = JsonAmount.Read(node.Required("per", "'points'"), "'per'", currency),
            Except = node["except"] is { } except ? SelectorReader.ReadExcept(except, "'except'") : null,
        };
        return rule.Per > 0 ? rule : throw node["per"]!.Fault("'per' must be more than 0: the amount that earns the points");
    }

    private static Floor ReadFloor(PlacedJson node, Currency currency)
    {
        _ = node.Only("a floor", "skus", "categories", "except", "minPrice", "neverDiscounted");
        Floor floor = new()
        {
            Items = SelectorReader.ReadMembers(node, "a floor"),
            MinPrice = node["minPrice"] is { } price ? JsonAmount.Read(price, "'minPrice'", currency) : 0,
            NeverDiscounted = node["neverDiscounted"]?.Flag("'neverDiscounted'") ?? false,
        };
        return node["minPrice"] is not null || node["neverDiscounted"] is not null
            ? floor
            : throw node.Fault("a floor needs 'minPrice' or 'neverDiscounted'");
    }
}
