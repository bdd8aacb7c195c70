using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>What a catalogue says beside its offers, as bytes: currency, points, floors.</summary>
internal static class HeadRecord
{
    public static void Write(RecordWriter to, CatalogueDefinition definition)
    {
        to.Text(definition.Currency.Code);
        to.Int(definition.Currency.MinorUnits);
        to.Flag(definition.Points is not null);
        if (definition.Points is { } points)
        {
            to.Long(points.Earn);
            to.Long(points.Per);
            SelectorRecord.WriteOptional(to, points.Except);
        }

        to.Int(definition.Floors.Count);
        foreach (Floor floor in InOrder(definition.Floors))
        {
            SelectorRecord.Write(to, floor.Items);
            to.Long(floor.MinPrice);
            to.Flag(floor.NeverDiscounted);
        }
    }

    /// <summary>Floors in an order that does not depend on how they were written.</summary>
    public static IEnumerable<Floor> InOrder(IEnumerable<Floor> floors) =>
        floors.OrderBy(f => SelectorNumbers.Canonical(f.Items), StringComparer.Ordinal).ThenBy(f => f.MinPrice).ThenBy(f => f.NeverDiscounted);

    /// <summary>Reads it; the offers are the caller's.</summary>
    public static CatalogueDefinition Read(ReadOnlySpan<byte> bytes)
    {
        RecordReader from = new(bytes);
        Currency currency = new(from.Text(), from.Int());
        PointsRule? points = !from.Flag() ? null : new PointsRule { Earn = from.Long(), Per = from.Long(), Except = SelectorRecord.ReadOptional(ref from) };
        Floor[] floors = new Floor[from.Int()];
        for (int i = 0; i < floors.Length; i++)
        {
            floors[i] = new Floor { Items = SelectorRecord.Read(ref from), MinPrice = from.Long(), NeverDiscounted = from.Flag() };
        }

        return new CatalogueDefinition { Currency = currency, Points = points, Floors = floors };
    }
}
