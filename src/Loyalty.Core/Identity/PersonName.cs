using System.Globalization;
using System.Text;
using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>Brings names and places into one form for comparison: <c>Иванов</c>, <c>ИBAHOB</c> typed with Latin letters and <c>Ivanov</c> become <c>ivanov</c>.</summary>
/// <remarks>
/// Lower case; accents dropped; Cyrillic transliterated; a word that mixes Cyrillic with Latin look-alikes is read in the script that explains all its
/// letters; apostrophes and dots dropped, other marks a space. Letters of further scripts stay as they are. The result is for comparison, never for
/// greeting. The same on every host, with or without globalisation data.
/// </remarks>
public static class PersonName
{
    /// <summary>Folds a text.</summary>
    /// <param name="text">Any text; absent counts as empty.</param>
    /// <returns>Words of lower-case letters and digits, one space between them; empty where nothing is left.</returns>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder folded = new(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && IsOfWord(text[end]))
            {
                end++;
            }

            if (end > start)
            {
                int before = folded.Length;
                if (before > 0)
                {
                    folded.Append(' ');
                }

                int begun = folded.Length;
                Word(text.AsSpan(start, end - start), folded);
                if (folded.Length == begun)
                {
                    folded.Length = before;
                }
            }

            start = end + 1;
        }

        return folded.ToString();
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '\'' or '\u2019' or '\u02BC' or '`' or '.'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private static void Word(ReadOnlySpan<char> word, StringBuilder folded)
    {
        bool cyrillic = false;
        bool latin = false;
        bool allCyrillic = true;
        bool allLatin = true;
        foreach (char c in word)
        {
            if (Cyrillic.Is(c))
            {
                cyrillic = true;
                allLatin &= Cyrillic.ToTwin(c) != c;
            }
            else if (char.IsAsciiLetter(c))
            {
                latin = true;
                allCyrillic &= Cyrillic.FromTwin(c) != c;
            }
        }

        bool toCyrillic = cyrillic && latin && allCyrillic;
        bool toLatin = cyrillic && latin && !allCyrillic && allLatin;
        foreach (char c in word)
        {
            char read = toCyrillic ? Cyrillic.FromTwin(c) : toLatin ? Cyrillic.ToTwin(c) : c;
            Letter(char.ToLowerInvariant(read), folded);
        }
    }

    private static void Letter(char c, StringBuilder folded)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            folded.Append(c);
        }
        else if (Cyrillic.Is(c))
        {
            folded.Append(Cyrillic.Transliterate(c));
        }
        else if (LatinLetters.Base(c) is { Length: > 0 } letters)
        {
            folded.Append(letters);
        }
        else if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
        {
            folded.Append((char)('0' + digit));
        }
        else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
        {
            folded.Append(c);
        }
    }
}
