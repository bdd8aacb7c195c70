using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Whether a selector chooses what was sold: for receipts, which name skus and categories and know no compiled catalogue.</summary>
internal static class SelectorChoice
{
    /// <summary>Whether it is chosen; no selector chooses everything.</summary>
    public static bool Chooses(this Selector? selector, Sku sku, ImmutableArray<Category> categories) =>
        selector is null
        || (((selector.Skus.Count == 0 && selector.Categories.Count == 0) || Names(selector, sku, categories)) && (selector.Except is not { } except || !Names(except, sku, categories)));

    private static bool Names(Selector selector, Sku sku, ImmutableArray<Category> categories)
    {
        if (selector.Skus.Contains(sku))
        {
            return true;
        }

        foreach (Category category in categories)
        {
            if (selector.Categories.Contains(category))
            {
                return true;
            }
        }

        return false;
    }
}
