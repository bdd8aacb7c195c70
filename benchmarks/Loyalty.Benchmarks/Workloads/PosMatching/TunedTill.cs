namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The workload written by hand for these six kinds alone: offers by product in one block, the best percent of each category and quantity, steps of thresholds.</summary>
internal sealed class TunedTill
{
    private const int MostQuantity = 3;
    private readonly TillData data;
    private readonly int[] starts = new int[TillData.Products + 1];
    private readonly TillData.OfferRow[] bySku;
    private readonly int[] byCategory = new int[TillData.Categories * (MostQuantity + 1)];
    private readonly int[] thresholds;
    private readonly int[] percents;
    private readonly TillData.OfferRow[][] personal;
    private readonly int[] units = new int[TillData.Categories];
    private readonly int[] seen = new int[TillData.Categories];
    private int stamp;

    public TunedTill(TillData data)
    {
        this.data = data;
        foreach (TillData.OfferRow offer in data.Offers)
        {
            if (offer.Kind is not (3 or 5))
            {
                starts[offer.Target + 1]++;
            }
            else if (offer.Kind == 3)
            {
                for (int quantity = offer.Least; quantity <= MostQuantity; quantity++)
                {
                    ref int best = ref byCategory[(offer.Target * (MostQuantity + 1)) + quantity];
                    best = Math.Max(best, offer.Value);
                }
            }
        }

        for (int sku = 0; sku < TillData.Products; sku++)
        {
            starts[sku + 1] += starts[sku];
        }

        bySku = [.. data.Offers.Where(o => o.Kind is not (3 or 5)).OrderBy(o => o.Target)];
        List<int> from = [];
        List<int> best5 = [];
        foreach (TillData.OfferRow step in data.Offers.Where(o => o.Kind == 5).OrderBy(o => o.Least))
        {
            if (best5.Count == 0 || step.Value > best5[^1])
            {
                from.Add(step.Least);
                best5.Add(step.Value);
            }
        }

        thresholds = [.. from];
        percents = [.. best5];
        personal = [.. data.Baskets.Select(b => data.Personal[b.Guest])];
    }

    public long Price(int basket)
    {
        TillData.LineRow[] lines = data.Baskets[basket].Lines;
        TillData.OfferRow[] own = personal[basket];
        stamp++;
        long subtotal = 0;
        foreach (TillData.LineRow line in lines)
        {
            int category = data.CategoryOf[line.Sku];
            units[category] = seen[category] == stamp ? units[category] + line.Quantity : line.Quantity;
            seen[category] = stamp;
            subtotal += (long)line.Quantity * data.Prices[line.Sku];
        }

        long discount = 0;
        foreach (TillData.LineRow line in lines)
        {
            int category = data.CategoryOf[line.Sku];
            int price = data.Prices[line.Sku];
            long best = LineDiscount.Percent(
                (long)line.Quantity * price, byCategory[(category * (MostQuantity + 1)) + Math.Min(units[category], MostQuantity)]);
            for (int i = starts[line.Sku]; i < starts[line.Sku + 1]; i++)
            {
                best = Math.Max(best, LineDiscount.Of(bySku[i], line.Quantity, price, line.Quantity));
            }

            foreach (ref readonly TillData.OfferRow offer in own.AsSpan())
            {
                if (offer.Kind != 5 && offer.Target == (offer.Kind == 3 ? category : line.Sku))
                {
                    best = Math.Max(best, LineDiscount.Of(offer, line.Quantity, price, offer.Kind == 3 ? units[category] : line.Quantity));
                }
            }

            discount += best;
        }

        int step = Array.BinarySearch(thresholds, (int)Math.Min(int.MaxValue, subtotal));
        step = step >= 0 ? step : ~step - 1;
        int percent = step >= 0 ? percents[step] : 0;
        foreach (ref readonly TillData.OfferRow offer in own.AsSpan())
        {
            percent = offer.Kind == 5 && subtotal >= offer.Least ? Math.Max(percent, offer.Value) : percent;
        }

        return discount + LineDiscount.Percent(subtotal - discount, percent);
    }
}
