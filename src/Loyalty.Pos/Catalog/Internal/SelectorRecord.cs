using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>A selector as bytes.</summary>
internal static class SelectorRecord
{
    public static void Write(RecordWriter to, Selector selector)
    {
        to.Names(selector.Skus.Select(s => s.Value));
        to.Names(selector.Categories.Select(c => c.Value));
        WriteOptional(to, selector.Except);
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
