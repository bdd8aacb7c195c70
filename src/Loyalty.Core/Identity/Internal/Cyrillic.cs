namespace Loyalty.Core.Identity.Internal;

/// <summary>Cyrillic letters: their Latin look-alikes, and their transliteration.</summary>
internal static class Cyrillic
{
    private const string LatinTwins = "ABCEHKMOPTXYIJSaceopxyijsk";
    private const string CyrillicTwins = "АВСЕНКМОРТХУІЈЅасеорхуіјѕк";
    private const string Alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґўјѕ";

    private static readonly string[] Transliterated =
    [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch",
        "", "y", "", "e", "iu", "ia", "e", "e", "i", "i", "g", "u", "j", "s",
    ];

    public static bool Is(char c) => c is >= '\u0400' and <= '\u04FF';

    /// <summary>The Cyrillic letter that looks like a Latin one; the letter itself where none does.</summary>
    public static char FromTwin(char latin) => LatinTwins.IndexOf(latin, StringComparison.Ordinal) is var i and >= 0 ? CyrillicTwins[i] : latin;

    /// <summary>The Latin letter that looks like a Cyrillic one; the letter itself where none does.</summary>
    public static char ToTwin(char cyrillic) => CyrillicTwins.IndexOf(cyrillic, StringComparison.Ordinal) is var i and >= 0 ? LatinTwins[i] : cyrillic;

    /// <summary>A lower-case Cyrillic letter in Latin ones; the letter itself where the table does not know it.</summary>
    public static string Transliterate(char cyrillic) => Alphabet.IndexOf(cyrillic, StringComparison.Ordinal) is var i and >= 0 ? Transliterated[i] : cyrillic.ToString();
}
