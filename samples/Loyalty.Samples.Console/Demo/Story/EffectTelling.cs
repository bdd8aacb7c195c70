using System.Text.Json.Nodes;
using Loyalty.Core.Statistics;
using Loyalty.Offers.Experiments;
using Loyalty.Samples.Demo.Made;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (h): whether it worked.</summary>
internal sealed record EffectTelling(EffectStep Step) : Telling
{
    private static readonly string Simulated =
        $"the reaction to the offers: {Shown.Percent(Reactions.Tempted)} of those who opened the letter, and {Shown.Percent(Reactions.TemptedAtTheTill)} of the others, add the good to their first basket. All other purchases are November's real ones.";

    public override string Letter => "h";

    public override string Title => "Did it work?";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => [("effect on target against control (reaction simulated)", Results)];

    public override JsonObject Summary => new()
    {
        ["boughtOffered"] = Json(Step.Bought),
        ["spentOnOffered"] = Json(Step.Goods),
        ["spentInAll"] = Json(Step.Spend),
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Offers.Experiments · EffectAnalysis, ArmTally, EffectPlanner",
        Paragraphs =
        [
            "Everybody who was to get an offer is compared with everybody who was held out, whether they opened the letter or not, over the same thirty days. Purchases before November take out what was foreseeable (CUPED).",
            $"{(IsProven(Step.Bought) ? "The offers moved their goods. " : "")}What guests spend in all varies so much that a control group of this size would most likely show only effects of {Shown.Pounds(Step.Spend.SmallestVisible)} a guest or more.",
        ],
        Figures =
        [
            new(Points(Step.Bought.Effect.Difference), "percentage points more guests bought the offered good"),
            new(Signed(Step.Goods.Effect.Cuped?.Difference ?? Step.Goods.Effect.Difference), "a guest on that good, adjusted"),
        ],
        Blocks =
        [
            new FigureBlock(BoughtFigure), new FigureBlock(GoodsFigure), new FigureBlock(SpendFigure),
            new TableBlock("The effect in figures", "Target against control, by assignment. The first row is in percentage points, the others in pounds a guest.", Results, "Simulated: " + Simulated, Simulated: true),
        ],
    };

    private DataTable Results => new(["measure", "control", "target", "difference", "95 % interval", "p", "adjusted", "95 % interval, adjusted"],
    [
        Row(Step.Bought, v => Shown.Percent(v, 1), v => Shown.Signed(v * 100, 1)),
        Row(Step.Goods, Shown.Pence, Signed),
        Row(Step.Spend, Shown.Pence, Signed),
    ]);

    private Figure BoughtFigure
    {
        get
        {
            EffectResult effect = Step.Bought.Effect;
            bool proven = effect.Interval is { Low: > 0 };
            return new Figure
            {
                Id = "effect",
                Finding = proven
                    ? $"The offers sold their goods: {Points(effect.Difference)} points more guests bought theirs, and chance does not explain it"
                    : $"{Points(effect.Difference)} points more guests bought their offered good; chance alone could do that",
                Subtitle = $"Share of guests who bought the offered good in November, target less control. Control: {Shown.Percent(effect.ControlMean ?? 0, 1)}.",
                Source = $"purchases from {Receipts}",
                Simulated = Simulated,
                Chart = new IntervalPlot
                {
                    Description = "Two estimates of one effect with 95 percent intervals beside the line of no effect.",
                    Rows = [.. Rows(Step.Bought, 100)],
                    Axis = "percentage points",
                    Format = v => Shown.Signed(v, 1),
                    Names = ("estimate", "guests"),
                },
            };
        }
    }

    private Figure GoodsFigure => Money("effect-goods", Step.Goods,
        IsProven(Step.Goods) ? $"They spent {More(Step.Goods)} each on it, after the discount" : $"They spent {More(Step.Goods)} each on it, but chance alone could do that",
        "Pounds a guest spent in November on the good of their offer, after discounts, target less control.");

    private Figure SpendFigure => Money("effect-spend", Step.Spend,
        IsProven(Step.Spend) ? $"In all they spent {More(Step.Spend)} each" : "Whether they spent more in all cannot be said: wholesale baskets hide an effect of this size",
        "Pounds a guest spent in November on everything, after discounts, target less control.");

    private static Figure Money(string id, Measure measure, string finding, string subtitle) => new()
    {
        Id = id,
        Finding = finding,
        Subtitle = $"{subtitle} Control: {Shown.Pence(measure.Effect.ControlMean ?? 0)}.",
        Source = $"purchases from {Receipts}",
        Simulated = Simulated,
        Chart = new IntervalPlot
        {
            Description = "Two estimates of one effect with 95 percent intervals beside the line of no effect.",
            Rows = [.. Rows(measure, 1)],
            Axis = "pounds a guest",
            Format = Rows(measure, 1).Any(r => Math.Max(Math.Abs(r.Low), Math.Abs(r.High)) >= 100) ? Whole : Fine,
            Names = ("estimate", "guests"),
        },
    };

    private static bool IsProven(Measure measure) => (measure.Effect.Cuped?.Interval ?? measure.Effect.Interval) is { Low: > 0 };

    private static string More(Measure measure) => (measure.Effect.Cuped?.Difference ?? measure.Effect.Difference ?? 0) is var d && d < 0 ? $"{Shown.Pence(-d)} less" : $"{Shown.Pence(d)} more";

    private static IEnumerable<IntervalRow> Rows(Measure measure, double times)
    {
        EffectResult effect = measure.Effect;
        string guests = $"{Shown.Count(effect.ArmCount)} against {Shown.Count(effect.ControlCount)} guests";
        yield return effect.Interval is { } plain
            ? new IntervalRow("plain", effect.Difference * times, plain.Low * times, plain.High * times, guests)
            : new IntervalRow("plain", null, 0, 0, guests);
        if (effect.Cuped is { Interval: { } adjusted } cuped)
        {
            yield return new IntervalRow("adjusted", cuped.Difference * times, adjusted.Low * times, adjusted.High * times, $"{Shown.Percent(cuped.VarianceReduction ?? 0)} less variance");
        }
    }

    private static string[] Row(Measure measure, Func<double, string> level, Func<double, string> difference)
    {
        EffectResult effect = measure.Effect;
        string interval(Interval? i) => i is { } known ? $"[{difference(known.Low)}, {difference(known.High)}]" : "–";
        return
        [
            measure.Name, effect.ControlMean is { } c ? level(c) : "–", effect.ArmMean is { } t ? level(t) : "–", effect.Difference is { } d ? difference(d) : "–", interval(effect.Interval),
            effect.PValue is { } p ? p < 0.001 ? "< 0.001" : Shown.Number(p, 3) : "–", effect.Cuped is { } cuped ? difference(cuped.Difference) : "–", interval(effect.Cuped?.Interval),
        ];
    }

    private static JsonObject Json(Measure measure) => new()
    {
        ["control"] = Round(measure.Effect.ControlMean),
        ["target"] = Round(measure.Effect.ArmMean),
        ["difference"] = Round(measure.Effect.Difference),
        ["ciLow"] = Round(measure.Effect.Interval?.Low),
        ["ciHigh"] = Round(measure.Effect.Interval?.High),
        ["pValue"] = Round(measure.Effect.PValue),
        ["cuped"] = Round(measure.Effect.Cuped?.Difference),
    };

    private static double? Round(double? value) => value is { } v ? Math.Round(v, 6) : null;

    private static string Points(double? difference) => difference is { } d ? Shown.Signed(d * 100, 1) : "–";

    private static string Signed(double amount) => (amount > 0 ? "+" : "") + Shown.Pence(amount);

    private static string Signed(double? amount) => amount is { } a ? Signed(a) : "–";

    private static string Whole(double amount) => (amount > 0.5 ? "+" : "") + Shown.Pounds(amount);

    private static string Fine(double amount) => amount == Math.Floor(amount) ? Whole(amount) : Signed(amount);
}
