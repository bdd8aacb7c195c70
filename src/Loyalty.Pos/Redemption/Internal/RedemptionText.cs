using System.Globalization;
using System.Text;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>The one rule for the names of the redemption part: any store keeps them byte for byte.</summary>
internal static class RedemptionText
{
    public const int MaxLength = 128;

    /// <summary>The longest guest, coupon code or budget.</summary>
    public const int MaxPart = 512;

    public static string Check(string value, string what, int maxLength = MaxLength)
    {
        ArgumentNullException.ThrowIfNull(value, what);
        if (Fault(value, maxLength) is { } fault)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A {what} must be 1 to {maxLength} characters of well-formed text without control characters and without white space at either end, but this one {fault}."),
                what);
        }

        return value;
    }

    /// <summary>Refuses what is too long, empty, or has white space at an end. What stands between is not looked at: a till asks this of each receipt.</summary>
    public static void CheckEnds(string value, string what, int maxLength)
    {
        if (!HasGoodEnds(value, maxLength))
        {
            _ = Check(value, what, maxLength);
        }
    }

    /// <summary>Whether a text is not empty, not too long, and has no white space at either end.</summary>
    public static bool HasGoodEnds(string value, int maxLength) =>
        value.Length > 0 && value.Length <= maxLength && !char.IsWhiteSpace(value[0]) && !char.IsWhiteSpace(value[^1]);

    public static bool IsValid(string? value, int maxLength = MaxLength) => value is not null && Fault(value, maxLength) is null;

    /// <summary>What is wrong, without the text itself: it may name a guest.</summary>
    public static string? Fault(string value, int maxLength)
    {
        if (value.Length == 0)
        {
            return "is empty";
        }

        if (value.Length > maxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"has {value.Length} characters");
        }

        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
        {
            return "begins or ends with white space; trim it";
        }

        foreach (Rune rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                return "holds a control character";
            }
        }

        return IsWellFormed(value) ? null : "holds half a surrogate pair";
    }

    private static bool IsWellFormed(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]))
            {
                if (!char.IsSurrogatePair(value, i))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
