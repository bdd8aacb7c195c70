using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos;

/// <summary>What is sold: a sku and the categories to which it belongs. A till keeps one for each article of its assortment.</summary>
/// <remarks>
/// It remembers what the last eight catalogues that priced it say about it, so that pricing need not look names up again; keep and reuse it.
/// Any number of threads may share one.
/// </remarks>
public sealed class Article
{
    private const int MostRemembered = 8;

    // One for all: an article is resolved once for each catalogue.
    private static readonly Lock Writing = new();

    private readonly Category[] categories;
    private Resolution[] resolved = [];
    private ArticleCard card;

    /// <summary>Describes an article.</summary>
    /// <param name="sku">Its sku.</param>
    /// <param name="categories">Its categories, in any order; none is allowed.</param>
    /// <exception cref="ArgumentException">The sku or a category is empty.</exception>
    public Article(Sku sku, params IReadOnlyList<Category> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (sku.IsNone || categories.Any(c => c.IsNone))
        {
            throw new ArgumentException("An article must have a sku, and none of its categories may be empty.");
        }

        Sku = sku;
        Rank = RankOf(sku.Value);
        this.categories = [.. categories];
    }

    /// <summary>The sku.</summary>
    public Sku Sku { get; }

    /// <summary>The categories.</summary>
    public IReadOnlyList<Category> Categories => categories;

    /// <summary>What the last catalogue said, as far as it fits.</summary>
    internal ref readonly ArticleCard Card => ref card;

    /// <summary>What the last catalogue said, whole; null where none was asked.</summary>
    internal Resolution? Last => Volatile.Read(ref resolved) is [Resolution last, ..] ? last : null;

    /// <summary>Where two articles' ranks differ, their skus stand in the same order by UTF-16 code units.</summary>
    internal ulong Rank { get; }

    /// <summary>Whether a selector, not that of everything, chooses the article.</summary>
    internal bool IsChosen(Catalogue catalogue, int selector)
    {
        if (card.Read(out LineCard read) == catalogue.Number && read.IsComplete)
        {
            return read.One.Selector == selector || read.Two.Selector == selector;
        }

        return ResolvedBy(catalogue).IsChosenBy(selector);
    }

    internal Resolution ResolvedBy(Catalogue catalogue)
    {
        foreach (Resolution known in Volatile.Read(ref resolved))
        {
            if (known.CatalogueNumber == catalogue.Number)
            {
                return known;
            }
        }

        return Resolve(catalogue);
    }

    /// <summary>The first eight code units, a byte each; from the first that needs more than a byte on nothing, so that the order is never wrong.</summary>
    private static ulong RankOf(string sku)
    {
        ulong rank = 0;
        for (int i = 0; i < Math.Min(8, sku.Length); i++)
        {
            rank |= (ulong)Math.Min(sku[i], byte.MaxValue) << (56 - (8 * i));
            if (sku[i] >= byte.MaxValue)
            {
                break;
            }
        }

        return rank;
    }

    private Resolution Resolve(Catalogue catalogue)
    {
        Resolution found = new(catalogue, this);
        lock (Writing)
        {
            Volatile.Write(ref resolved, [found, .. resolved.Take(MostRemembered - 1)]);
            card.Write(found);
        }

        return found;
    }
}
