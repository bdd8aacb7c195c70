namespace Loyalty.Pos.Internal;

/// <summary>The order of ties: the smaller sku by UTF-16 code units, then the earlier line.</summary>
internal sealed class TieOrder
{
    private readonly Buffer<RankKey> keys = new();
    private readonly Buffer<int> lines = new();

    /// <summary>The lines in that order.</summary>
    public ReadOnlySpan<int> Lines => lines.Span;

    /// <summary>Puts the lines of a basket in order.</summary>
    public void Sort(ReadOnlySpan<BasketLine> sold)
    {
        keys.Resize(sold.Length);
        for (int i = 0; i < sold.Length; i++)
        {
            keys[i] = new RankKey(sold[i].Article, i);
        }

        Sort();
    }

    /// <summary>Puts settled lines in order.</summary>
    public void Sort(ReadOnlySpan<SettledLine> settled)
    {
        keys.Resize(settled.Length);
        for (int i = 0; i < settled.Length; i++)
        {
            keys[i] = new RankKey(settled[i].Article, i);
        }

        Sort();
    }

    private void Sort()
    {
        SmallSort.Sort(keys.Span);
        lines.Resize(keys.Count);
        for (int i = 0; i < keys.Count; i++)
        {
            lines[i] = keys[i].Line;
        }
    }
}
