using System.Globalization;
using Loyalty.Core.Identity;
using static Loyalty.Core.Identity.PersonAttribute;

namespace Loyalty.Benchmarks.Workloads.IdentityResolution;

/// <summary>How long does it take to find who is who among a million records, clustering included?</summary>
internal sealed class IdentityWorkload : IWorkload
{
    public int Number => 5;

    public string Question => "identity resolution";

    public int? DefaultSize => 1_000_000;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<People> people = new(() => People.Generate(size, seedShift));
        string? expected = size == 100_000 && seedShift == 0 ? "69943,42624,41188,40670,40666" : null;
        return [Ours(size, people, expected), Dictionaries(size, people, expected)];
    }

    private static Contestant Ours(int size, Lazy<People> people, string? expected)
    {
        // Birth date and phone are compared as they stand, because the workload has no normalisation and corrupts any digit.
        IdentityResolver resolver = new(new IdentityOptions
        {
            EstimateFrom = int.MaxValue,
            StrongIds = [],
            Vetoes = false,
            LeastMeanWeight = double.NegativeInfinity,
            MaxBlockSize = int.MaxValue,
            Blocking = [new(Cookie), new(Device, Surname), new(Device, GivenName), new(GivenName, Surname, City)],
            Model = new MatchModel
            {
                Threshold = 12,
                NamesMaySwap = false,
                Comparisons =
                [
                    Names(GivenName, 6, 4, 1, -4),
                    Names(Surname, 8, 5, 1, -4),
                    Digits(Device, 9, 5, -5),
                    Names(City, 5, 3, -2, -2),
                    Digits(Cookie, 12, 8, -4),
                ],
            },
        });
        SourceRecord[] records = [];
        IdentityResult? result = null;
        return new Contestant
        {
            Name = "ours",
            Operations = size,
            Prepare = () => records =
            [
                .. people.Value.Records.Select((p, i) => new SourceRecord(new RecordKey("people", i.ToString("D8", CultureInfo.InvariantCulture)))
                {
                    GivenName = p.First,
                    Surname = p.Last,
                    Device = p.BirthDate,
                    City = p.City,
                    Cookie = p.Phone,
                }),
            ],
            Reset = () => result = null,
            Run = _ => result = resolver.Resolve(records),
            Checksum = () => Counts(people.Value, result!.Candidates, result.Matches, result.Links.Count(l => Entity(people.Value, l.Left) == Entity(people.Value, l.Right))),
            Expected = expected,
        };
    }

    private static Contestant Dictionaries(int size, Lazy<People> people, string? expected)
    {
        DictionaryMatcher? matcher = null;
        return new Contestant
        {
            Name = "dictionary",
            Operations = size,
            Prepare = () => matcher = new DictionaryMatcher(people.Value),
            Run = _ => matcher!.Run(),
            Checksum = () => Counts(people.Value, matcher!.Candidates, matcher.Matched, matcher.TrueMatched),
            Expected = expected,
        };
    }

    private static Comparison Names(PersonAttribute attribute, double equal, double close, double near, double different) => new()
    {
        Attribute = attribute,
        Levels = [new(Similarity.Exact, 0, equal), new(Similarity.JaroWinkler, Math.BitIncrement(0.9), close), new(Similarity.JaroWinkler, Math.BitIncrement(0.8), near)],
        Otherwise = new ComparisonLevel(Similarity.Exact, 0, different),
    };

    private static Comparison Digits(PersonAttribute attribute, double equal, double close, double different) => new()
    {
        Attribute = attribute,
        Levels = [new(Similarity.Exact, 0, equal), new(Similarity.Levenshtein, 1, close)],
        Otherwise = new ComparisonLevel(Similarity.Exact, 0, different),
    };

    private static int Entity(People people, RecordKey key) => people.Records[int.Parse(key.RecordId, CultureInfo.InvariantCulture)].Entity;

    private static string Counts(People people, int candidates, int matched, int trueMatched) =>
        string.Create(CultureInfo.InvariantCulture, $"{people.Entities},{people.TruePairs},{candidates},{matched},{trueMatched}");
}
