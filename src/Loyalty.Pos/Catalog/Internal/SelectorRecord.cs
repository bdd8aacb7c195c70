using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>A selector as bytes.</summary>
internal static class SelectorRecord
{
    public static void Write(RecordWriter to, Selector selector)
    {
        Write(to, selector.Skus, static sku => sku.Value);
        Write(to, selector.Categories, static category => category.Value);
        WriteOptional(to, selector.Except);
    }

    /// <summary>A set of names, of which there is mostly one.</summary>
    public static void Write<T>(RecordWriter to, IReadOnlyList<T> names, Func<T, string> text)
    {
        if (names.Count > 1)
        {
            to.Names(names.Select(text));
            return;
        }

        to.Int(names.Count);
        if (names.Count == 1)
        {
            to.Text(text(names[0]));
        }
    }

    /// <summary>Absent and 'everything' differ: a percent without a target is another reward.</summary>
    public static void WriteOptional(RecordWriter to, Selector? selector)
    {
        to.Flag(selector is not null);
        if (selector is not null)
        {
            Write(to, selector);
        }
    }

    public static Selector Read(ref RecordReader from) => new()
    {
        Skus = from.Names(static name => new Sku(name)),
        Categories = from.Names(static name => new Category(name)),
        Except = ReadOptional(ref from),
    };

    public static Selector? ReadOptional(ref RecordReader from) => from.Flag() ? Read(ref from) : null;
}
