using System.Text;
using Loyalty.Core.Identity.Internal;

namespace Loyalty.Core.Identity;

/// <summary>One text prepared for comparison with many: its letters are looked up once.</summary>
/// <remarks>Immutable, so any number of threads may share one. Comparing allocates nothing; making one takes about 1 KB.</remarks>
public sealed class LevenshteinPattern
{
    private readonly ulong[] bits = new ulong[128];
    private readonly bool single;

    /// <summary>Prepares a text.</summary>
    /// <param name="text">Any text. ASCII texts of 1 to 64 letters are compared fastest.</param>
    public LevenshteinPattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        single = text.Length is >= 1 and <= 64 && Ascii.IsValid(text);
        for (int i = 0; single && i < text.Length; i++)
        {
            bits[text[i]] |= 1UL << i;
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Counts the edits between this text and another, as <see cref="Levenshtein.Distance"/> does.</summary>
    /// <param name="other">A text; empty is allowed.</param>
    public int Distance(ReadOnlySpan<char> other) => single && Letters.AreUnits(other)
        ? Myers.Single(ref bits[0], Text.Length, other)
        : Levenshtein.Distance(Text, other);
}
