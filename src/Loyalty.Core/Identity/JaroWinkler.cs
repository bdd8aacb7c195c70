using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>Says how alike two short names are: common letters near each other, in the same order, with a bonus for a common beginning.</summary>
/// <remarks>
/// Jaro (1989): (m/|a| + m/|b| + (m − t)/m) / 3, where m letters are common within max(|a|, |b|)/2 − 1 positions and t is half the number of
/// them that stand in another order. Winkler (1990) adds 0.1 × (1 − Jaro) for each of up to four leading letters in common, always. A letter is a
/// Unicode code point, compared as it stands. Bit-parallel up to 64 letters. Does not allocate while both texts have at most 512 UTF-16 units.
/// </remarks>
public static class JaroWinkler
{
    /// <summary>Says how alike two names are.</summary>
    /// <param name="left">A name; empty is allowed.</param>
    /// <param name="right">A name; empty is allowed.</param>
    /// <returns>0 (nothing in common) to 1 (equal); 1 for two empty names, 0 for one.</returns>
    public static double Similarity(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.SequenceEqual(right))
        {
            return 1;
        }

        return left.Length <= 64 && right.Length <= 64 && Letters.AreAscii(left) && Letters.AreAscii(right)
            ? JaroBits.Winkler(JaroBits.Ascii(left, right), left, right)
            : Letters.Decode(left, right, JaroBits.WinklerOfLetters);
    }

    /// <summary>Says how alike two names are, without the bonus for the beginning.</summary>
    /// <param name="left">A name; empty is allowed.</param>
    /// <param name="right">A name; empty is allowed.</param>
    /// <returns>0 to 1.</returns>
    public static double Jaro(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        left.SequenceEqual(right) ? 1
        : left.Length <= 64 && right.Length <= 64 && Letters.AreAscii(left) && Letters.AreAscii(right) ? JaroBits.Ascii(left, right)
        : Letters.Decode(left, right, JaroBits.Letters);
}
