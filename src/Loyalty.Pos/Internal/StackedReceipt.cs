using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What was settled of offers of any stacking that decide for themselves: what each gives on which line, and what is given for the basket.</summary>
/// <param name="sold">The lines as they were sold.</param>
/// <param name="tally">What the basket holds by selector.</param>
/// <param name="further">The offers that stand on no ladder.</param>
internal sealed class StackedReceipt(LineReceipt sold, Tally tally, FurtherOffers further) : ISettled
{
    private readonly StackedLines ofLines = new(tally, further);
    private readonly StackedBasket ofBasket = new(tally, further);
    private readonly BasketPercent percent = new();
    private readonly Buffer<long> left = new();
    private readonly Buffer<long> bears = new();

    public int Count => sold.Count;

    /// <summary>What is given in all.</summary>
    public long Total { get; private set; }

    /// <summary>Settles a basket. False where a choice depends on several lines.</summary>
    public bool TrySettle(Catalogue catalogue, Basket basket)
    {
        if (!ofLines.TrySettle(catalogue, basket) || !ofBasket.TrySettle(catalogue.Image, basket.Lines, ofLines.Lines))
        {
            return false;
        }

        Total = ofBasket.Discount + ofLines.OfUneven.Total;
        foreach (ref readonly StackedLines.Gift gift in ofLines.Gifts)
        {
            Total += gift.Discount;
        }

        return true;
    }

    public void Write(ApplicationLog log, Span<long> taken)
    {
        log.Clear();
        taken.Clear();
        ReadOnlySpan<OfferRow> rows = sold.Catalogue.Image.Rows;
        foreach (ref readonly StackedLines.Gift gift in ofLines.Gifts)
        {
            taken[gift.Line] += gift.Discount;
            log.AddEntry(gift.Offer, gift.Line, gift.Discount);
            log.Add(rows[gift.Offer].Applied(gift.Offer, gift.Discount, ofLines.Lines[gift.Line].Left.Count));
        }

        foreach (ref readonly ApplicationLog.Entry entry in ofLines.OfUneven.Entries.Span)
        {
            taken[entry.Line] += entry.Discount;
            log.AddEntry(entry.Offer, entry.Line, entry.Discount);
        }

        foreach (ref readonly ApplicationLog.Application application in ofLines.OfUneven.Applications.Span)
        {
            log.Add(application);
        }

        Spread(log, rows, taken);
    }

    public void Write(Buffer<PricedLine> into, ReadOnlySpan<long> taken) => sold.Write(into, taken);

    /// <summary>Spreads what is given for the basket over the lines, one reward after the other.</summary>
    private void Spread(ApplicationLog log, ReadOnlySpan<OfferRow> rows, Span<long> taken)
    {
        left.Resize(Count);
        bears.Resize(Count);
        ReadOnlySpan<StackedBasket.Line> lines = ofBasket.Lines;
        long whole = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            (left[i], bears[i]) = (lines[i].Left, lines[i].Bear);
            whole += lines[i].Left;
        }

        foreach (StackedBasket.Gift gift in ofBasket.Gifts)
        {
            int written = log.Entries.Count;
            percent.Spread(new BasketPercent.Basket(sold.Lines, left.Span, bears.Span, whole, ofBasket.IsFree), gift.Offer, gift.Discount, log, taken);
            log.Add(rows[gift.Offer].Applied(gift.Offer, gift.Discount, 0));
            foreach (ref readonly ApplicationLog.Entry entry in log.Entries.Span[written..])
            {
                left[entry.Line] -= entry.Discount;
                bears[entry.Line] -= entry.Discount;
            }

            whole -= gift.Discount;
        }
    }
}
