using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>What one catalogue says about an article.</summary>
internal sealed class Resolution
{
    private readonly ArticleCard.Entry[] entries;

    public Resolution(Catalogue catalogue, Article article)
    {
        CatalogueNumber = catalogue.Number;
        int[] selectors = catalogue.Image.SelectorsOf(article);
        entries = new ArticleCard.Entry[selectors.Length];
        for (int i = 0; i < selectors.Length; i++)
        {
            ref readonly Shelf shelf = ref catalogue.Image.Shelves[selectors[i]];
            entries[i] = new ArticleCard.Entry(selectors[i], shelf.Ladder);
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
    public ReadOnlySpan<ArticleCard.Entry> Entries => entries;

    /// <summary>The same on a card, as far as it fits.</summary>
    public ArticleCard Card() => new()
    {
        Catalogue = CatalogueNumber,
        IsComplete = IsFree && entries.Length <= ArticleCard.Most,
        Count = (byte)Math.Min(ArticleCard.Most, entries.Length),
        Earns = Earns,
        HasOffers = HasOffers,
        First = entries.Length > 0 ? entries[0] : default,
        Second = entries.Length > 1 ? entries[1] : default,
    };

    private bool IsChosenBy(int selector)
    {
        bool found = selector == 0;
        foreach (ref readonly ArticleCard.Entry own in entries.AsSpan())
        {
            found |= own.Selector == selector;
        }

        return found;
    }
}
