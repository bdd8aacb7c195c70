using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What was settled line by line: each line's best offer, and the percent of the basket that is spread over the lines when somebody asks.</summary>
internal sealed class LineReceipt
{
    private readonly Buffer<long> left = new();
    private readonly Buffer<long> bears = new();
    private readonly BasketPercent percent = new();
    private SettledLine[] lines = [];
    private int count;
    private long subtotal;
    private bool isFree;
    private LineDiscount ofBasket;

    /// <summary>The catalogue that priced.</summary>
    public Catalogue Catalogue { get; private set; } = null!;

    /// <summary>The lines, as they were when they were priced: the basket may change before somebody asks.</summary>
    public Span<SettledLine> Lines => lines.AsSpan(0, count);

    /// <summary>What the lines' offers give together.</summary>
    public long OfLines { get; set; }

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
        isFree = tally.IsFree;
        if (!isFree)
        {
            FillBears(sold, tally);
        }
    }

    /// <summary>What a percent of the basket gives: the lines' exact shares, each clipped to what its line can bear, rounded once.</summary>
    public long PercentOf(Ratio ratio)
    {
        if (isFree)
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

    /// <summary>Writes down who gives what on which line.</summary>
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
            bears[i] = isFree ? left[i] : bears[i] - best.Discount;
            if (best.Discount > 0)
            {
                log.AddEntry(best.Offer, i, best.Discount);
                log.Add(ApplicationOf(best));
            }
        }

        if (ofBasket.Discount > 0)
        {
            percent.Spread(new BasketPercent.Basket(Lines, left.Span, bears.Span, Left, isFree), ofBasket.Offer, ofBasket.Discount, log, taken);
            log.Add(ApplicationOf(ofBasket));
        }
    }

    /// <summary>Writes the receipt's lines.</summary>
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

    /// <summary>The same offer is written for each line, and the receipt adds them up.</summary>
    private ApplicationLog.Application ApplicationOf(in LineDiscount given)
    {
        ref readonly OfferRow row = ref Catalogue.Image.Rows[given.Offer];
        bool countsUnits = row.Kind is RewardKind.Amount or RewardKind.FixedPrice;
        long times = countsUnits ? given.Units : row.Kind == RewardKind.BuyGet ? given.Units / ((long)row.Buy + row.Get) : 1;
        return new ApplicationLog.Application(given.Offer, row.Order, countsUnits, given.Discount, times, 0, 0);
    }
}
