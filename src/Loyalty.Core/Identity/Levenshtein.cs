using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>Counts the fewest letters to insert, delete or replace that turn one text into another.</summary>
/// <remarks>
/// Bit-parallel: 64 letters of a text at a time (Myers, 'A fast bit-vector algorithm for approximate string matching', JACM 1999; blocks as in
/// Hyyrö, 2003). A letter is a Unicode code point, so an emoji or a rare ideograph counts once; an unpaired surrogate counts as itself. Letters
/// are compared as they stand: fold them first with <see cref="PersonName"/> where case and accents do not matter. Does not allocate
/// while both texts have at most 512 UTF-16 units; longer ones borrow from the shared pool.
/// </remarks>
public static class Levenshtein
{
    /// <summary>Counts the edits between two texts.</summary>
    /// <param name="left">A text; empty is allowed.</param>
    /// <param name="right">A text; empty is allowed.</param>
    /// <returns>0 for equal texts, at most the number of letters of the longer one; the same in both directions.</returns>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        // What both begin and end with costs nothing. Splitting a surrogate pair here would count half letters, so such texts go whole.
        if (Letters.AreUnits(left) && Letters.AreUnits(right))
        {
            Trim(ref left, ref right);
            if (left.Length < right.Length)
            {
                ReadOnlySpan<char> swap = left;
                left = right;
                right = swap;
            }

            return right.IsEmpty ? left.Length
                : left.Length <= 64 && Letters.AreAscii(left) && Letters.AreAscii(right) ? Myers.Ascii(left, right)
                : Letters.Decode(left, right, Myers.Blocks);
        }

        return Letters.Decode(left, right, Myers.Blocks);
    }

    /// <summary>Says how alike two texts are, from 0 (nothing alike) to 1 (equal).</summary>
    /// <param name="left">A text.</param>
    /// <param name="right">A text.</param>
    /// <returns>1 − distance / letters of the longer text; 1 for two empty texts.</returns>
    public static double Similarity(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int longest = Math.Max(Letters.Count(left), Letters.Count(right));
        return longest == 0 ? 1 : 1 - ((double)Distance(left, right) / longest);
    }

    private static void Trim(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        int prefix = left.CommonPrefixLength(right);
        left = left[prefix..];
        right = right[prefix..];
        while (!left.IsEmpty && !right.IsEmpty && left[^1] == right[^1])
        {
            left = left[..^1];
            right = right[..^1];
        }
    }
}
