using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Samples.Output;

/// <summary>How values are written into rows: the same text on every machine.</summary>
internal static class Format
{
    /// <summary>A whole number.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number rounded to at most so many digits after the point, no exponent; empty for null and NaN.</summary>
    public static string Of(double? value, int digits) => value is { } v && double.IsFinite(v)
        ? (Math.Round(v, digits, MidpointRounding.AwayFromZero) + 0.0).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture)
        : "";

    /// <summary>An amount with all its minor digits, without the currency.</summary>
    public static string Of(Money money) => money.ToDecimal().ToString("F" + money.Currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A date as <c>yyyy-MM-dd</c>.</summary>
    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant in UTC, ISO 8601, ending in Z, without needless fractions.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
