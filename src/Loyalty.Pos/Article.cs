using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Internal;

namespace Loyalty.Pos;

/// <summary>What is sold: a sku and the categories to which it belongs. A till keeps one for each article of its assortment.</summary>
/// <remarks>
/// It remembers what the last eight catalogues that priced it say about it, so that pricing need not look names up again; keep and reuse it.
/// Any number of threads may share one.
/// </remarks>
public sealed class Article
{
    private const int MostRemembered = 8;

    private readonly Category[] categories;
    private volatile Resolution? resolved;
    private volatile Resolution[] others = [];

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
        this.categories = [.. categories];
    }

    /// <summary>The sku.</summary>
    public Sku Sku { get; }

    /// <summary>The categories.</summary>
    public IReadOnlyList<Category> Categories => categories;

    /// <summary>What the last catalogue said.</summary>
    internal Resolution? Resolved => resolved;

    internal Resolution ResolvedBy(Catalogue catalogue)
    {
        Resolution? known = resolved;
        return known is not null && known.CatalogueNumber == catalogue.Number ? known : Recall(catalogue);
    }

    private Resolution Recall(Catalogue catalogue)
    {
        foreach (Resolution other in others)
        {
            if (other.CatalogueNumber == catalogue.Number)
            {
                return other;
            }
        }

        // Two threads may both look it up; either's answer is right, and one may be forgotten again.
        Resolution found = new(catalogue, this);
        if (resolved is { } before)
        {
            others = [before, .. others.Where(o => o.CatalogueNumber != before.CatalogueNumber).Take(MostRemembered - 2)];
        }

        resolved = found;
        return found;
    }
}
