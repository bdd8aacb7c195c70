using System.Globalization;
using Loyalty.Core.Identity;

namespace Loyalty.Benchmarks.Workloads.StringSimilarity;

/// <summary>How fast are two names compared, and one name with many?</summary>
internal sealed class SimilarityWorkload : IWorkload
{
    private const int Patterns = 100;
    private const int Texts = 1_000;

    public int Number => 7;

    public string Question => "string similarity";

    public int? DefaultSize => null;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<NamePairs> pairs = new(() => NamePairs.Generate(seedShift));
        return
        [
            Edits("ours", "ours", pairs, static (a, b) => Levenshtein.Distance(a, b), seedShift),
            Edits("fuzzysharp", "ours", pairs, static (a, b) => FuzzySharp.Levenshtein.EditDistance(a, b), seedShift),
            Likeness("ours-jaro-winkler", pairs, static (a, b) => JaroWinkler.Similarity(a, b), seedShift),
            Likeness("textbook", pairs, Textbook.JaroWinkler, seedShift),
            OursOneToMany(pairs),
            FuzzySharpOneToMany(pairs),
        ];
    }

    private static Contestant Edits(string name, string against, Lazy<NamePairs> pairs, Func<string, string, int> distance, ulong seedShift)
    {
        long sum = 0;
        return new Contestant
        {
            Name = name,
            Against = against,
            Operations = NamePairs.Count,
            Prepare = () => _ = pairs.Value,
            Run = count =>
            {
                NamePairs of = pairs.Value;
                sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += distance(of.Left[i], of.Right[i]);
                }
            },
            Checksum = () => sum.ToString(CultureInfo.InvariantCulture),
            Expected = seedShift == 0 ? "739727" : null,
        };
    }

    private static Contestant Likeness(string name, Lazy<NamePairs> pairs, Func<string, string, double> similarity, ulong seedShift)
    {
        double sum = 0;
        return new Contestant
        {
            Name = name,
            Against = "ours-jaro-winkler",
            Operations = NamePairs.Count,
            Prepare = () => _ = pairs.Value,
            Run = count =>
            {
                NamePairs of = pairs.Value;
                sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += similarity(of.Left[i], of.Right[i]);
                }
            },
            Checksum = () => sum.ToString("F6", CultureInfo.InvariantCulture),
            Expected = seedShift == 0 ? "66830.525592" : null,
        };
    }

    /// <summary>Each of the first 100 left names with the first 1,000 right ones; the names are prepared before, as a host would keep them.</summary>
    private static Contestant OursOneToMany(Lazy<NamePairs> pairs)
    {
        LevenshteinPattern[] patterns = [];
        long sum = 0;
        return new Contestant
        {
            Name = "ours-one-to-many",
            Against = "ours-one-to-many",
            Operations = Patterns * Texts,
            Prepare = () => patterns = [.. pairs.Value.Left.Take(Patterns).Select(p => new LevenshteinPattern(p))],
            Run = count =>
            {
                string[] texts = pairs.Value.Right;
                sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += patterns[i / Texts].Distance(texts[i % Texts]);
                }
            },
            Checksum = () => sum.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static Contestant FuzzySharpOneToMany(Lazy<NamePairs> pairs)
    {
        long sum = 0;
        return new Contestant
        {
            Name = "fuzzysharp-one-to-many",
            Against = "ours-one-to-many",
            Operations = Patterns * Texts,
            Prepare = () => _ = pairs.Value,
            Run = count =>
            {
                NamePairs of = pairs.Value;
                sum = 0;
                for (int i = 0; i < count; i++)
                {
                    sum += FuzzySharp.Levenshtein.EditDistance(of.Left[i / Texts], of.Right[i % Texts]);
                }
            },
            Checksum = () => sum.ToString(CultureInfo.InvariantCulture),
        };
    }
}
