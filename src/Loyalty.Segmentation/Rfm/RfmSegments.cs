using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Core.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <summary>Which name each combination of scores has: an ordered list of rules, of which the first that holds decides.</summary>
/// <remarks>Rules are written on a scale of five. A score s of n bins stands at ⌈5 (s − ½) / n⌉ of five, so one list serves any number of bins. Immutable.</remarks>
public sealed class RfmSegments
{
    /// <summary>The segment of a guest without visits; no rule may use the name.</summary>
    public const string ReturnedAll = "returned-all";

    private readonly byte[] ruleOf = new byte[125];

    /// <summary>Makes a list of segments.</summary>
    /// <param name="rules">1 to 255 rules that together cover all 125 combinations.</param>
    /// <exception cref="ArgumentException">A rule is malformed, or a combination has no segment.</exception>
    public RfmSegments(ImmutableArray<RfmSegmentRule> rules)
    {
        if (rules.IsDefaultOrEmpty || rules.Length > 255)
        {
            throw new ArgumentException("A list of segments has 1 to 255 (inclusive) rules.", nameof(rules));
        }

        foreach (RfmSegmentRule rule in rules)
        {
            Check(rule);
        }

        for (int cell = 0; cell < 125; cell++)
        {
            (int r, int f, int m) = ((cell / 25) + 1, (cell / 5 % 5) + 1, (cell % 5) + 1);
            int first = 0;
            while (first < rules.Length && !rules[first].Holds(r, f, m))
            {
                first++;
            }

            ruleOf[cell] = first < rules.Length
                ? (byte)first
                : throw new ArgumentException($"No segment covers the scores {r}-{f}-{m}; end the list with a rule that takes every score from 1 to 5.", nameof(rules));
        }

        Rules = rules;
    }

    /// <summary>Eleven segments by recency and frequency, two of them by money too.</summary>
    public static RfmSegments Default { get; } = new(
    [
        new("champions", (4, 5), (4, 5), (4, 5)),
        new("loyal", (3, 5), (4, 5), (1, 5)),
        new("cannot-lose", (1, 2), (4, 5), (4, 5)),
        new("at-risk", (1, 2), (3, 5), (1, 5)),
        new("potential-loyal", (4, 5), (2, 3), (1, 5)),
        new("new", (5, 5), (1, 1), (1, 5)),
        new("promising", (4, 4), (1, 1), (1, 5)),
        new("need-attention", (3, 3), (2, 3), (1, 5)),
        new("about-to-sleep", (3, 3), (1, 1), (1, 5)),
        new("hibernating", (2, 2), (1, 2), (1, 5)),
        new("lost", (1, 1), (1, 2), (1, 5)),
    ]);

    /// <summary>The rules, in order.</summary>
    public ImmutableArray<RfmSegmentRule> Rules { get; }

    /// <summary>Reads a list that people wrote: <c>{"segments":[{"name":"champions","r":[4,5],"f":[4,5],"m":[4,5]}]}</c>.</summary>
    /// <param name="json">The document; an absent range means 1 to 5.</param>
    /// <exception cref="DocumentFormatException">The document is malformed at a line, or a combination has no segment.</exception>
    public static RfmSegments Parse(string json)
    {
        PlacedJson root = PlacedJson.Parse(json).Only("a list of segments", "segments");
        PlacedJson list = root.Required("segments", "the document");
        ImmutableArray<RfmSegmentRule>.Builder rules = ImmutableArray.CreateBuilder<RfmSegmentRule>();
        foreach (PlacedJson item in list.List("'segments'"))
        {
            PlacedJson segment = item.Only("a segment", "name", "r", "f", "m");
            RfmSegmentRule rule = new(segment.Required("name", "a segment").Text("'name'"), Range(segment, "r"), Range(segment, "f"), Range(segment, "m"));
            try
            {
                Check(rule);
            }
            catch (ArgumentException e)
            {
                throw segment.Fault(e.Message);
            }

            rules.Add(rule);
        }

        try
        {
            return new RfmSegments(rules.ToImmutable());
        }
        catch (ArgumentException e)
        {
            throw list.Fault(e.Message);
        }
    }

    /// <summary>The rules as a document that <see cref="Parse"/> reads: take the default's, change it, and the names are yours.</summary>
    public string ToJson() => "{\"segments\":[\n" + string.Join(",\n", Rules.Select(r => string.Create(CultureInfo.InvariantCulture,
        $"  {{\"name\":\"{JsonEncodedText.Encode(r.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\",\"r\":[{r.R.From},{r.R.To}],\"f\":[{r.F.From},{r.F.To}],\"m\":[{r.M.From},{r.M.To}]}}"))) + "\n]}\n";

    /// <summary>The rule that names a score.</summary>
    /// <param name="score">A score that is not none.</param>
    /// <param name="bins">How many bins it was made with.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is none or above the number of bins.</exception>
    public RfmSegmentRule RuleOf(RfmScore score, int bins) =>
        Rules[ruleOf[((OfFive(score.R, bins) - 1) * 25) + ((OfFive(score.F, bins) - 1) * 5) + OfFive(score.M, bins) - 1]];

    private static int OfFive(int score, int bins) => score >= 1 && score <= bins
        ? ((5 * ((2 * score) - 1)) + (2 * bins) - 1) / (2 * bins)
        : throw new ArgumentOutOfRangeException(nameof(score), score, $"A score must be 1 to {bins} (inclusive); a guest without visits has none.");

    private static (int From, int To) Range(PlacedJson segment, string name)
    {
        if (segment[name] is not { } range)
        {
            return (1, 5);
        }

        IReadOnlyList<PlacedJson> ends = range.List($"'{name}'");
        return ends.Count == 2
            ? ((int)ends[0].Integer($"'{name}'", 1, 5), (int)ends[1].Integer($"'{name}'", 1, 5))
            : throw range.Fault($"'{name}' must be two scores, from and to, such as [4, 5]");
    }

    private static void Check(RfmSegmentRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name) || rule.Name == ReturnedAll)
        {
            throw new ArgumentException($"A segment's name must not be empty and not '{ReturnedAll}', the name of guests without visits; it is '{rule.Name}'.", nameof(rule));
        }

        foreach ((int from, int to) in new[] { rule.R, rule.F, rule.M })
        {
            if (from < 1 || to > 5 || from > to)
            {
                throw new ArgumentException($"The segment '{rule.Name}' has the range {from} to {to}; a range runs upwards within 1 to 5.", nameof(rule));
            }
        }
    }
}
