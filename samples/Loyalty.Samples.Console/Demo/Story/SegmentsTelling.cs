using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.LifetimeValue;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (b): who the guests are now.</summary>
internal sealed record SegmentsTelling(Shop Shop, ProfilesStep Profiles, SegmentsStep Step, AudienceStep Audience) : Telling
{
    private static readonly FlowState[] States =
    [
        new("no visit yet", "c0"), new("new", "c5"), new("developing", "c3"), new("active", "c1"), new("returned", "c4"), new("slipping", "c2"), new("lapsed", "c7"), new("lost", "c6"),
    ];

    private static readonly LifecycleStage[] Stages =
    [
        LifecycleStage.None, LifecycleStage.New, LifecycleStage.Developing, LifecycleStage.Active, LifecycleStage.Returned, LifecycleStage.Slipping, LifecycleStage.Lapsed, LifecycleStage.Lost,
    ];

    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private readonly Scored[] guests =
    [
        .. Profiles.Buyers.Where(g => Step.Summaries.Has(g.Id)).Select(g => new Scored(g.Id, Step.Rfm(g.Id), Step.Summaries[g.Id].Net.MinorUnits, Step.Stage(g.Id), Step.Favourite(g.Id))),
    ];

    public override string Letter => "b";

    public override string Title => "Who the guests are on the eve of November";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables =>
    [
        ("segments by recency, frequency and money", SegmentTable),
        ("stages of the lifecycle", new DataTable(["stage", "guests"], [.. Stages.Skip(1).Select((s, i) => (IReadOnlyList<string>)[States[i + 1].Name, Shown.Count(guests.Count(g => g.Stage == s))])])),
        ("favourite days", new DataTable(["day", "guests"], [.. FavouriteDays.Select(d => (IReadOnlyList<string>)[d.Name, Shown.Count(d.Guests)])])),
        ("cascade", Cascade.Table),
    ];

    public override JsonObject Summary => new()
    {
        ["guests"] = guests.Length,
        ["bySegment"] = new JsonObject(BySegment.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Count()))),
        ["byLifecycle"] = new JsonObject(Stages.Skip(1).Select((s, i) => KeyValuePair.Create(States[i + 1].Name, (JsonNode?)guests.Count(g => g.Stage == s)))),
        ["favouriteDay"] = new JsonObject(FavouriteDays.Select(d => KeyValuePair.Create(d.Name, (JsonNode?)d.Guests))),
        ["cascade"] = new JsonObject(Audience.Steps.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)s.Left))),
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Segmentation · PurchaseHistory, RfmScorer, LifecycleModel, LifecycleFlow, FavouriteDay, PersonalGoods, BgNbdFit",
        Paragraphs =
        [
            $"Eleven months of real receipts are summed up once; everything here is computed from that. Scores compare guests with each other, stages compare each guest with their own rhythm, "
            + $"which is {Shown.Number(Step.Lifecycle.TypicalRhythmDays, 0)} days for the typical one.",
            $"{Shown.Count(Step.AnonymousReceipts)} receipts carry no customer. They are counted and belong to nobody.",
            Step.Value.Model is { } model
                ? $"A purchase model (BG/NBD, r {Shown.Number(model.Parameters.R, 2)} and α {Shown.Number(model.Parameters.Alpha, 1)} weeks) tells how often each is likely to come in November. "
                    + (DropOut(model) < 0.001 ? "It finds next to no guests who drop out for good within the year." : $"It puts the chance to drop out after a purchase at {Shown.Percent(DropOut(model), 1)}.")
                : "The purchase model did not converge, so nothing is predicted.",
        ],
        Figures =
        [
            new(Shown.Count(guests.Length), "guests with receipts"), new(Shown.ShortPounds(guests.Sum(g => g.Net) / 100.0), "net spend since December"),
            new(Shown.Count(guests.Count(g => g.Stage is LifecycleStage.Active or LifecycleStage.Developing or LifecycleStage.New)), "in their rhythm"),
            new(Shown.Count(Audience.Guests.Count), "in November's audience"),
        ],
        Blocks = [new FigureBlock(HeatFigure), new FigureBlock(FlowFigure), .. ValueFigures.Of(Step, [.. guests.Select(g => g.Id)], Came), new FigureBlock(DayFigure), new FigureBlock(CascadeFigure)],
    };

    /// <summary>The purchase days of November, counted as the model counts them; nothing of them is known on its eve.</summary>
    private Dictionary<CustomerId, int> Came => Shop.Receipts
        .Where(r => r.Card >= 0 && DemoPlan.Month.Contains(r.Day) && r.Lines.GroupBy(l => l.Good).Sum(good => good.Sum(SegmentsStep.Amount)) > 0)
        .Select(r => (Guest: Profiles.GuestOfCard[r.Card], r.Day)).Distinct()
        .GroupBy(visit => visit.Guest).ToDictionary(visits => visits.Key, visits => visits.Count());

    private static double DropOut(BgNbdModel model) => model.Parameters.A / (model.Parameters.A + model.Parameters.B);

    private IEnumerable<IGrouping<string, Scored>> BySegment => guests.GroupBy(g => g.Rfm.Segment).OrderByDescending(s => s.Sum(g => g.Net)).ThenBy(s => s.Key, StringComparer.Ordinal);

    private IReadOnlyList<(string Name, int Guests)> FavouriteDays => [.. Week.Select(d => (d.ToString(), guests.Count(g => g.Day == d))), ("none", guests.Count(g => g.Day is null))];

    private DataTable SegmentTable => new(["segment", "guests", "share of guests", "net spend", "share of spend"],
        [.. BySegment.Select(s => (IReadOnlyList<string>)[s.Key, Shown.Count(s.Count()), Shown.Percent((double)s.Count() / guests.Length, 1), Shown.Pounds(s.Sum(g => g.Net) / 100.0),
            Shown.Percent((double)s.Sum(g => g.Net) / guests.Sum(g => g.Net), 1)])]);

    private Figure HeatFigure
    {
        get
        {
            double all = guests.Sum(g => g.Net);
            Scored[] best = [.. guests.Where(g => g.Rfm.Score is { R: >= 4, F: >= 4 })];
            HeatCell cell(int r, int f)
            {
                Scored[] own = [.. guests.Where(g => g.Rfm.Score.R == r && g.Rfm.Score.F == f)];
                double share = own.Sum(g => g.Net) / all;
                return new HeatCell(Math.Max(0, share), Shown.Count(own.Length), Shown.Percent(share, share is > 0.0005 and < 0.1 ? 1 : 0));
            }

            string[] names = ["1 worst", "2", "3", "4", "5 best"];
            return new Figure
            {
                Id = "rfm",
                Finding = $"{Shown.Percent((double)best.Length / guests.Length)} of the guests, lately here and often, bring {Shown.Percent(best.Sum(g => g.Net) / all)} of the spend",
                Subtitle = "Guests by recency and frequency score as of 31 October 2011. Large: guests; small and colour: their share of net spend.",
                Source = Telling.Receipts,
                Chart = new HeatMap
                {
                    Description = "Five by five cells: recency scores upwards, frequency scores to the right, each with the number of guests and their share of spend.",
                    Rows = [.. names.Reverse()],
                    Columns = names,
                    RowAxis = "recency score",
                    ColumnAxis = "frequency score",
                    Cells = [.. Enumerable.Range(1, 5).Reverse().Select(r => (IReadOnlyList<HeatCell>)[.. Enumerable.Range(1, 5).Select(f => cell(r, f))])],
                    Names = ("guests", "share of spend"),
                    Format = v => Shown.Percent(v, v < 0.1 ? 1 : 0),
                },
            };
        }
    }

    private Figure FlowFigure
    {
        get
        {
            LifecycleFlow last = Step.Flows[^1];
            long[] active = [.. Stages.Select(to => last[LifecycleStage.Active, to])];
            double quiet = (double)(last[LifecycleStage.Active, LifecycleStage.Slipping] + last[LifecycleStage.Active, LifecycleStage.Lapsed] + last[LifecycleStage.Active, LifecycleStage.Lost]) / Math.Max(1, active.Sum());
            return new Figure
            {
                Id = "lifecycle",
                Finding = $"Of the guests active in July, {Shown.Percent(quiet)} had gone quiet by the end of October",
                Subtitle = "Guests by stage on three days, and how they moved. Bands are as thick as the number of guests.",
                Source = Telling.Receipts,
                Chart = new FlowChart
                {
                    Description = "Bands between the stages of the lifecycle on 30 April, 31 July and 31 October 2011.",
                    States = States,
                    Dates = [.. Step.Snapshots.Select(d => d.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture))],
                    Moves = [.. Step.Flows.Select(flow => Stages.Select(from => Stages.Select(to => flow[from, to]).ToArray()).ToArray())],
                    Unit = "guests",
                },
            };
        }
    }

    private Figure DayFigure
    {
        get
        {
            (string top, int most) = FavouriteDays.SkipLast(1).MaxBy(d => d.Guests);
            return new Figure
            {
                Id = "days",
                Finding = $"{top} is the day of the big shop for {Shown.Count(most)} guests; {Shown.Percent((double)FavouriteDays[^1].Guests / guests.Length)} have shown no favourite yet",
                Subtitle = "Guests by favourite day: most spend for each time the day came round, with at least three visits.",
                Source = Telling.Receipts + " The shop was closed on Saturdays.",
                Chart = new StackedBars
                {
                    Description = "A bar for each weekday and one for none.",
                    Series = [("guests", "c1")],
                    Bars = [.. FavouriteDays.Select(d => new StackedBar(d.Name, [d.Guests]))],
                    Axis = "guests",
                    Kind = "day",
                    Format = v => Shown.Count((long)v),
                },
            };
        }
    }

    private Waterfall Cascade => new()
    {
        Description = "Bars that get shorter with each filter.",
        Steps = [.. Audience.Steps.Select(s => new WaterfallStep(s.Name, s.Left))],
        Unit = "guests",
    };

    private Figure CascadeFigure => new()
    {
        Id = "cascade",
        Finding = $"{Shown.Count(Audience.Guests.Count)} of {Shown.Count(Audience.Steps[0].Left)} guests can be offered something that they buy anyway",
        Subtitle = "How many guests pass each filter, one after the other.",
        Source = Telling.Receipts,
        Made = "who agreed to be written to, and the promo list.",
        Chart = Cascade,
    };

    /// <summary>One guest's results.</summary>
    private readonly record struct Scored(CustomerId Id, RfmResult Rfm, long Net, LifecycleStage Stage, DayOfWeek? Day);
}
