using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>The basket's lines by the selectors that are present, in the basket's order: found once for a basket.</summary>
internal sealed class LinesBySelector(Tally tally)
{
    private readonly Buffer<int> lines = new();
    private readonly Buffer<int> ends = new();

    /// <summary>Looks at the basket that was counted.</summary>
    public void Begin(Catalogue catalogue, Basket basket)
    {
        ReadOnlySpan<BasketLine> sold = basket.Lines;
        ReadOnlySpan<SelectorTable.Chosen> present = tally.Present;
        ends.Resize(present.Length);
        Span<int> end = ends.Span;
        int start = 0;
        for (int place = 0; place < present.Length; place++)
        {
            end[place] = start;
            start += present[place].Lines;
        }

        lines.Resize(start);
        bool isKnown = basket.CardsOf == catalogue.Number;
        for (int i = 0; i < sold.Length; i++)
        {
            lines[end[0]++] = i;
            LineCard card = sold[i].Card;
            if (isKnown && card.IsComplete)
            {
                Put(card.One.Selector, i, end);
                Put(card.Two.Selector, i, end);
                continue;
            }

            foreach (ref readonly LineCard.Entry entry in basket.Resolved(i, catalogue).Entries)
            {
                Put(entry.Selector, i, end);
            }
        }
    }

    /// <summary>The lines that the selector at a place chooses.</summary>
    public ReadOnlySpan<int> Of(int place) => lines.Span[(ends[place] - tally[place].Lines)..ends[place]];

    private void Put(int selector, int line, Span<int> end)
    {
        if (selector != 0)
        {
            lines[end[tally.Find(selector)]++] = line;
        }
    }
}
