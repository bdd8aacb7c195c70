using System.Runtime.CompilerServices;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What one catalogue says about an article, mostly in one cache line: a basket's articles are all over the memory.</summary>
internal sealed class Resolution
{
    private readonly Entry[]? many;
    private Few few;

    public Resolution(Catalogue catalogue, Article article)
    {
        CatalogueNumber = catalogue.Number;
        int[] selectors = catalogue.Image.SelectorsOf(article);
        Count = selectors.Length;
        many = Count > Few.Most ? new Entry[Count] : null;
        Span<Entry> entries = many ?? (Span<Entry>)few;
        for (int i = 0; i < Count; i++)
        {
            ref readonly Shelf shelf = ref catalogue.Image.Shelves[selectors[i]];
            entries[i] = new Entry(selectors[i], shelf.Ladder);
            HasOffers |= shelf.Offers > 0;
        }

        foreach ((int selector, Floor floor) in catalogue.Floors)
        {
            if (IsChosenBy(selector))
            {
                Floor = Math.Max(Floor, floor.MinPrice);
                NeverDiscounted |= floor.NeverDiscounted;
            }
        }

        IsFree = Floor == 0 && !NeverDiscounted;
        Earns = catalogue.PointsExcept is not { } except || !IsChosenBy(except);
    }

    /// <summary>A selector that chooses the article, and where its ladders begin, or −1.</summary>
    internal readonly record struct Entry(int Selector, int Ladder);

    /// <summary>The number of the catalogue that says so; a number, so that nobody holds on to catalogues that are gone.</summary>
    public int CatalogueNumber { get; }

    public int Count { get; }

    /// <summary>Whether offers that stand on no ladder are filed under a selector.</summary>
    public bool HasOffers { get; }

    public bool NeverDiscounted { get; }

    public bool Earns { get; }

    /// <summary>Whether a unit may go down to zero.</summary>
    public bool IsFree { get; }

    public long Floor { get; }

    /// <summary>The selectors that choose the article, ascending, without 'everything'.</summary>
    public ReadOnlySpan<Entry> Entries => many is null ? ((ReadOnlySpan<Entry>)few)[..Count] : many;

    public bool IsChosenBy(int selector)
    {
        if (selector == 0)
        {
            return true;
        }

        foreach (ref readonly Entry own in Entries)
        {
            if (own.Selector >= selector)
            {
                return own.Selector == selector;
            }
        }

        return false;
    }

    [InlineArray(Most)]
    private struct Few
    {
        public const int Most = 3;

        private Entry first;
    }
}
