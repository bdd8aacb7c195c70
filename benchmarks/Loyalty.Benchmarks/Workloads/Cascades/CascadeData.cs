using Loyalty.Core;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Benchmarks.Workloads.Cascades;

/// <summary>A guest as an object, the way a database mapper hands one out.</summary>
internal sealed record Guest(int Row, string Stage, string Segment, string City, string Day, int Visits, int RecencyDays, decimal Spent, decimal Alive, int Age, string Letters);

/// <summary>Guests three times: as columns, as attributes over these, as objects; and ten conditions of which about one guest in twenty passes all.</summary>
internal sealed class CascadeData
{
    public const string Document = """
        {"steps":[
          {"name":"in their rhythm","where":{"stage":["new","developing","active","returned"]}},
          {"name":"worth a letter","where":{"spent":{"min":20}}},
          {"name":"lately here","where":{"recency":{"max":300}}},
          {"name":"not once","where":{"visits":{"min":2}}},
          {"name":"neither lost nor asleep","where":{"segment":{"not":["lost","hibernating","about-to-sleep"]}}},
          {"name":"big cities","where":{"city":["city 0","city 2","city 4","city 6","city 8","city 10","city 12","city 14","city 16","city 18","city 20","city 22","city 24","city 26","city 28","city 30","city 32","city 34","city 36","city 38","city 40","city 42","city 44","city 46","city 48"]}},
          {"name":"probably alive","where":{"alive":{"min":0.25}}},
          {"name":"grown up","where":{"age":{"min":18,"max":90}}},
          {"name":"not a Sunday guest","where":{"day":{"not":["sun"]}}},
          {"name":"agreed","where":{"letters":["yes"]}}]}
        """;

    public static readonly string[] Stages = ["new", "developing", "active", "slipping", "lapsed", "lost", "returned"];
    public static readonly string[] Segments = ["champions", "loyal", "cannot-lose", "at-risk", "potential-loyal", "new", "promising", "need-attention", "about-to-sleep", "hibernating", "lost"];
    public static readonly string[] Cities = [.. Enumerable.Range(0, 50).Select(i => $"city {i}")];
    public static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "none"];
    public static readonly string[] Letters = ["yes", "no"];

    public CascadeData(int guests, ulong seedShift = 0)
    {
        SplitMix64 random = new(unchecked(9 + seedShift));
        Guests = guests;
        (Stage, Segment, City, Day, Letter) = (new byte[guests], new byte[guests], new byte[guests], new byte[guests], new byte[guests]);
        (Visits, Recency, Alive, Age, Spent) = (new int[guests], new int[guests], new int[guests], new int[guests], new long[guests]);
        for (int i = 0; i < guests; i++)
        {
            Stage[i] = (byte)random.Below(7);
            Segment[i] = (byte)random.Below(11);
            City[i] = (byte)random.Below(50);
            Day[i] = (byte)random.Below(8);
            Letter[i] = (byte)(random.Below(4) == 0 ? 1 : 0);
            Visits[i] = 1 + random.Below(12);
            Recency[i] = random.Below(400);
            Alive[i] = random.Below(1_000_001);
            Age[i] = 16 + random.Below(70);
            Spent[i] = random.Below(20_000);
        }

        Attributes =
        [
            GuestAttribute.OfTexts("stage", Stage, Stages), GuestAttribute.OfTexts("segment", Segment, Segments), GuestAttribute.OfTexts("city", City, Cities),
            GuestAttribute.OfTexts("day", Day, Days), GuestAttribute.OfTexts("letters", Letter, Letters), GuestAttribute.OfNumbers("visits", Visits),
            GuestAttribute.OfNumbers("recency", Recency), GuestAttribute.OfNumbers("alive", Alive, 6), GuestAttribute.OfNumbers("age", Age), GuestAttribute.OfNumbers("spent", Spent, 2),
        ];
        Cascade = Cascade.Parse(Document, Attributes);
    }

    public int Guests { get; }

    public byte[] Stage { get; }

    public byte[] Segment { get; }

    public byte[] City { get; }

    public byte[] Day { get; }

    public byte[] Letter { get; }

    public int[] Visits { get; }

    public int[] Recency { get; }

    public int[] Alive { get; }

    public int[] Age { get; }

    public long[] Spent { get; }

    public GuestAttribute[] Attributes { get; }

    public Cascade Cascade { get; }

    public Guest[] Objects() =>
    [
        .. Enumerable.Range(0, Guests).Select(i => new Guest(
            i, Stages[Stage[i]], Segments[Segment[i]], Cities[City[i]], Days[Day[i]], Visits[i], Recency[i], Spent[i] / 100m, Alive[i] / 1_000_000m, Age[i], Letters[Letter[i]])),
    ];

    /// <summary>The ten filters as LINQ is usually written; sets of more than three texts are hash sets made beforehand.</summary>
    public static int[] Linq(Guest[] guests, HashSet<string> cities) =>
    [
        .. guests
            .Where(g => g.Stage is "new" or "developing" or "active" or "returned")
            .Where(g => g.Spent >= 20)
            .Where(g => g.RecencyDays <= 300)
            .Where(g => g.Visits >= 2)
            .Where(g => g.Segment is not ("lost" or "hibernating" or "about-to-sleep"))
            .Where(g => cities.Contains(g.City))
            .Where(g => g.Alive >= 0.25m)
            .Where(g => g.Age is >= 18 and <= 90)
            .Where(g => g.Day != "sun")
            .Where(g => g.Letters == "yes")
            .Select(g => g.Row),
    ];

    /// <summary>The ten filters as a loop by hand over the same columns, for this one cascade and without counts after each step.</summary>
    public int ByHand(Span<int> rows)
    {
        int found = 0;
        for (int i = 0; i < Stage.Length; i++)
        {
            if ((Stage[i] <= 2 || Stage[i] == 6) && Spent[i] >= 2_000 && Recency[i] <= 300 && Visits[i] >= 2 && Segment[i] < 8 && City[i] % 2 == 0
                && Alive[i] >= 250_000 && Age[i] is >= 18 and <= 90 && Day[i] != 0 && Letter[i] == 0)
            {
                rows[found++] = i;
            }
        }

        return found;
    }

    /// <summary>Two threads, each with half of the guests.</summary>
    public CascadeSelection TwoThreads()
    {
        Task<CascadeSelection> first = Task.Run(() => Cascade.Select(GuestSet.Range(Guests, 0, Guests / 2)));
        CascadeSelection second = Cascade.Select(GuestSet.Range(Guests, Guests / 2, Guests));
        return first.GetAwaiter().GetResult().Merge(second);
    }
}
