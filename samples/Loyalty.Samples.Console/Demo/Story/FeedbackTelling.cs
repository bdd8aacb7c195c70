using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Nps;
using Loyalty.Nps.Reports;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (g): what guests answer.</summary>
internal sealed record FeedbackTelling(FeedbackStep Step) : Telling
{
    private const string Simulated = "the answers. Visits, dates and countries are real.";

    public override string Letter => "g";

    public override string Title => "What guests answer";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => [("NPS by month (answers simulated)", MonthChart.Table), ("NPS by store, which is the country (answers simulated)", StoreChart.Table)];

    public override JsonObject Summary => new()
    {
        ["visits"] = Step.Visits,
        ["asked"] = Step.Asked,
        ["answers"] = Step.Answers,
        ["nps"] = Math.Round(All.Value, 1),
        ["byMonth"] = new JsonObject(Step.Months.Select(m => KeyValuePair.Create(m.Month.ToString(), (JsonNode?)Math.Round(m.Score!.Value.Value, 1)))),
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Nps · SurveyBook, NpsTally, NpsReport, NpsRanking; Loyalty.ContactPolicy · ContactLedger",
        Paragraphs =
        [
            $"Every visit of a known guest calls for one question an hour later; returns call for none. The contact policy lets a guest be asked once in 90 days, so {Shown.Count(Step.Asked)} of {Shown.Count(Step.Visits)} visits were asked about.",
            "The data have no stores, so the country stands for the store. Stores with fewer than 30 answers get no place: at ten answers a score is uncertain by 54 points to each side.",
        ],
        Figures = [new(Shown.Signed(All.Value, 0), "NPS of the year (simulated)"), new(Shown.Count(Step.Answers), "answers (simulated)")],
        Blocks = [new FigureBlock(MonthFigure), new FigureBlock(StoreFigure)],
    };

    private NpsScore All => Step.Months.Aggregate(default(NpsTally), (sum, m) => sum.Merge(m.Tally)).Score ?? default;

    private TimeSeries MonthChart => new()
    {
        Description = "A point for each month with its 95 percent interval.",
        Points = [.. Step.Months.Select(m => m.Score is { } s
            ? new TimePoint(Name(m.Month), s.Value, s.Interval().Low, s.Interval().High, Shown.Count(m.Tally.Answers))
            : new TimePoint(Name(m.Month), null, 0, 0, "0"))],
        Axis = "NPS; below each month the number of answers",
        Format = v => Shown.Signed(v, 0),
        NoteName = "answers",
    };

    private Figure MonthFigure
    {
        get
        {
            NpsRow best = Step.Months.MaxBy(m => m.Score!.Value.Value)!;
            NpsRow last = Step.Months[^1];
            NpsChange change = new(best.Score!.Value, last.Score!.Value);
            string verdict = change.PValue < 0.05 ? "more than chance explains" : "which chance can explain";
            return new Figure
            {
                Id = "nps",
                Finding = best.Month == last.Month
                    ? $"NPS ended the year at its best, {Shown.Signed(last.Score!.Value.Value, 0)}"
                    : $"NPS fell by {Shown.Number(-change.Points, 0)} points from {Long(best.Month)} to {Long(last.Month)}, {verdict}",
                Subtitle = "NPS of the whole shop by month of the visit, with 95 % intervals.",
                Source = $"visits from {Telling.Receipts}",
                Simulated = Simulated,
                Chart = MonthChart,
            };
        }
    }

    private IntervalPlot StoreChart => new()
    {
        Description = "A point with its 95 percent interval for each store that has enough answers; the others have none.",
        Rows = [.. Step.Stores.Where(p => p.Row.Tally.Answers >= 5).OrderBy(p => p.Place ?? int.MaxValue).ThenByDescending(p => p.Row.Tally.Answers).ThenBy(p => p.Row.Key).Take(Step.Stores.Count(p => p.Place is not null) + 4).Select(p => p is { Place: not null, Row.Score: { } s }
            ? new IntervalRow(p.Row.Key.ToString(), s.Value, s.Interval().Low, s.Interval().High, $"{Shown.Count(p.Row.Tally.Answers)} answers")
            : new IntervalRow(p.Row.Key.ToString(), null, 0, 0, $"{Shown.Count(p.Row.Tally.Answers)} answers"))],
        Axis = "NPS",
        Format = v => Shown.Signed(v, 0),
        Names = ("store (country)", "answers"),
        Reference = Math.Round(All.Value, 1),
        ReferenceName = $"all: {Shown.Signed(All.Value, 0)}",
    };

    private Figure StoreFigure
    {
        get
        {
            int ranked = Step.Stores.Count(p => p.Place is not null);
            int apart = Step.Stores.Count(p => p is { Place: not null, Row.Score: { } s } && (s.Interval().Low > All.Value || s.Interval().High < All.Value));
            return new Figure
            {
                Id = "stores",
                Finding = $"{ranked} of {Step.Stores.Count} stores have enough answers to be ranked, and {(apart == 0 ? "none" : apart.ToString(CultureInfo.InvariantCulture))} of them clearly differ{(apart == 1 ? "s" : "")} from the whole",
                Subtitle = "NPS over twelve months by store, with 95 % intervals. The country stands for the store.",
                Source = $"visits from {Telling.Receipts}",
                Simulated = Simulated,
                Chart = StoreChart,
            };
        }
    }

    private static string Name(Month month) => new DateOnly(month.Year, month.Number, 1).ToString("MMM", CultureInfo.InvariantCulture);

    private static string Long(Month month) => new DateOnly(month.Year, month.Number, 1).ToString("MMMM", CultureInfo.InvariantCulture);
}
