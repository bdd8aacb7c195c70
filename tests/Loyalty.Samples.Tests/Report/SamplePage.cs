using System.Globalization;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;

namespace Loyalty.Samples.Tests.Report;

/// <summary>A page with one chart of each kind, on made figures.</summary>
internal static class SamplePage
{
    private static readonly string[] Scores = ["1 worst", "2", "3", "4", "5 best"];

    public static HeatMap Heat => new()
    {
        Description = "Guests by score.",
        Rows = [.. Scores.Reverse()],
        Columns = Scores,
        RowAxis = "recency",
        ColumnAxis = "frequency",
        Cells = [.. Enumerable.Range(0, 5).Select(i => (IReadOnlyList<HeatCell>)[.. Enumerable.Range(0, 5).Select(j => new HeatCell((5 - i) * j * j / 200.0, Shown.Count(40 + (i * 133) + (j * 37)), Shown.Percent((5 - i) * j * j / 200.0)))])],
        Names = ("guests", "of spend"),
        Format = v => Shown.Percent(v),
    };

    public static Waterfall Cascade => new()
    {
        Description = "Guests after each filter.",
        Steps = [new("All guests", 4372), new("Agreed to marketing & letters", 3510), new("Active or slipping", 1802), new("Spent £500 or more", 911), new("Buy mostly on weekdays", 604)],
        Unit = "guests",
    };

    public static FlowChart Flow => new()
    {
        Description = "Guests between states.",
        States = [new("new", "c5"), new("active", "c1"), new("slipping", "c2"), new("lapsed", "c7"), new("lost", "c6")],
        Dates = ["1 May", "1 August", "1 November"],
        Moves = [[[40, 200, 100, 60, 0], [0, 700, 200, 50, 0], [0, 120, 100, 180, 10], [0, 40, 30, 200, 90], [0, 5, 0, 0, 2]], [[10, 20, 10, 0, 0], [0, 805, 200, 60, 0], [0, 130, 200, 100, 0], [0, 60, 0, 330, 100], [0, 2, 0, 0, 100]]],
        Unit = "guests",
    };

    public static CurveChart Curve => new()
    {
        Description = "Value against spend.",
        Curves = [new("chosen by budget price", "c1", [.. Enumerable.Range(0, 21).Select(i => (i * 500.0, 9000 * (1 - Math.Exp(-i / 5.0))))]), new("best first", "c7", [.. Enumerable.Range(0, 21).Select(i => (i * 500.0, 430.0 * i))])],
        XAxis = "cost of the offers",
        YAxis = "expected margin",
        XFormat = Shown.AxisPounds,
        YFormat = Shown.AxisPounds,
        Chosen = (4000, 9000 * (1 - Math.Exp(-8 / 5.0)), "budget £4,000"),
    };

    public static StackedBars Bars => new()
    {
        Description = "Letters by channel.",
        Series = [("Homeware", "c1"), ("Gift club", "c2"), ("Paper mill", "c3")],
        Bars = [new("e-mail", [1200, 800, 400]), new("push", [700, 100, 650]), new("text message", [200, 300, 10])],
        Axis = "messages sent",
        Kind = "channel",
    };

    public static IntervalPlot Intervals => new()
    {
        Description = "Effect.",
        Rows = [new("All guests", 1.2, 0.4, 2.0, "n = 3,000 / 300"), new("Champions, plain difference", 2.4, -0.5, 5.3, "n = 300 / 30"), new("Lost", null, 0, 0, "n = 3 / 0")],
        Axis = "pounds for each guest",
        Format = v => Shown.Signed(v, 1),
        Names = ("group", "guests"),
    };

    public static TimeSeries Series => new()
    {
        Description = "NPS by month.",
        Points = [.. Enumerable.Range(0, 11).Select(i => new TimePoint(((i + 11) % 12 + 1).ToString("00", CultureInfo.InvariantCulture), i == 3 ? null : 30 + (i * 2), 20 + (i * 2), 41 + (i * 2), $"{100 + (i * 17)}"))],
        Axis = "NPS",
        Format = v => Shown.Signed(v, 0),
        NoteName = "answers",
    };

    public static TrackingChart Tracking => new()
    {
        Description = "Actual against expected.",
        Weeks = [.. Enumerable.Range(0, 48).Select(i => new TrackedWeek(new DateOnly(2010, 12, 1).AddDays(7 * i), 40 + (i * 37 % 160), 30 + (i * 2.5)))],
        LearnedUntil = new DateOnly(2011, 6, 28),
        Unit = "repeat purchase days",
    };

    public static IReadOnlyList<Chart> Charts => [Heat, Flow, Cascade, Curve, Bars, Intervals, Series, Tracking];

    public static Page Whole => new()
    {
        Title = "A month of a loyalty programme, and what it earned",
        Lead = "Three partners, 4,372 guests and one budget: whom the programme chose, what it sent, and how much of November's spend it may claim.",
        Figures = [new("4,372", "guests"), new("£8.9 m", "spend in a year"), new("+£1.20", "for each guest"), new("42", "NPS")],
        Honesty = [("Real", "Receipts of an online shop."), ("Simulated", "Names & reactions, <seeded>.")],
        Sections = [.. Charts.Select((chart, i) => new Section
        {
            Letter = ((char)('a' + i)).ToString(),
            Title = "A step that " + chart.GetType().Name,
            Library = "Loyalty.Core.Identity · Resolver",
            Paragraphs = ["What was done and why, in three or four lines of prose that a director reads on the way to the meeting, without a word of jargon."],
            Figures = [new("4,372", "guests"), new("12 %", "of spend & more")],
            Blocks = [new FigureBlock(new Figure { Id = $"figure-{i}", Finding = "One finding in a sentence that may run over to a second line on a phone", Subtitle = "Measure, unit, period.", Source = "Online Retail (Chen 2015), CC BY 4.0.", Simulated = i % 2 == 0 ? "reactions." : null, Chart = chart }),
                new TableBlock("A table's finding", "What it lists.", new DataTable(["name", "n", "share"], [["first", "1,200", "12 %"], ["second", "–", ""]]), "Source: made.", Made: true)],
        })],
        Colophon = ["Data: Online Retail."],
    };
}
