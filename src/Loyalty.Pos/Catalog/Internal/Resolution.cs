using System.Runtime.CompilerServices;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>What one catalogue says about an article.</summary>
internal sealed class Resolution
{
    // The first few stand in the object itself: a basket waits for memory once for each of its articles, and not for an array besides.
    private const int MostInside = 6;

    /// <summary>On how many lines of the processor's cache one lies, wherever it begins.</summary>
    public const int CacheLines = 3;

    private readonly Inside inside;
    private readonly LineCard.Entry[]? outside;
    private readonly int count;

    public Resolution(Catalogue catalogue, Article article)
    {
        CatalogueNumber = catalogue.Number;
        int[] selectors = catalogue.Image.SelectorsOf(article);
        count = selectors.Length;
        outside = count > MostInside ? new LineCard.Entry[count] : null;
        Span<LineCard.Entry> entries = outside ?? (Span<LineCard.Entry>)inside;
        for (int i = 0; i < count; i++)
        {
            ref readonly Shelf shelf = ref catalogue.Image.Shelves[selectors[i]];
            entries[i] = new LineCard.Entry(selectors[i], shelf.Ladder, shelf.Ladder >= 0 && catalogue.Image.Ladders[shelf.Ladder].Head.IsPlain);
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

    /// <summary>The number of the catalogue that says so; a number, so that nobody holds on to catalogues that are gone.</summary>
    public int CatalogueNumber { get; }

    /// <summary>Whether offers that stand on no ladder are filed under a selector.</summary>
    public bool HasOffers { get; }

    public bool NeverDiscounted { get; }

    public bool Earns { get; }

    /// <summary>Whether a unit may go down to zero.</summary>
    public bool IsFree { get; }

    public long Floor { get; }

    /// <summary>The selectors that choose the article, ascending, without 'everything'.</summary>
    public ReadOnlySpan<LineCard.Entry> Entries => outside ?? ((ReadOnlySpan<LineCard.Entry>)inside)[..count];

    /// <summary>Whether a selector chooses the article.</summary>
    public bool IsChosenBy(int selector)
    {
        bool found = selector == 0;
        foreach (ref readonly LineCard.Entry own in Entries)
        {
            found |= own.Selector == selector;
        }

        return found;
    }

    [InlineArray(MostInside)]
    private struct Inside
    {
        private LineCard.Entry first;
    }
}
