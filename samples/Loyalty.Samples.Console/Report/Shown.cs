using System.Globalization;

namespace Loyalty.Samples.Report;

/// <summary>How numbers look on the page and in the tables: grouped by thousands, a real minus, the same on every machine.</summary>
internal static class Shown
{
    private const string NarrowSpace = "\u202F";

    /// <summary>A whole number: 12,345.</summary>
    public static string Count(long value) => Minus(value.ToString("#,0", CultureInfo.InvariantCulture));

    /// <summary>A number with so many digits after the point.</summary>
    public static string Number(double value, int digits) =>
        Minus((Math.Round(value, digits, MidpointRounding.AwayFromZero) + 0.0).ToString("#,0." + new string('0', digits), CultureInfo.InvariantCulture));

    /// <summary>A number with its sign, plus included.</summary>
    public static string Signed(double value, int digits)
    {
        string text = Number(value, digits);
        return text[0] != '\u2212' && Math.Round(value, digits, MidpointRounding.AwayFromZero) > 0 ? "+" + text : text;
    }

    /// <summary>A share as a percentage: 0.123 is 12.3 %.</summary>
    public static string Percent(double share, int digits = 0) => Number(share * 100, digits) + NarrowSpace + "%";

    /// <summary>An amount in pounds, whole.</summary>
    public static string Pounds(double amount) => Amount(amount, Number(Math.Abs(amount), 0));

    /// <summary>An amount in pounds and pence.</summary>
    public static string Pence(double amount) => Amount(amount, Number(Math.Abs(amount), 2));

    /// <summary>A large amount in pounds, shortened: £12.3 k, £1.2 m.</summary>
    public static string ShortPounds(double amount) => Math.Abs(amount) switch
    {
        >= 999_500 => Amount(amount, Number(Math.Abs(amount) / 1e6, 2) + NarrowSpace + "m"),
        >= 9_995 => Amount(amount, Number(Math.Abs(amount) / 1e3, 0) + NarrowSpace + "k"),
        >= 1_000 => Amount(amount, Number(Math.Abs(amount) / 1e3, 1) + NarrowSpace + "k"),
        _ => Pounds(amount),
    };

    /// <summary>An amount at an axis: £8 k, £2.5 k.</summary>
    public static string AxisPounds(double amount) => Math.Abs(amount) switch
    {
        >= 1e6 => Amount(amount, Short(amount / 1e6) + NarrowSpace + "m"),
        >= 1e3 => Amount(amount, Short(amount / 1e3) + NarrowSpace + "k"),
        _ => Amount(amount, Short(amount)),
    };

    /// <summary>A day: 1 November 2011.</summary>
    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Amount(double amount, string digits) => (amount < 0 && digits.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "\u2212£" : "£") + digits;

    private static string Short(double value) => Math.Round(Math.Abs(value), 2, MidpointRounding.AwayFromZero).ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Minus(string text) => text.Replace('-', '\u2212');
}
