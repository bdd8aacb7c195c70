using System.Globalization;

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
        Lazy<TillLane> lane = new(() => new TillLane(data.Value));
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
            Of("ours", published, true, () => lane.Value.Price),
            Of("ours-receipt", published, true, () => lane.Value.PriceAndRead),
            Of("tuned", published, false, () => new TunedTill(data.Value).Price),
            Of("dictionary", published, false, () => new DictionaryTill(data.Value).Price),
            Of("linq", published, true, () => new LinqTill(data.Value).Price),
        ];
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
