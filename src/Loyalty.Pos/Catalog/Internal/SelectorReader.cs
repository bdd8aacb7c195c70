using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Reads selectors of a document.</summary>
internal static class SelectorReader
{
    public static Selector Read(PlacedJson node, string what) => ReadMembers(node.Only(what, "skus", "categories", "except"), what);

    /// <summary>The selector's members where they stand beside others.</summary>
    public static Selector ReadMembers(PlacedJson node, string what) => new()
    {
        Skus = Names<Sku>(node, "skus", what, Sku.TryCreate),
        Categories = Names<Category>(node, "categories", what, Category.TryCreate),
        Except = node["except"] is { } except ? ReadExcept(except, "'except'") : null,
    };

    public static Selector ReadExcept(PlacedJson node, string what)
    {
        _ = node.Only(what, "skus", "categories");
        Selector except = ReadMembers(node, what);
        return except.Skus.Count + except.Categories.Count > 0
            ? except
            : throw node.Fault($"{what} names nothing; name skus or categories, or leave it out");
    }

    private delegate bool Parser<T>(string? text, out T name);

    private static T[] Names<T>(PlacedJson node, string member, string what, Parser<T> parse)
    {
        if (node[member] is not { } list)
        {
            return [];
        }

        IReadOnlyList<PlacedJson> items = list.List($"'{member}'");
        if (items.Count == 0)
        {
            throw list.Fault($"'{member}' of {what} is empty and would choose nothing; name at least one, or leave it out to choose everything");
        }

        T[] names = new T[items.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string text = items[i].Text($"each of '{member}'");
            names[i] = parse(text, out T name)
                ? name
                : throw items[i].Fault($"each of '{member}' must be 1 to 128 characters without control characters and without white space at either end, not '{text}'");
        }

        return names;
    }
}
