using System.Globalization;
using Loyalty.Core;
using Loyalty.Core.Internal;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Amounts of a document: decimals with at most the currency's digits, as minor units.</summary>
internal static class JsonAmount
{
    public static long Read(PlacedJson node, string what, Currency currency)
    {
        decimal value = node.Number(what, 0, Catalog.Range.MostAmount / (decimal)currency.Scale);
        decimal minor = value * currency.Scale;
        return decimal.Truncate(minor) == minor
            ? (long)minor
            : throw node.Fault(string.Create(CultureInfo.InvariantCulture, $"{what} must have at most {currency.MinorUnits} decimals, not {value}"));
    }
}
