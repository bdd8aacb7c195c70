using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What one catalogue says about an article.</summary>
internal sealed class Resolution
{
    private readonly Entry[] entries;

    public Resolution(Catalogue catalogue, Article article)
    {
        CatalogueNumber = catalogue.Number;
        entries = [.. catalogue.Image.SelectorsOf(article).Select(selector => new Entry(selector, catalogue.ShelfOf(selector)))];
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

    /// <summary>A selector that chooses the article, and what is filed under it.</summary>
    internal readonly record struct Entry(int Selector, Shelf Shelf);

    /// <summary>The number of the catalogue that says so; a number, so that nobody holds on to catalogues that are gone.</summary>
    public long CatalogueNumber { get; }

    public long Floor { get; }

    public bool NeverDiscounted { get; }

    /// <summary>Whether a unit may go down to zero.</summary>
    public bool IsFree { get; }

    public bool Earns { get; }

    /// <summary>The selectors that choose the article, ascending, without 'everything'.</summary>
    public ReadOnlySpan<Entry> Entries => entries;

    public bool IsChosenBy(int selector)
    {
        if (selector == 0)
        {
            return true;
        }

        foreach (ref readonly Entry own in entries.AsSpan())
        {
            if (own.Selector >= selector)
            {
                return own.Selector == selector;
            }
        }

        return false;
    }
}
