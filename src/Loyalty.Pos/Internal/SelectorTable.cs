using System.Text;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Every selector of a catalogue once, with a number; 0 is 'everything'. Finds the selectors that choose an article.</summary>
internal sealed class SelectorTable
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> bySku = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byCategory = new(StringComparer.Ordinal);
    private readonly List<int> broad = [];
    private readonly List<Selector?> excepts = [null];

    public int Count => excepts.Count;

    /// <summary>A selector's number; the same for the same choice, however it is written.</summary>
    public int Id(Selector? selector)
    {
        string key = selector is null ? "" : Canonical(selector);
        if (key.Length == 0)
        {
            return 0;
        }

        if (ids.TryGetValue(key, out int id))
        {
            return id;
        }

        id = excepts.Count;
        ids.Add(key, id);
        excepts.Add(selector!.Except);
        foreach (Sku sku in selector.Skus)
        {
            Put(bySku, sku.Value, id);
        }

        foreach (Category category in selector.Categories)
        {
            Put(byCategory, category.Value, id);
        }

        if (selector.Skus.Count == 0 && selector.Categories.Count == 0)
        {
            broad.Add(id);
        }

        return id;
    }

    /// <summary>The numbers of the selectors that choose an article, ascending, without 0.</summary>
    public int[] Of(Article article)
    {
        SortedSet<int> found = [];
        found.UnionWith(broad);
        if (bySku.TryGetValue(article.Sku.Value, out List<int>? own))
        {
            found.UnionWith(own);
        }

        foreach (Category category in article.Categories)
        {
            if (byCategory.TryGetValue(category.Value, out List<int>? all))
            {
                found.UnionWith(all);
            }
        }

        found.RemoveWhere(id => excepts[id] is { } except && Chooses(except, article));
        return [.. found];
    }

    /// <summary>A text that is equal exactly where the choice is written alike, in any order; empty for 'everything'.</summary>
    public static string Canonical(Selector selector)
    {
        StringBuilder text = new();
        Append(text, 's', selector.Skus.Select(s => s.Value));
        Append(text, 'c', selector.Categories.Select(c => c.Value));
        if (selector.Except is { } except)
        {
            text.Append('x').Append('{').Append(Canonical(except)).Append('}');
        }

        return text.ToString();
    }

    private static bool Chooses(Selector except, Article article) =>
        except.Skus.Contains(article.Sku) || article.Categories.Any(c => except.Categories.Contains(c));

    private static void Append(StringBuilder text, char kind, IEnumerable<string> names)
    {
        foreach (string name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // The length in front keeps names apart whatever characters they hold.
            text.Append(kind).Append(name.Length).Append(':').Append(name);
        }
    }

    private static void Put(Dictionary<string, List<int>> index, string name, int id)
    {
        if (!index.TryGetValue(name, out List<int>? list))
        {
            index.Add(name, list = []);
        }

        if (list.Count == 0 || list[^1] != id)
        {
            list.Add(id);
        }
    }
}
