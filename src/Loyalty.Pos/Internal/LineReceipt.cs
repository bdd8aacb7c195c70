using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What was settled line by line: each line's best offer, and the percent of the basket that is spread over the lines when somebody asks.</summary>
internal sealed class LineReceipt : ISettled, IBasketLeft
{
    private readonly Buffer<long> left = new();
    private readonly Buffer<long> bears = new();
    private readonly BasketPercent percent = new();
    private SettledLine[] lines = [];
    private int count;
    private long subtotal;
    private LineDiscount ofBasket;

    /// <summary>The catalogue that priced.</summary>
    public Catalogue Catalogue { get; private set; } = null!;

    /// <summary>The lines, as they were when they were priced: the basket may change before somebody asks.</summary>
    public Span<SettledLine> Lines => lines.AsSpan(0, count);

    /// <summary>What the lines' offers give together.</summary>
    public long OfLines { get; set; }

    public int Count => count;

    public bool IsFree { get; private set; }

    /// <summary>What the lines cost before the percent of the basket.</summary>
    public long Left => subtotal - OfLines;

    /// <summary>What is given in all.</summary>
    public long Total => OfLines + ofBasket.Discount;

    /// <summary>Begins the next receipt.</summary>
    public void Begin(Catalogue catalogue, Basket basket, Tally tally)
    {
        Catalogue = catalogue;
        ReadOnlySpan<BasketLine> sold = basket.Lines;
        count = sold.Length;
        subtotal = basket.Subtotal;
        if (lines.Length < count)
        {
            lines = new SettledLine[count * 2];
        }

        tally.Take(catalogue, basket, Lines);
        IsFree = tally.IsFree;
        if (!IsFree)
        {
            FillBears(sold, tally);
        }
    }

    public long PercentOf(Ratio ratio)
    {
        if (IsFree)
        {
            return ratio.Of(Left);
        }

        ClippedSum sum = new(ratio);
        for (int i = 0; i < count; i++)
        {
            sum.Add(lines[i].Left, bears[i] - lines[i].Best.Discount);
        }

        return sum.Rounded;
    }

    /// <summary>Ends with the best percent of the basket.</summary>
    public void EndWith(LineDiscount best) => ofBasket = best;

    public void Write(ApplicationLog log, Span<long> taken)
    {
        log.Clear();
        left.Resize(count);
        bears.Resize(count);
        for (int i = 0; i < count; i++)
        {
            LineDiscount best = lines[i].Best;
            taken[i] = best.Discount;
            left[i] = lines[i].Left;
            bears[i] = IsFree ? left[i] : bears[i] - best.Discount;
            if (best.Discount > 0)
            {
                log.AddEntry(best.Offer, i, best.Discount);
                log.Add(Catalogue.Image.Rows[best.Offer].Applied(best.Offer, best.Discount, best.Units));
            }
        }

        if (ofBasket.Discount > 0)
        {
            percent.Spread(new BasketPercent.Basket(Lines, left.Span, bears.Span, Left, IsFree), ofBasket.Offer, ofBasket.Discount, log, taken);
            log.Add(Catalogue.Image.Rows[ofBasket.Offer].Applied(ofBasket.Offer, ofBasket.Discount, 0));
        }
    }

    public void Write(Buffer<PricedLine> into, ReadOnlySpan<long> taken)
    {
        into.Clear();
        for (int i = 0; i < count; i++)
        {
            into.Add(new PricedLine(lines[i].Article, lines[i].Amount, taken[i]));
        }
    }

    /// <summary>What each line can bear before anything is taken off.</summary>
    private void FillBears(ReadOnlySpan<BasketLine> sold, Tally tally)
    {
        bears.Resize(count);
        for (int i = 0; i < count; i++)
        {
            bears[i] = new WholeLine(sold[i], tally.Resolved(i)).Bear;
        }
    }
}
