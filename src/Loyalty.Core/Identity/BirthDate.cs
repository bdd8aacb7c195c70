using System.Globalization;

namespace Loyalty.Core.Identity;

/// <summary>Brings birth dates into one form, eight digits <c>yyyyMMdd</c>, mistyped ones included.</summary>
public static class BirthDate
{
    /// <summary>Normalises a date.</summary>
    /// <param name="text"><c>yyyy-MM-dd</c>, <c>yyyyMMdd</c> or <c>yyyy/MM/dd</c>; a time after it is dropped.</param>
    /// <param name="digits">Eight digits, or empty. They need not be a real day: 1862-12-75 is kept, because it still resembles 1862-12-15.</param>
    /// <returns>Whether the text has the form of a date that was not put in to fill the field: 1900-01-01, 1970-01-01 and years below 1000 are refused.</returns>
    public static bool TryNormalise(string? text, out string digits)
    {
        digits = "";
        ReadOnlySpan<char> rest = (text ?? "").AsSpan().Trim();
        if (rest.Length > 10 && rest[10] is 'T' or ' ')
        {
            rest = rest[..10];
        }

        bool compact = rest.Length == 8;
        bool separated = rest.Length == 10 && rest[4] is '-' or '/' or '.' && rest[7] == rest[4];
        if (!compact && !separated)
        {
            return false;
        }

        string joined = compact ? rest.ToString() : string.Concat(rest[..4], rest[5..7], rest[8..]);
        if (!joined.All(char.IsAsciiDigit) || joined[0] == '0' || joined is "19000101" or "19700101" or "99991231")
        {
            return false;
        }

        digits = joined;
        return true;
    }

    /// <summary>Whether eight digits are a day of the calendar.</summary>
    /// <param name="digits">Digits as <see cref="TryNormalise"/> gives them.</param>
    public static bool IsReal(ReadOnlySpan<char> digits) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
