using Loyalty.Pos;
using Loyalty.Pos.Catalog;

namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The workload with the public API: a catalogue, a session, and baskets that stand filled in memory, as everybody's do.</summary>
internal sealed class TillLane
{
    private readonly Catalogue catalogue;
    private readonly Basket[] baskets;
    private readonly PricingSession session = new();

    public TillLane(TillData data)
    {
        catalogue = TillOffers.Compile(data);
        Article[] articles = TillOffers.Articles(data);
        string[] guests = [.. data.Baskets.Select(b => TillOffers.Guest(b.Guest))];
        baskets = [.. data.Baskets.Select((row, i) => TillOffers.Filled(data, articles, guests[i], row))];
        for (int i = 0; i < baskets.Length; i++)
        {
            // As at a till that has been open: the articles were sold before, and are scanned again.
            _ = session.Price(catalogue, baskets[i]);
            TillOffers.Fill(baskets[i], data, articles, guests[i], data.Baskets[i]);
        }
    }

    public long Price(int basket) => session.Price(catalogue, baskets[basket]).Discount;

    /// <summary>The same, and reads the whole receipt: every line, every offer and every share.</summary>
    public long PriceAndRead(int basket)
    {
        PricedBasket priced = session.Price(catalogue, baskets[basket]);
        long sum = 0;
        foreach (ref readonly DiscountShare share in priced.Shares)
        {
            sum += share.Discount;
        }

        foreach (ref readonly PricedLine line in priced.Lines)
        {
            sum += line.Discount;
        }

        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            sum += applied.Discount;
        }

        return sum / 3;
    }
}
