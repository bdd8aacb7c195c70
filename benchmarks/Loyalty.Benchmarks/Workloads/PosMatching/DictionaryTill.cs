namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The workload as a good engineer writes it at first: dictionaries by product and by category, a scan of the thresholds.</summary>
internal sealed class DictionaryTill
{
    private readonly TillData data;
    private readonly Dictionary<int, List<TillData.OfferRow>> bySku = [];
    private readonly Dictionary<int, List<TillData.OfferRow>> byCategory = [];
    private readonly List<TillData.OfferRow> thresholds = [];
    private readonly Dictionary<int, int> units = [];

    public DictionaryTill(TillData data)
    {
        this.data = data;
        foreach (TillData.OfferRow offer in data.Offers)
        {
            if (offer.Kind == 5)
            {
                thresholds.Add(offer);
                continue;
            }

            Dictionary<int, List<TillData.OfferRow>> index = offer.Kind == 3 ? byCategory : bySku;
            if (!index.TryGetValue(offer.Target, out List<TillData.OfferRow>? list))
            {
                index.Add(offer.Target, list = []);
            }

            list.Add(offer);
        }
    }

    public long Price(int basket)
    {
        TillData.BasketRow row = data.Baskets[basket];
        TillData.OfferRow[] own = data.Personal[row.Guest];
        units.Clear();
        long subtotal = 0;
        foreach (TillData.LineRow line in row.Lines)
        {
            int category = data.CategoryOf[line.Sku];
            units[category] = units.GetValueOrDefault(category) + line.Quantity;
            subtotal += (long)line.Quantity * data.Prices[line.Sku];
        }

        long discount = 0;
        foreach (TillData.LineRow line in row.Lines)
        {
            int category = data.CategoryOf[line.Sku];
            int price = data.Prices[line.Sku];
            long best = 0;
            if (bySku.TryGetValue(line.Sku, out List<TillData.OfferRow>? offers))
            {
                foreach (TillData.OfferRow offer in offers)
                {
                    best = Math.Max(best, LineDiscount.Of(offer, line.Quantity, price, line.Quantity));
                }
            }

            if (byCategory.TryGetValue(category, out List<TillData.OfferRow>? percents))
            {
                foreach (TillData.OfferRow offer in percents)
                {
                    best = Math.Max(best, LineDiscount.Of(offer, line.Quantity, price, units[category]));
                }
            }

            foreach (TillData.OfferRow offer in own)
            {
                if (offer.Kind != 5 && offer.Target == (offer.Kind == 3 ? category : line.Sku))
                {
                    best = Math.Max(best, LineDiscount.Of(offer, line.Quantity, price, offer.Kind == 3 ? units[category] : line.Quantity));
                }
            }

            discount += best;
        }

        int percent = 0;
        foreach (TillData.OfferRow offer in thresholds)
        {
            percent = subtotal >= offer.Least ? Math.Max(percent, offer.Value) : percent;
        }

        foreach (TillData.OfferRow offer in own)
        {
            percent = offer.Kind == 5 && subtotal >= offer.Least ? Math.Max(percent, offer.Value) : percent;
        }

        return discount + LineDiscount.Percent(subtotal - discount, percent);
    }
}
