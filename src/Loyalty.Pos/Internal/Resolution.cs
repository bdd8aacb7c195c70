using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What one catalogue says about an article.</summary>
internal sealed class Resolution
{
    public Resolution(Catalogue catalogue, Article article)
    {
        Catalogue = catalogue;
        Selectors = catalogue.Selectors.Of(article);
        foreach ((int selector, Floor floor) in catalogue.Floors)
        {
            if (IsChosenBy(selector))
            {
                Floor = Math.Max(Floor, floor.MinPrice);
                NeverDiscounted |= floor.NeverDiscounted;
            }
        }

        Earns = catalogue.PointsExcept is not { } except || !IsChosenBy(except);
    }

    public Catalogue Catalogue { get; }

    /// <summary>The selectors that choose the article, ascending, without 'everything'.</summary>
    public int[] Selectors { get; }

    public long Floor { get; }

    public bool NeverDiscounted { get; }

    public bool Earns { get; }

    public bool IsChosenBy(int selector)
    {
        if (selector == 0)
        {
            return true;
        }

        foreach (int own in Selectors)
        {
            if (own >= selector)
            {
                return own == selector;
            }
        }

        return false;
    }
}
