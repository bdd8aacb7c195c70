using System.Collections.Frozen;

namespace Loyalty.Core.Identity.Internal;

/// <summary>What people and programs type where a value is missing.</summary>
internal static class Placeholder
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "", "-", "--", "-1", "0", "?", ".", "n/a", "na", "nan", "nil", "none", "null", "(null)", "undefined", "unknown", "not known", "not available",
        "empty", "no", "x", "xx", "xxx", "test", "нет", "неизвестно", "не указано", "тест",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool IsWord(string text) => Words.Contains(text);

    /// <summary>Whether digits or letters are typed only to fill a field: one repeated, or a run such as 1234567890.</summary>
    public static bool IsFiller(ReadOnlySpan<char> text)
    {
        if (text.Length < 4)
        {
            return false;
        }

        bool same = !text.ContainsAnyExcept(text[0]);
        bool up = text.Length >= 7;
        bool down = up;
        for (int i = 1; i < text.Length && (up || down); i++)
        {
            up &= char.IsAsciiDigit(text[i]) && (text[i] - '0') == ((text[i - 1] - '0') + 1) % 10;
            down &= char.IsAsciiDigit(text[i]) && (text[i] - '0') == ((text[i - 1] - '0') + 9) % 10;
        }

        return same || up || down;
    }
}
