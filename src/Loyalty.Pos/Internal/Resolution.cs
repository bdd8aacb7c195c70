using System.Runtime.CompilerServices;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What one catalogue says about an article, in one cache line: a basket's articles are all over the memory.</summary>
internal sealed class Resolution
{
    private readonly int[]? many;
    private Few few;

    public Resolution(Catalogue catalogue, Article article)
    {
        CatalogueNumber = catalogue.Number;
        int[] selectors = catalogue.Image.SelectorsOf(article);
        Count = selectors.Length;
        if (Count <= Few.Most)
        {
            selectors.CopyTo((Span<int>)few);
        }
        else
        {
            many = selectors;
        }

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

    /// <summary>The number of the catalogue that says so; a number, so that nobody holds on to catalogues that are gone.</summary>
    public long CatalogueNumber { get; }

    public long Floor { get; }

    public int Count { get; }

    public bool NeverDiscounted { get; }

    public bool Earns { get; }

    /// <summary>Whether a unit may go down to zero.</summary>
    public bool IsFree => Floor == 0 && !NeverDiscounted;

    /// <summary>The selectors that choose the article, ascending, without 'everything'.</summary>
    public ReadOnlySpan<int> Selectors => many is null ? ((ReadOnlySpan<int>)few)[..Count] : many;

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

    [InlineArray(Most)]
    private struct Few
    {
        public const int Most = 4;

        private int first;
    }
}
