using System.Text;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Gives every selector of a catalogue a number as it comes, the same for the same choice however it is written; 0 is 'everything'.</summary>
internal sealed class SelectorNumbers
{
    private readonly Dictionary<string, int> ofOneSku = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ofOneCategory = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ofOthers = new(StringComparer.Ordinal);
    private readonly List<Selector> all = [Selector.Everything];

    /// <summary>The selectors by number.</summary>
    public IReadOnlyList<Selector> All => all;

    public int Of(Selector? selector)
    {
        if (selector is null)
        {
            return 0;
        }

        (Dictionary<string, int> known, string name) =
            selector.Except is null && selector.Categories.Count == 0 && AreOne(selector.Skus) ? (ofOneSku, selector.Skus[0].Value)
            : selector.Except is null && selector.Skus.Count == 0 && AreOne(selector.Categories) ? (ofOneCategory, selector.Categories[0].Value)
            : (ofOthers, Canonical(selector));
        if (name.Length == 0)
        {
            return 0;
        }

        if (!known.TryGetValue(name, out int number))
        {
            number = all.Count;
            known.Add(name, number);
            all.Add(selector);
        }

        return number;
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

    private static bool AreOne<T>(IReadOnlyList<T> names)
        where T : struct, IEquatable<T>
    {
        for (int i = 1; i < names.Count; i++)
        {
            if (!names[i].Equals(names[0]))
            {
                return false;
            }
        }

        return names.Count > 0;
    }

    private static void Append(StringBuilder text, char kind, IEnumerable<string> names)
    {
        foreach (string name in names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // The length in front keeps names apart whatever characters they hold.
            text.Append(kind).Append(name.Length).Append(':').Append(name);
        }
    }
}
