using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Core.Statistics;
using Loyalty.Offers.Experiments;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Says what each arm of a campaign did against its control.</summary>
internal sealed class EffectCommand : ICommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    public string Name => "effect";

    public string Usage => "effect OUTCOMES.csv [--planned-control 0.1] [--out effect.json]";

    public IReadOnlyList<string> ValueOptions => ["--planned-control"];

    public IReadOnlyList<string> Flags => [];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        decimal? planned = context.Arguments.Decimal("--planned-control", 0, 1);
        if (planned is 0 or 1)
        {
            throw new UsageException($"The option --planned-control must be between 0 and 1, both exclusive, not '{planned}'.");
        }

        SortedDictionary<string, ArmTally> tallies = Read(context, out bool paired);
        _ = tallies.Remove("control", out ArmTally control);
        EffectAnalysis analysis = new();
        List<(string Arm, EffectResult Result)> arms = [.. tallies.Select(t => (t.Key, analysis.Compare(control, t.Value)))];

        JsonObject summary = context.Summary;
        summary["control"] = new JsonObject { ["n"] = control.Count, ["mean"] = control.Outcome.Mean };
        summary["arms"] = new JsonArray([.. arms.Select(a => Describe(a.Arm, a.Result, paired))]);
        if (planned is { } share)
        {
            SampleRatio? ratio = analysis.CheckSizes(control.Count, tallies.Values.Sum(t => t.Count), (double)share);
            JsonObject told = new() { ["pValue"] = ratio?.PValue, ["mismatch"] = ratio?.Mismatch };
            Explain(told, ratio is null ? "the file has no guests" : null);
            summary["sampleRatio"] = told;
        }

        Explain(summary, arms.Count == 0 ? "no group other than 'control' has guests" : control.Count == 0 ? "the group 'control' has no guests" : null);
        if (context.Arguments.Text("--out") is { } path)
        {
            context.Open(path).WriteLine(summary.ToJsonString(Json));
        }

        if (!context.Arguments.Has("--json"))
        {
            using TextWriter table = context.StandardText();
            WriteTable(table, control, arms);
        }
    }

    private static SortedDictionary<string, ArmTally> Read(CommandContext context, out bool paired)
    {
        using CsvFile csv = new(context, context.Arguments.Files[0], "customer_id", "group", "outcome");
        bool withCovariate = paired = csv.Has("covariate");
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        SortedDictionary<string, ArmTally> tallies = new(StringComparer.Ordinal);
        foreach ((string id, int line, string group, double outcome, double before) in csv.Rows(row =>
        {
            string customer = row.Required("customer_id");
            if (lines.TryGetValue(customer, out int earlier))
            {
                throw new RowException("customer_id", $"'{customer}' stands twice, first on line {earlier}; give each customer one row, in the group assigned first");
            }

            return (customer, row.Line, row.Required("group"), (double)row.Decimal("outcome"), withCovariate ? (double)row.Decimal("covariate") : 0);
        }))
        {
            lines.Add(id, line);
            ArmTally tally = tallies.GetValueOrDefault(group);
            tallies[group] = paired ? tally.Add(outcome, before) : tally.Add(outcome);
        }

        return tallies;
    }

    private static JsonObject Describe(string arm, EffectResult result, bool paired)
    {
        JsonObject told = new()
        {
            ["arm"] = arm,
            ["n"] = result.ArmCount,
            ["mean"] = result.ArmMean,
            ["difference"] = result.Difference,
            ["ciLow"] = result.Interval?.Low,
            ["ciHigh"] = result.Interval?.High,
            ["pValue"] = result.PValue,
            ["relativeLift"] = result.RelativeLift,
            ["relativeLow"] = result.RelativeInterval?.Low,
            ["relativeHigh"] = result.RelativeInterval?.High,
        };
        if (result.Cuped is { } cuped)
        {
            JsonObject adjusted = new()
            {
                ["difference"] = cuped.Difference,
                ["ciLow"] = cuped.Interval?.Low,
                ["ciHigh"] = cuped.Interval?.High,
                ["varianceReduction"] = cuped.VarianceReduction,
            };
            Explain(adjusted, cuped.Interval is null || cuped.VarianceReduction is null ? Sentence(result.Reasons) ?? "once adjusted, nothing varies" : null);
            told["cuped"] = adjusted;
        }
        else if (paired)
        {
            told["cuped"] = null;
        }

        Explain(told, Sentence(result.Reasons));
        return told;
    }

    private static void Explain(JsonObject told, string? reason)
    {
        if (reason is not null)
        {
            told["reason"] = reason;
        }
    }

    private static string? Sentence(IReadOnlyList<EffectReason> reasons) => reasons.Count == 0 ? null : string.Join("; ", reasons.Select(r => r switch
    {
        EffectReason.NobodyInControl => "nobody stands in control, so there is nothing to compare with",
        EffectReason.NobodyInArm => "nobody stands in the arm",
        EffectReason.OneGuestAlone => "a group has one guest alone, so its spread is unknown: no interval, no p-value",
        EffectReason.NothingVaries => "the outcome never varies within the groups: no interval, no p-value",
        EffectReason.ControlMeanNotPositive => "the control's mean is not above 0: no relative lift",
        EffectReason.ControlMeanNearZero => "the control's mean is not told apart from 0: no interval of the relative lift",
        EffectReason.CovariateIncomplete => "the covariate is missing for some guests: no adjustment",
        _ => "the covariate never varies: no adjustment",
    }));

    private static void WriteTable(TextWriter table, ArmTally control, List<(string Arm, EffectResult Result)> arms)
    {
        int width = Math.Max(7, arms.Select(a => a.Arm.Length).DefaultIfEmpty().Max());
        Line("group", "n", "mean", "difference", "95 % interval", "p", "lift");
        Line("control", Format.Of(control.Count), Number(control.Outcome.Mean), "", "", "", "");
        foreach ((string arm, EffectResult result) in arms)
        {
            Line(arm, Format.Of(result.ArmCount), Number(result.ArmMean), Number(result.Difference), Between(result.Interval), Number(result.PValue), Number(result.RelativeLift));
            if (result.Cuped is { } cuped)
            {
                Line("  cuped", "", "", Number(cuped.Difference), Between(cuped.Interval), "", "");
            }

            if (Sentence(result.Reasons) is { } reason)
            {
                table.WriteLine("  " + reason);
            }
        }

        void Line(string group, string n, string mean, string difference, string interval, string p, string lift) =>
            table.WriteLine($"{group.PadRight(width)} {n,10} {mean,12} {difference,12} {interval,27} {p,12} {lift,10}".TrimEnd());
    }

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "–";

    private static string Between(Interval? interval) => interval is { } i ? $"{Number(i.Low)} … {Number(i.High)}" : "–";
}
