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
    /// <summary>The bit of <see cref="Says"/> of an article that earns no points.</summary>
    public const int Pointless = 1 << 30;

    /// <summary>The bit of <see cref="Says"/> of an article under whose selectors offers are filed that stand on no ladder.</summary>
    public const int Offers = 1 << 29;

    private const uint Complete = 1U << 31;
    private const uint Plain = 1 << 28;
    private const uint Selectors = Plain - 1;

    /// <summary>How many selectors can stand on a card.</summary>
    public const int Most = 2;

    // Entries, and in the first one above the selector's number what else there is to say.
    private readonly ulong one;
    private readonly ulong two;

    public LineCard(Resolution article)
    {
        ReadOnlySpan<Entry> entries = article.Entries;
        one = entries.Length > 0 ? entries[0].Key : Entry.None.Key;
        two = entries.Length > 1 ? entries[1].Key : Entry.None.Key;
        one |= (article.Earns ? 0U : Pointless) | (article.HasOffers ? Offers : 0U) | (article.IsFree && entries.Length <= Most ? Complete : 0U);
    }

    /// <summary>Whether all there is to say stands here: at most two selectors, and no floor.</summary>
    public bool IsComplete => ((uint)one & Complete) != 0;

    /// <summary>Bits: <see cref="Pointless"/>, <see cref="Offers"/>.</summary>
    public int Says => (int)one;

    /// <summary>The first selector; none where its number is 0.</summary>
    public Entry One => new(one);

    /// <summary>The second selector; none where its number is 0.</summary>
    public Entry Two => new(two);

    /// <summary>A selector that chooses the article, where its ladders begin, or −1, and whether there is one that is <see cref="Ladder.IsPlain"/>.</summary>
    internal readonly struct Entry
    {
        public Entry(int selector, int ladder, bool isPlain)
            : this(((ulong)(uint)ladder << 32) | (uint)selector | (isPlain ? Plain : 0)) { }

        public Entry(ulong key) => Key = key;

        public static Entry None => new(0, -1, isPlain: false);

        /// <summary>All of it at one look.</summary>
        public ulong Key { get; }

        /// <summary>Where the ladders begin, above 2^32, and the selector.</summary>
        public ulong Place => Key & ~(ulong)(uint.MaxValue ^ Selectors);

        public int Selector => (int)((uint)Key & Selectors);

        public int Ladder => (int)(Key >> 32);

        public bool IsPlain => (Key & Plain) != 0;
    }
}
