namespace Loyalty.Pos.Internal;

/// <summary>The order of ties: the smaller sku by UTF-16 code units, then the earlier line.</summary>
internal sealed class TieOrder
{
    private readonly Buffer<Key> keys = new();
    private readonly Buffer<int> order = new();

    /// <summary>The lines in that order.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<SettledLine> lines)
    {
        keys.Clear();
        order.Clear();
        for (int i = 0; i < lines.Length; i++)
        {
            keys.Add(new Key(lines[i].Article.Sku.Value, i));
        }

        keys.Span.Sort();
        foreach (Key key in keys.Span)
        {
            order.Add(key.Line);
        }

        return order.Span;
    }

    private readonly struct Key(string sku, int line) : IComparable<Key>
    {
        public int Line => line;

        private string Name => sku;

        public int CompareTo(Key other)
        {
            int bySku = string.CompareOrdinal(Name, other.Name);
            return bySku != 0 ? bySku : Line.CompareTo(other.Line);
        }
    }
}
