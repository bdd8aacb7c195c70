using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Loyalty.Pos.Catalog;

namespace Loyalty.Benchmarks.Workloads.PosMatching;

/// <summary>How long a till waits for its next catalogue of ten thousand offers.</summary>
[MemoryDiagnoser]
public class CatalogueBenchmarks
{
    private const int Offers = 10_000;
    private readonly string file = Path.Combine(Path.GetTempPath(), "loyalty-benchmark-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".cat");
    private CatalogueDefinition definition = null!;
    private byte[] document = null!;

    /// <summary>Makes the definition, the document and the file.</summary>
    [GlobalSetup]
    public void Build()
    {
        TillData data = TillData.Generate(Offers, 1, 0);
        definition = new CatalogueDefinition { Offers = [.. data.Offers.Select(o => TillOffers.Offer(o, null))] };
        document = Document(data);
        Catalogue.Compile(definition).Save(file);
    }

    /// <summary>Deletes the file.</summary>
    [GlobalCleanup]
    public void Clean() => File.Delete(file);

    /// <summary>From objects.</summary>
    [Benchmark(Baseline = true)]
    public int Compile() => Catalogue.Compile(definition).OfferCount;

    /// <summary>From a JSON document.</summary>
    [Benchmark]
    public int Parse() => Catalogue.Parse(document).OfferCount;

    /// <summary>From a compiled file.</summary>
    [Benchmark]
    public int Open() => Catalogue.Open(file).OfferCount;

    private static byte[] Document(TillData data)
    {
        StringBuilder json = new("{ \"offers\": [");
        for (int i = 0; i < data.Offers.Length; i++)
        {
            TillData.OfferRow row = data.Offers[i];
            string target = row.Kind switch { 5 => "", 3 => $"\"target\":{{\"categories\":[\"c{row.Target}\"]}},", _ => $"\"target\":{{\"skus\":[\"s{row.Target}\"]}}," };
            string requires = row.Kind switch { 4 => "", 5 => $"\"requires\":{{\"minSpend\":{Amount(row.Least)}}},", _ => $"\"requires\":{{\"minQuantity\":{row.Least}}}," };
            string reward = row.Kind switch
            {
                1 => $"\"kind\":\"amount\",\"value\":{Amount(row.Value)}",
                2 => $"\"kind\":\"fixedPrice\",\"value\":{Amount(row.Value)}",
                4 => $"\"kind\":\"buyGet\",\"buy\":{row.Value},\"get\":1",
                _ => $"\"kind\":\"percent\",\"value\":{row.Value}",
            };
            json.Append(i == 0 ? "\n" : ",\n").Append(
                CultureInfo.InvariantCulture, $"{{\"id\":\"{row.Id:D8}\",\"stacking\":\"best\",{target}{requires}\"reward\":{{{reward}}}}}");
        }

        return Encoding.UTF8.GetBytes(json.Append("] }").ToString());
    }

    private static string Amount(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
