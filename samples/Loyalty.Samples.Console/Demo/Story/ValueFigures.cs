using Loyalty.Core;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Two pictures of the purchase model: who is still alive, and whether the model can be believed.</summary>
internal static class ValueFigures
{
    private static readonly (string Name, int From, int To)[] Silences = [("under 5", 0, 4), ("5 to 9", 5, 9), ("10 to 19", 10, 19), ("20 to 29", 20, 29), ("30 and over", 30, int.MaxValue)];

    private static readonly (string Name, int From, int To)[] Days = [("1", 1, 1), ("2", 2, 2), ("3 or 4", 3, 4), ("5 to 9", 5, 9), ("10 and over", 10, int.MaxValue)];

    /// <summary>The pictures; none of a model that did not converge.</summary>
    public static IReadOnlyList<Block> Of(SegmentsStep step, IReadOnlyList<CustomerId> guests) =>
    [
        .. step.Value.Model is { } model ? new[] { new FigureBlock(Alive(step, model, guests)) } : [],
        .. step.Tracking is { } tracking ? new[] { new FigureBlock(Track(tracking)) } : [],
    ];

    private static Figure Alive(SegmentsStep step, BgNbdModel model, IReadOnlyList<CustomerId> guests)
    {
        List<double>[,] cells = new List<double>[Silences.Length, Days.Length];
        List<double> all = [];
        foreach (CustomerId guest in guests)
        {
            if (RepeatPurchases.Of(step.Summaries[guest]) is { } purchases)
            {
                double alive = model.ProbabilityAlive(purchases);
                int weeks = step.Summaries[guest].RecencyDays!.Value / 7;
                int row = Array.FindIndex(Silences, s => weeks >= s.From && weeks <= s.To);
                int column = Array.FindIndex(Days, d => purchases.Count + 1 >= d.From && purchases.Count + 1 <= d.To);
                (cells[row, column] ??= []).Add(alive);
                all.Add(alive);
            }
        }

        HeatCell cell(int row, int column) => cells[row, column] is { } own
            ? new HeatCell(own.Average(), Shown.Percent(own.Average(), own.Average() is > 0.99 and < 1 ? 1 : 0), Shown.Count(own.Count))
            : new HeatCell(0, "–", "0");
        double least = cells.Cast<List<double>?>().Where(c => c is not null).Min(c => c!.Average());
        return new Figure
        {
            Id = "alive",
            Finding = least > 0.9
                ? $"The model holds next to nobody for gone: even in the quietest cell the chance to be still a guest is {Shown.Percent(least)}"
                : $"{Shown.Percent(all.Average())} of the guests with a purchase are still guests by the model; in the quietest cell {Shown.Percent(least)} are",
            Subtitle = "Mean chance to be still a guest on 31 October 2011 (BG/NBD), by weeks since the last purchase and days with a purchase. Small: guests.",
            Source = Telling.Receipts + " By the model nobody leaves before the second purchase, so one day means 100 %.",
            Chart = new HeatMap
            {
                Description = "Cells by weeks since the last purchase, downwards, and days with a purchase, to the right, each with the mean chance to be alive and the number of guests.",
                Rows = [.. Silences.Select(s => s.Name)],
                Columns = [.. Days.Select(d => d.Name)],
                RowAxis = "weeks since the last purchase",
                ColumnAxis = "days with a purchase",
                Cells = [.. Enumerable.Range(0, Silences.Length).Select(i => (IReadOnlyList<HeatCell>)[.. Enumerable.Range(0, Days.Length).Select(j => cell(i, j))])],
                Names = ("chance to be alive", "guests"),
                IsChance = true,
                Format = v => Shown.Percent(v),
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
