using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>
/// What a catalogue says of an ordinary article: up to two selectors that choose it, and where their ladders begin. A line keeps what its
/// article's card said when it was scanned, for lines lie next to each other, and articles all over the memory.
/// </summary>
/// <remarks>The <c>default</c> says nothing.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct LineCard
{
    /// <summary>The bit of <see cref="Says"/> of an article that earns points.</summary>
    public const int Earning = 1 << 30;

    /// <summary>The bit of <see cref="Says"/> of an article under whose selectors offers are filed that stand on no ladder.</summary>
    public const int Offers = 1 << 29;

    private const int Complete = 1 << 31;
    private const int Plain = 1 << 28;
    private const int Selectors = Plain - 1;

    /// <summary>How many selectors can stand on a card.</summary>
    public const int Most = 2;

    // Above the first selector's number stands what else there is to say.
    private readonly int first;
    private readonly int firstLadder;
    private readonly int second;
    private readonly int secondLadder;

    public LineCard(Resolution article)
    {
        ReadOnlySpan<Entry> entries = article.Entries;
        first = (article.Earns ? Earning : 0) | (article.HasOffers ? Offers : 0) | (article.IsFree && entries.Length <= Most ? Complete : 0);
        firstLadder = secondLadder = -1;
        if (entries.Length > 0)
        {
            first |= Selector(entries[0]);
            firstLadder = entries[0].Ladder;
        }

        if (entries.Length > 1)
        {
            second = Selector(entries[1]);
            secondLadder = entries[1].Ladder;
        }
    }

    /// <summary>Whether all there is to say stands here: at most two selectors, and no floor.</summary>
    public bool IsComplete => (first & Complete) != 0;

    /// <summary>Bits: <see cref="Earning"/>, <see cref="Offers"/>.</summary>
    public int Says => first;

    /// <summary>The first selector; none where its number is 0.</summary>
    public Entry One => new(first & Selectors, firstLadder, (first & Plain) != 0);

    /// <summary>The second selector; none where its number is 0.</summary>
    public Entry Two => new(second & Selectors, secondLadder, (second & Plain) != 0);

    private static int Selector(Entry entry) => entry.Selector | (entry.IsPlain ? Plain : 0);

    /// <summary>A selector that chooses the article, where its ladders begin, or −1, and whether there is one that is <see cref="Ladder.IsPlain"/>.</summary>
    internal readonly record struct Entry(int Selector, int Ladder, bool IsPlain);
}
