using Loyalty.Core;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Two pictures of the purchase model: who is still alive, and whether the model can be believed.</summary>
internal static class ValueFigures
{
    private static readonly (string Name, int From, int To)[] Silences = [("0–4 weeks", 0, 4), ("5–9 weeks", 5, 9), ("10–19 weeks", 10, 19), ("20–29 weeks", 20, 29), ("30+ weeks", 30, int.MaxValue)];

    private static readonly (string Name, int From, int To)[] Days = [("1 day", 1, 1), ("2 days", 2, 2), ("3–4 days", 3, 4), ("5–9 days", 5, 9), ("10+ days", 10, int.MaxValue)];

    /// <summary>The pictures; none of a model that did not converge.</summary>
    public static IReadOnlyList<Block> Of(SegmentsStep step, IReadOnlyList<CustomerId> guests) =>
    [
        .. step.Value.Model is { } model ? new[] { new FigureBlock(Alive(step, model, guests)) } : [],
        .. step.Tracking is { } tracking ? new[] { new FigureBlock(Track(tracking)) } : [],
    ];

    private static Figure Alive(SegmentsStep step, BgNbdModel model, IReadOnlyList<CustomerId> guests)
    {
        List<(double Alive, double Expected)>[,] cells = new List<(double, double)>[Silences.Length, Days.Length];
        double all = 0;
        foreach (CustomerId guest in guests)
        {
            if (RepeatPurchases.Of(step.Summaries[guest]) is { } purchases)
            {
                int weeks = step.Summaries[guest].RecencyDays!.Value / 7;
                int row = Array.FindIndex(Silences, s => weeks >= s.From && weeks <= s.To);
                int column = Array.FindIndex(Days, d => purchases.Count + 1 >= d.From && purchases.Count + 1 <= d.To);
                double expected = step.Expected(guest, DemoPlan.Month.Days);
                (cells[row, column] ??= []).Add((model.ProbabilityAlive(purchases), expected));
                all += expected;
            }
        }

        HeatCell cell(int row, int column) => cells[row, column] is { } own
            ? new HeatCell(own.Average(g => g.Expected), Shown.Number(own.Average(g => g.Expected), 2), Shown.Percent(own.Average(g => g.Alive)))
            : new HeatCell(0, "–", "–");
        double least = cells.Cast<List<(double Alive, double Expected)>?>().Where(c => c is not null).Min(c => c!.Average(g => g.Alive));
        return new Figure
        {
            Id = "alive",
            Finding = $"{Shown.Count((long)Math.Round(all))} purchase days are expected in November; "
                + (least > 0.95 ? "the model holds nobody for gone, only for slow" : $"in the quietest cell {Shown.Percent(1 - least)} are gone"),
            Subtitle = "By weeks since the last purchase and days with a purchase, as of 31 October 2011 (BG/NBD). Large and colour: mean purchase days to expect of a guest in November; small: mean chance to be still a guest.",
            Source = Telling.Receipts + " By the model nobody leaves before the second purchase, so one day always means 100 %.",
            Chart = new HeatMap
            {
                Description = "Cells by weeks since the last purchase, downwards, and days with a purchase, to the right, each with the purchase days to expect and the chance to be still a guest.",
                Rows = [.. Silences.Select(s => s.Name)],
                Columns = [.. Days.Select(d => d.Name)],
                RowAxis = "weeks since the last purchase",
                ColumnAxis = "days with a purchase",
                Cells = [.. Enumerable.Range(0, Silences.Length).Select(i => (IReadOnlyList<HeatCell>)[.. Enumerable.Range(0, Days.Length).Select(j => cell(i, j))])],
                Names = ("purchase days to expect in November", "chance to be still a guest"),
                Format = v => Shown.Number(v, 2),
            },
        };
    }

    private static Figure Track(Tracking tracking)
    {
        (long actual, double expected) = tracking.Foretold;
        double off = (expected / actual) - 1;
        return new Figure
        {
            Id = "tracking",
            Finding = $"Of {Shown.Count(actual)} repeat purchases after June the model foretold {Shown.Count((long)Math.Round(expected))}, {Shown.Percent(Math.Abs(off))} too {(off < 0 ? "few" : "many")}",
            Subtitle = $"Repeat purchase days of the {Shown.Count(tracking.Guests)} guests who came by {Shown.Day(tracking.LearnedUntil)}, actual and expected (BG/NBD), by week.",
            Source = Telling.Receipts + " A model without seasons knows nothing of Christmas.",
            Chart = new TrackingChart
            {
                Description = "Two lines, actual and expected, added up above and week by week below; a dashed line where the model stopped learning.",
                Weeks = tracking.Weeks,
                LearnedUntil = tracking.LearnedUntil,
                Unit = "repeat purchase days",
            },
        };
    }
}
