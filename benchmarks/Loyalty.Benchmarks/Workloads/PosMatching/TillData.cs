using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>The generated assortment, offers and baskets of the workload, as plain numbers: what every contestant starts from.</summary>
internal sealed class TillData
{
    public const int Products = 50_000;
    public const int Categories = 500;
    private const int Guests = 100_000;

    private TillData(int[] prices, int[] categories, OfferRow[] offers, BasketRow[] baskets, Dictionary<int, OfferRow[]> personal)
    {
        Prices = prices;
        CategoryOf = categories;
        Offers = offers;
        Baskets = baskets;
        Personal = personal;
    }

    public int[] Prices { get; }

    public int[] CategoryOf { get; }

    public OfferRow[] Offers { get; }

    public BasketRow[] Baskets { get; }

    /// <summary>The ten offers of each guest who comes.</summary>
    public Dictionary<int, OfferRow[]> Personal { get; }

    /// <summary>An offer: kind 0 percent, 1 amount off each unit, 2 fixed price, 3 percent on a category, 4 buy some get one, 5 percent on the basket.</summary>
    /// <param name="Id">The offer's number.</param>
    /// <param name="Kind">0 to 5.</param>
    /// <param name="Target">A product, or a category for kind 3.</param>
    /// <param name="Value">Percent, cents, price, or units to buy.</param>
    /// <param name="Least">The fewest units, or the least spend for kind 5.</param>
    internal readonly record struct OfferRow(int Id, int Kind, int Target, int Value, int Least);

    internal readonly record struct LineRow(int Sku, int Quantity);

    internal sealed record BasketRow(int Guest, LineRow[] Lines);

    public static TillData Generate(int offers, int baskets, ulong seedShift)
    {
        SplitMix64 random = new(1 + seedShift);
        int[] prices = new int[Products];
        int[] categories = new int[Products];
        for (int sku = 0; sku < Products; sku++)
        {
            prices[sku] = 49 + random.Below(1951);
            categories[sku] = random.Below(Categories);
        }

        random = new SplitMix64(2 + seedShift);
        OfferRow[] catalogue = new OfferRow[offers];
        for (int i = 0; i < offers; i++)
        {
            catalogue[i] = Draw(ref random, i, i, prices);
        }

        BasketRow[] rows = DrawBaskets(baskets, seedShift);
        Dictionary<int, OfferRow[]> personal = [];
        foreach (BasketRow basket in rows)
        {
            if (personal.ContainsKey(basket.Guest))
            {
                continue;
            }

            random = new SplitMix64(0x10000000UL + (ulong)basket.Guest + seedShift);
            OfferRow[] own = new OfferRow[10];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = Draw(ref random, i, 1_000_000 + (10 * basket.Guest) + i, prices);
            }

            personal.Add(basket.Guest, own);
        }

        return new TillData(prices, categories, catalogue, rows, personal);
    }

    /// <summary>Folds the discounts of baskets as the workload says.</summary>
    public static ulong Fold(ulong hash, long discount) => (hash * 31) + (uint)discount;

    private static OfferRow Draw(ref SplitMix64 random, int i, int id, int[] prices)
    {
        switch (i % 10)
        {
            case <= 5:
                int target = random.Below(Products);
                int kind = random.Below(3);
                int value = kind switch
                {
                    0 => 5 + random.Below(36),
                    1 => 10 + random.Below(290),
                    _ => prices[target] * (50 + random.Below(41)) / 100,
                };
                return new OfferRow(id, kind, target, value, 1 + (random.Below(4) == 0 ? 1 : 0));
            case <= 7:
                int category = random.Below(Categories);
                int percent = 5 + random.Below(21);
                return new OfferRow(id, 3, category, percent, 1 + random.Below(3));
            case 8:
                int sku = random.Below(Products);
                return new OfferRow(id, 4, sku, 1 + random.Below(3), 0);
            default:
                int least = 1000 + random.Below(20000);
                return new OfferRow(id, 5, 0, 2 + random.Below(9), least);
        }
    }

    private static BasketRow[] DrawBaskets(int count, ulong seedShift)
    {
        double[] cdf = new double[Products];
        double sum = 0;
        for (int k = 0; k < Products; k++)
        {
            cdf[k] = sum += 1.0 / (k + 1);
        }

        SplitMix64 random = new(3 + seedShift);
        BasketRow[] baskets = new BasketRow[count];
        List<LineRow> lines = [];
        for (int b = 0; b < count; b++)
        {
            int guest = random.Below(Guests);
            double u = Math.Min(Math.Min(random.NextDouble(), random.NextDouble()), Math.Min(random.NextDouble(), random.NextDouble()));
            int drawn = 1 + (int)(60 * u);
            lines.Clear();
            for (int l = 0; l < drawn; l++)
            {
                double t = random.NextDouble() * cdf[^1];
                int found = Array.BinarySearch(cdf, t);
                int sku = found >= 0 ? found + 1 : ~found;
                int quantity = 1 + (random.Below(4) == 0 ? random.Below(5) : 0);
                int known = lines.FindIndex(line => line.Sku == sku);
                if (known >= 0)
                {
                    lines[known] = new LineRow(sku, lines[known].Quantity + quantity);
                }
                else
                {
                    lines.Add(new LineRow(sku, quantity));
                }
            }

            baskets[b] = new BasketRow(guest, [.. lines]);
        }

        return baskets;
    }
}
