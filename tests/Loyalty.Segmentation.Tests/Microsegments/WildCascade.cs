using System.Globalization;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Microsegments;

/// <summary>Guests and a cascade drawn from a seed, with the answer reckoned naively, from the drawn steps and not from the parsed document.</summary>
internal sealed class WildCascade
{
    private static readonly string[] Names = ["new", "active", "lost", "at \"risk\"", "ёж"];
    private readonly List<(string Name, Func<int, bool> Holds)> steps = [];
    private SplitMix64 random;

    public WildCascade(ulong seed)
    {
        random = new SplitMix64(seed);
        Guests = random.Below(400);
        Stages = [.. Enumerable.Range(0, Guests).Select(_ => random.Below(6) is var place && place < 5 ? Names[place] : null)];
        Cities = [.. Enumerable.Range(0, Guests).Select(_ => random.Below(300) is var place && place > 0 ? "city " + place.ToString(CultureInfo.InvariantCulture) : null)];
        Money = [.. Enumerable.Range(0, Guests).Select(_ => random.Below(9) == 0 ? (decimal?)null : (random.Below(2000) - 300) / 100m)];
        Visits = [.. Enumerable.Range(0, Guests).Select(_ => random.Below(9) == 0 ? (decimal?)null : random.Below(30))];
        Chance = [.. Enumerable.Range(0, Guests).Select(_ => random.Below(9) == 0 ? (decimal?)null : (decimal)(1 / (1.0 + random.Below(50))))];
        string[] written = [.. Enumerable.Range(0, 1 + random.Below(4)).Select(i =>
        {
            (string where, Func<int, bool> holds) = Where(2);
            string name = string.Create(CultureInfo.InvariantCulture, $"step {i}");
            switch (random.Below(4))
            {
                case 0:
                    steps.Add((name, row => !holds(row)));
                    return $$"""{"name":"{{name}}","where":{{where}},"not":true}""";
                case 1:
                    (string other, Func<int, bool> otherHolds) = Where(1);
                    steps.Add((name, row => holds(row) && !otherHolds(row)));
                    return $$"""{"name":"{{name}}","where":{{where}},"not":{{other}}}""";
                default:
                    steps.Add((name, holds));
                    return $$"""{"name":"{{name}}","where":{{where}}}""";
            }
        })];
        Json = "{\"steps\":[" + string.Join(",\n", written) + "]}";
    }

    public int Guests { get; }

    public string Json { get; }

    public string?[] Stages { get; }

    public string?[] Cities { get; }

    public decimal?[] Money { get; }

    public decimal?[] Visits { get; }

    public decimal?[] Chance { get; }

    public IReadOnlyList<string> StepNames => [.. steps.Select(s => s.Name)];

    /// <summary>The attributes as functions.</summary>
    public GuestAttribute[] Functions =>
    [
        GuestAttribute.OfText("stage", row => Stages[row], Names), GuestAttribute.OfText("city", row => Cities[row]),
        GuestAttribute.OfNumber("money", row => Money[row]), GuestAttribute.OfNumber("visits", row => Visits[row]), GuestAttribute.OfNumber("chance", row => Chance[row]),
    ];

    /// <summary>The attributes as columns: of bytes, of codes found out, of 64 bits with decimals, of 32 bits, of ranks.</summary>
    public GuestAttribute[] Columns =>
    [
        GuestAttribute.OfTexts("stage", Stages.Select(s => s is null ? byte.MaxValue : (byte)Array.IndexOf(Names, s)).ToArray(), Names),
        GuestAttribute.OfText("city", row => Cities[row]).AsColumn(Guests),
        GuestAttribute.OfNumbers("money", Money.Select(m => m is { } known ? (long)(known * 100) : long.MinValue).ToArray(), 2),
        GuestAttribute.OfNumbers("visits", Visits.Select(v => v is { } known ? (int)known : int.MinValue).ToArray()),
        GuestAttribute.OfNumber("chance", row => Chance[row]).AsColumn(Guests),
    ];

    /// <summary>How many steps, from the first, a guest passes.</summary>
    public int Passed(int row) => steps.FindIndex(s => !s.Holds(row)) is >= 0 and var first ? first : steps.Count;

    private (string Json, Func<int, bool> Holds) Where(int depth)
    {
        List<string> members = [];
        List<Func<int, bool>> all = [];
        foreach (string attribute in new[] { "stage", "city", "money", "visits", "chance" })
        {
            if (random.Below(3) == 0)
            {
                (string json, Func<int, bool> holds) = attribute is "stage" or "city" ? TextCondition(attribute) : NumberCondition(attribute);
                members.Add($"\"{attribute}\":{json}");
                all.Add(holds);
            }
        }

        if (depth > 0 && random.Below(3) == 0)
        {
            (string inner, Func<int, bool> holds) = Where(depth - 1);
            members.Add($"\"not\":{inner}");
            all.Add(row => !holds(row));
        }

        if (members.Count == 0)
        {
            (string json, Func<int, bool> holds) = NumberCondition("visits");
            members.Add($"\"visits\":{json}");
            all.Add(holds);
        }

        return ("{" + string.Join(",", members) + "}", row => all.TrueForAll(h => h(row)));
    }

    private (string, Func<int, bool>) TextCondition(string attribute)
    {
        string?[] values = attribute == "stage" ? Stages : Cities;
        string[] wanted = attribute == "stage"
            ? [.. Names.Where(_ => random.Below(2) == 0).DefaultIfEmpty("new")]
            : [.. Enumerable.Range(0, 1 + random.Below(40)).Select(_ => "city " + random.Below(400).ToString(CultureInfo.InvariantCulture)).Distinct()];
        string json = JsonSerializer.Serialize(wanted);
        bool holds(int row) => values[row] is { } value && wanted.Contains(value);
        return random.Below(3) == 0 ? ($$"""{"not":{{json}}}""", row => !holds(row)) : (json, holds);
    }

    private (string, Func<int, bool>) NumberCondition(string attribute)
    {
        decimal?[] values = attribute == "money" ? Money : attribute == "visits" ? Visits : Chance;
        decimal draw() => attribute switch
        {
            "money" => (random.Below(4600) - 700) / 200m,
            "visits" => random.Below(5) == 0 ? 1e17m * (random.Below(3) - 1) : random.Below(64) / 2m,
            _ => values.Length > 0 && random.Below(2) == 0 ? values[random.Below(values.Length)] ?? 0.25m : (decimal)random.NextDouble(),
        };
        string text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
        if (random.Below(3) == 0)
        {
            decimal[] wanted = [.. Enumerable.Range(0, 1 + random.Below(14)).Select(_ => draw())];
            bool among(int row) => values[row] is { } value && wanted.Contains(value);
            string list = "[" + string.Join(",", wanted.Select(text)) + "]";
            return random.Below(3) == 0 ? ($$"""{"not":{{list}}}""", row => !among(row)) : (list, among);
        }

        decimal one = draw();
        decimal two = draw();
        int ended = random.Below(3);
        decimal? least = ended == 0 ? one : ended == 1 ? null : Math.Min(one, two);
        decimal? most = ended == 0 ? null : ended == 1 ? one : Math.Max(one, two);
        bool negated = random.Below(3) == 0;
        string ends = string.Join(",", new[] { least is { } a ? $"\"min\":{text(a)}" : null, most is { } b ? $"\"max\":{text(b)}" : null, negated ? "\"not\":true" : null }.OfType<string>());
        bool between(int row) => values[row] is { } value && (least is null || value >= least) && (most is null || value <= most);
        return ("{" + ends + "}", row => between(row) != negated);
    }
}
