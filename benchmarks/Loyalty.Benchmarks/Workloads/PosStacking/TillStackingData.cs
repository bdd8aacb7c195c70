using Loyalty.Benchmarks.Workloads.PosMatching;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;

namespace Loyalty.Benchmarks.Workloads.PosStacking;

/// <summary>Workload 1 with full stacking: its assortment, baskets, guests and offers, and competition among them.</summary>
/// <remarks>
/// One in ten is exclusive, the others are best and compound in equal parts; the priority is −1 or 1 for one in ten each. Rewards of the basket are
/// not compound: a mean basket reaches the threshold of about five hundred, which together would leave nothing to pay.
/// </remarks>
internal sealed class TillStackingData : IStackingData
{
    private readonly TillData data;
    private readonly Article[] articles;
    private readonly string[] guests;
    private SplitMix64 random;

    public TillStackingData(int offers, int baskets, ulong seed = 0)
    {
        data = TillData.Generate(offers, baskets, seed);
        random = new SplitMix64(7 + seed);
        List<Offer> all = [.. data.Offers.Select(o => Draw(o, null))];
        foreach ((int guest, TillData.OfferRow[] own) in data.Personal)
        {
            all.AddRange(own.Select(o => Draw(o, TillOffers.Guest(guest))));
        }

        Catalogue = Catalogue.Compile(new CatalogueDefinition { Offers = all });
        articles = TillOffers.Articles(data);
        guests = [.. data.Baskets.Select(b => TillOffers.Guest(b.Guest))];
    }

    public Catalogue Catalogue { get; }

    public void Fill(Basket basket, int number) => TillOffers.Fill(basket, data, articles, guests[number], data.Baskets[number]);

    private Offer Draw(TillData.OfferRow row, string? guest)
    {
        int stacking = random.Below(20);
        int priority = random.Below(10);
        return TillOffers.Offer(row, guest) with
        {
            Stacking = stacking < 2 ? Stacking.Exclusive : stacking < 11 || row.Kind == 5 ? Stacking.Best : Stacking.Compound,
            Priority = priority == 0 ? -1 : priority == 1 ? 1 : 0,
        };
    }
}
