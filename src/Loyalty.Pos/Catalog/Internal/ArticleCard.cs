using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>
/// What a catalogue says about an ordinary article, in a few bytes that lie in the article itself: pricing a basket waits for memory more than
/// for anything else, and each line's article lies somewhere else.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ArticleCard
{
    public const int Most = 2;

    /// <summary>The catalogue that says so; 0 for none.</summary>
    public int Catalogue;

    /// <summary>How many selectors choose the article.</summary>
    public byte Count;

    /// <summary>Whether all there is to say stands here: at most two selectors, and no floor.</summary>
    public bool IsComplete;
    public bool Earns;

    /// <summary>Whether offers that stand on no ladder are filed under a selector.</summary>
    public bool HasOffers;
    public Entry First;
    public Entry Second;

    /// <summary>A selector that chooses the article, and where its ladders begin, or −1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal record struct Entry(int Selector, int Ladder);
}
