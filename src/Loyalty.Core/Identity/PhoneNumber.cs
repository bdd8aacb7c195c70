using System.Globalization;
using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>Brings telephone numbers into one form, E.164: <c>8 (916) 123-45-67</c> becomes <c>+79161234567</c>.</summary>
/// <remarks>
/// Knows calling codes and trunk prefixes, not each operator's ranges: it says which number is meant, not whether it is in service. Numbers that
/// are typed to fill a field (one digit repeated, 1234567890) are refused.
/// </remarks>
public static class PhoneNumber
{
    /// <summary>Normalises a number.</summary>
    /// <param name="text">A number in any usual notation: +7, 8, 007, 00, tel:, brackets, hyphens, an extension at the end.</param>
    /// <param name="defaultRegion">Two capital letters of ISO 3166 that say how a national number is meant; absent, national numbers are refused.</param>
    /// <param name="normalised">The number as <c>+</c> and 7 to 15 digits, or empty.</param>
    /// <returns>Whether the text is a telephone number that can belong to someone.</returns>
    public static bool TryNormalise(string? text, string? defaultRegion, out string normalised)
    {
        normalised = "";
        Span<char> digits = stackalloc char[24];
        if (text is null || !TryReadDigits(text, digits, out int count, out bool plus))
        {
            return false;
        }

        ReadOnlySpan<char> number = digits[..count];
        CallingCode? region = CallingCodes.OfRegion(defaultRegion);
        if (!plus && region is { } home)
        {
            number = ToInternational(number, home, digits);
        }
        else if (!plus && number.StartsWith("00"))
        {
            number = number[2..];
        }
        else if (!plus)
        {
            return false;
        }

        // '+8 916 …' is how a hurried cashier writes 8 916 …
        if (plus && region is { Code: "7" } && number.Length == 11 && number[0] == '8')
        {
            digits[0] = '7';
        }

        if (CallingCodes.OfNumber(number) is not { } code)
        {
            return false;
        }

        ReadOnlySpan<char> national = number[code.Length..];
        if (CallingCodes.DropsTrunkZero(code) && national.StartsWith("0"))
        {
            national = national[1..];
        }

        if (!IsPlausible(code, national))
        {
            return false;
        }

        normalised = string.Concat("+", code, national);
        return true;
    }

    private static ReadOnlySpan<char> ToInternational(ReadOnlySpan<char> number, CallingCode home, Span<char> room)
    {
        foreach (string prefix in home.Code switch { "7" => (ReadOnlySpan<string>)["810", "00"], "1" => ["011", "00"], "81" => ["010", "00"], "61" => ["0011", "00"], _ => ["00"] })
        {
            if (number.StartsWith(prefix, StringComparison.Ordinal) && number.Length >= prefix.Length + 9 && CallingCodes.OfNumber(number[prefix.Length..]) is not null)
            {
                return number[prefix.Length..];
            }
        }

        bool whole = home.Code is "1" or "7"
            ? number.Length == 11 && number.StartsWith(home.Code, StringComparison.Ordinal)
            : home.Trunk.Length > 0 && number.StartsWith(home.Code, StringComparison.Ordinal) && number.Length >= home.Code.Length + 9;
        if (whole)
        {
            return number;
        }

        bool trunk = home.Trunk.Length > 0 && number.StartsWith(home.Trunk, StringComparison.Ordinal) && (home.Code != "7" || number.Length == 11);
        ReadOnlySpan<char> national = trunk ? number[home.Trunk.Length..] : number;
        char[] joined = [.. home.Code, .. national];
        joined.AsSpan(0, Math.Min(joined.Length, room.Length)).CopyTo(room);
        return room[..Math.Min(joined.Length, room.Length)];
    }

    private static bool IsPlausible(string code, ReadOnlySpan<char> national)
    {
        int length = code.Length + national.Length;
        bool fits = code is "1" or "7" ? national.Length == 10 : national.Length >= 4 && length is >= 7 and <= 15;
        return fits && !Placeholder.IsFiller(national) && (code != "1" || national[0] is not ('0' or '1'));
    }

    private static bool TryReadDigits(string text, Span<char> digits, out int count, out bool plus)
    {
        count = 0;
        plus = false;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[4..];
        }

        for (int i = 0; i < rest.Length; i++)
        {
            int digit = CharUnicodeInfo.GetDecimalDigitValue(rest[i]);
            if (digit >= 0)
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = (char)('0' + digit);
            }
            else if (rest[i] is '+' or '\uFF0B')
            {
                if (plus || count > 0)
                {
                    return false;
                }

                plus = true;
            }
            else if (count >= 6 && (char.IsLetter(rest[i]) || rest[i] is '#' or ';' or ','))
            {
                // An extension: 'ext. 12', 'доб. 12', 'x12', ';ext=12'.
                break;
            }
            else if (char.IsLetter(rest[i]))
            {
                return false;
            }
        }

        return count > 0;
    }
}
