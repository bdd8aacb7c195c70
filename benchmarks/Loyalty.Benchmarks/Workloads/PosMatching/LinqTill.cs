namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The workload as a query over all offers for each line.</summary>
internal sealed class LinqTill(TillData data)
{
    public long Price(int basket)
    {
        TillData.BasketRow row = data.Baskets[basket];
        List<TillData.OfferRow> offers = [.. data.Offers.Concat(data.Personal[row.Guest])];
        long subtotal = row.Lines.Sum(l => (long)l.Quantity * data.Prices[l.Sku]);
        long discount = row.Lines.Sum(line => offers
            .Where(o => o.Kind != 5 && o.Target == (o.Kind == 3 ? data.CategoryOf[line.Sku] : line.Sku))
            .Select(o => LineDiscount.Of(o, line.Quantity, data.Prices[line.Sku], Counted(o, line, row)))
            .OrderByDescending(d => d)
            .FirstOrDefault());
        int percent = offers.Where(o => o.Kind == 5 && o.Least <= subtotal).Select(o => o.Value).OrderByDescending(v => v).FirstOrDefault();
        return discount + LineDiscount.Percent(subtotal - discount, percent);
    }

    private int Counted(TillData.OfferRow offer, TillData.LineRow line, TillData.BasketRow row) => offer.Kind == 3
        ? row.Lines.Where(l => data.CategoryOf[l.Sku] == offer.Target).Sum(l => l.Quantity)
        : line.Quantity;
}
