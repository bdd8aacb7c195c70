using System.Globalization;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;

namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>Prices baskets with a catalogue and ten personal offers for each guest: one operation is one basket.</summary>
internal sealed class PosMatchingWorkload : IWorkload
{
    private const int Baskets = 2000;

    public int Number => 1;

    public string Question => "offers at the till";

    public int? DefaultSize => 10_000;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<TillData> data = new(() => TillData.Generate(size, Baskets, seedShift));
        Lazy<Func<int, PricedBasket>> lane = new(() => Lane(data.Value));
        string? published = seedShift != 0 ? null : size switch
        {
            100 => "97f3e6a443229f57",
            1000 => "63f48cbad08e3dc3",
            10_000 => "42cd029bb48819fa",
            100_000 => "7ecfa8e17ae62666",
            _ => null,
        };
        return
        [
            Of("ours", published, true, () => Ours(lane.Value)),
            Of("ours-receipt", published, true, () => OursRead(lane.Value)),
            Of("tuned", published, false, () => new TunedTill(data.Value).Price),
            Of("dictionary", published, false, () => new DictionaryTill(data.Value).Price),
            Of("linq", published, true, () => new LinqTill(data.Value).Price),
        ];
    }

    /// <summary>Prices baskets that stand filled in memory, as everybody's baskets do.</summary>
    public static Func<int, long> Ours(TillData data) => Ours(Lane(data));

    /// <summary>The same, and reads the whole receipt: every line, every offer and every share.</summary>
    public static Func<int, long> OursRead(TillData data) => OursRead(Lane(data));

    private static Func<int, long> Ours(Func<int, PricedBasket> lane) => i => lane(i).Discount;

    private static Func<int, long> OursRead(Func<int, PricedBasket> lane) => i => ReadWhole(lane(i));

    private static Func<int, PricedBasket> Lane(TillData data)
    {
        Catalogue catalogue = TillOffers.Compile(data);
        Article[] articles = TillOffers.Articles(data);
        string[] guests = [.. data.Baskets.Select(b => TillOffers.Guest(b.Guest))];
        Basket[] baskets = [.. data.Baskets.Select((row, i) => TillOffers.Filled(data, articles, guests[i], row))];
        PricingSession session = new();
        for (int i = 0; i < baskets.Length; i++)
        {
            // As at a till that has been open: the articles were sold before, and are scanned again.
            _ = session.Price(catalogue, baskets[i]);
            TillOffers.Fill(baskets[i], data, articles, guests[i], data.Baskets[i]);
        }

        return i => session.Price(catalogue, baskets[i]);
    }

    private static long ReadWhole(PricedBasket priced)
    {
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

    private static Contestant Of(string name, string? published, bool allowsPrefix, Func<Func<int, long>> build)
    {
        Func<int, long>? price = null;
        ulong hash = 0;
        return new Contestant
        {
            Name = name,
            Operations = Baskets,
            Prepare = () => price = build(),
            Run = count =>
            {
                hash = 0;
                for (int i = 0; i < count; i++)
                {
                    hash = TillData.Fold(hash, price!(i));
                }
            },
            Checksum = () => hash.ToString("x16", CultureInfo.InvariantCulture),
            Expected = published,
            AllowsPrefix = allowsPrefix,
        };
    }
}
