using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>Makes November's promo list: goods that many guests bought in the three months before, at depths drawn by chance.</summary>
internal static class PromoList
{
    private const int Length = 160;
    private const int From = 400;

    private static readonly int[] Depths = [10, 15, 20, 25, 30];

    public static IReadOnlyList<Promotion> Make(Shop shop)
    {
        HashSet<int>[] buyers = [.. shop.Goods.Select(_ => new HashSet<int>())];
        foreach (ShopReceipt receipt in shop.Receipts)
        {
            if (receipt.Card >= 0 && receipt.Day <= DemoPlan.AsOf && receipt.Day > DemoPlan.AsOf.AddMonths(-3))
            {
                foreach (ShopLine line in receipt.Lines.Where(l => l.Quantity > 0 && l.UnitPrice > 0))
                {
                    buyers[line.Good].Add(receipt.Card);
                }
            }
        }

        int[] popular =
        [
            .. Enumerable.Range(0, shop.Goods.Count)
                .Where(g => shop.Goods[g].IsMerchandise && buyers[g].Count > 0)
                .OrderByDescending(g => buyers[g].Count).ThenBy(g => shop.Goods[g].Sku, StringComparer.Ordinal)
                .Take(From),
        ];
        SplitMix64 chance = DemoPlan.Chance("promo list");
        for (int i = 0; i < Math.Min(Length, popular.Length); i++)
        {
            int other = i + chance.Below(popular.Length - i);
            (popular[i], popular[other]) = (popular[other], popular[i]);
        }

        List<Promotion> list = [];
        foreach (int good in popular.Take(Length).OrderBy(g => shop.Goods[g].Sku, StringComparer.Ordinal))
        {
            int percent = Depths[chance.Below(Depths.Length)];
            list.Add(new Promotion(new OfferId(string.Create(CultureInfo.InvariantCulture, $"nov-{shop.Goods[good].Sku}-{percent}")), good, percent));
        }

        return list;
    }
}
