using Loyalty.Core;

namespace Loyalty.Pos.Catalog;

/// <summary>Chooses lines of a basket: the union of its skus and categories, less its exceptions.</summary>
/// <remarks>With neither skus nor categories it chooses everything but the exceptions. Immutable.</remarks>
public sealed record Selector
{
    /// <summary>Chooses every line.</summary>
    public static Selector Everything { get; } = new();

    /// <summary>The skus chosen.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Sku> Skus { get; init; } = [];

    /// <summary>The categories chosen: a line that belongs to one of them.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Category> Categories { get; init; } = [];

    /// <summary>What is taken away from the choice; names at least one sku or category and has no exceptions of its own.</summary>
    /// <value>Default: null, nothing.</value>
    public Selector? Except { get; init; }

    /// <summary>Chooses skus.</summary>
    /// <param name="skus">One or more.</param>
    public static Selector OfSkus(params IReadOnlyList<Sku> skus) => new() { Skus = skus };

    /// <summary>Chooses categories.</summary>
    /// <param name="categories">One or more.</param>
    public static Selector OfCategories(params IReadOnlyList<Category> categories) => new() { Categories = categories };

    internal void Check(string what)
    {
        foreach (Sku sku in Skus)
        {
            if (sku.IsNone)
            {
                throw new ArgumentException($"{what} names a sku that is empty; leave it out.");
            }
        }

        foreach (Category category in Categories)
        {
            if (category.IsNone)
            {
                throw new ArgumentException($"{what} names a category that is empty; leave it out.");
            }
        }

        if (Except is { } except)
        {
            if (except.Except is not null || (except.Skus.Count == 0 && except.Categories.Count == 0))
            {
                throw new ArgumentException($"{what}'s exceptions must name at least one sku or category and have no exceptions of their own.");
            }

            except.Check(what);
        }
    }
}
