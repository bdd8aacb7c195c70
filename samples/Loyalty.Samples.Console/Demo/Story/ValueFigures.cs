using Loyalty.Core;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Pictures of the purchase model: what it expects of whom, beside what came; what it says where guests leave; and whether it can be believed.</summary>
internal static class ValueFigures
{
    private static readonly (string Name, int From, int To)[] Silences = [("0–4 weeks", 0, 4), ("5–9 weeks", 5, 9), ("10–19 weeks", 10, 19), ("20–29 weeks", 20, 29), ("30+ weeks", 30, int.MaxValue)];

    private static readonly (string Name, int From, int To)[] Days = [("1 day", 1, 1), ("2 days", 2, 2), ("3–4 days", 3, 4), ("5–9 days", 5, 9), ("10+ days", 10, int.MaxValue)];

    /// <summary>The pictures; none of a model that did not converge.</summary>
    /// <param name="step">What was computed on the eve of November.</param>
    /// <param name="guests">The guests shown.</param>
    /// <param name="came">Each guest's purchase days of November, known afterwards; a guest without any is left out.</param>
    public static IReadOnlyList<Block> Of(SegmentsStep step, IReadOnlyList<CustomerId> guests, IReadOnlyDictionary<CustomerId, int> came) =>
    [
        .. step.Value.Model is { } model ? new[] { new FigureBlock(Expected(step, model, guests, came)) } : [],
        new FigureBlock(AliveFigure.Of()),
        .. step.Tracking is { } tracking ? new[] { new FigureBlock(Track(tracking)) } : [],
    ];

    private static Figure Expected(SegmentsStep step, BgNbdModel model, IReadOnlyList<CustomerId> guests, IReadOnlyDictionary<CustomerId, int> came)
    {
        List<(double Expected, int Came)>[,] cells = new List<(double, int)>[Silences.Length, Days.Length];
        foreach (CustomerId guest in guests)
        {
            if (RepeatPurchases.Of(step.Summaries[guest]) is { } purchases)
            {
                int weeks = step.Summaries[guest].RecencyDays!.Value / 7;
                int row = Array.FindIndex(Silences, s => weeks >= s.From && weeks <= s.To);
                int column = Array.FindIndex(Days, d => purchases.Count + 1 >= d.From && purchases.Count + 1 <= d.To);
                (cells[row, column] ??= []).Add((step.Expected(guest, DemoPlan.Month.Days), came.GetValueOrDefault(guest)));
            }
        }

        HeatCell cell(int row, int column) => cells[row, column] is { } own
            ? new HeatCell(own.Average(g => g.Expected), Shown.Number(own.Average(g => g.Expected), 2), Shown.Number(own.Average(g => g.Came), 2))
            : new HeatCell(0, "–", "–");
        int few = Enumerable.Range(3, 2).Sum(row => Enumerable.Range(3, 2).Sum(column => cells[row, column]?.Count ?? 0));
        (double Expected, int Came)[] silent = [.. Enumerable.Range(0, Days.Length).SelectMany(column => cells[Silences.Length - 1, column] ?? [])];
        return new Figure
        {
            Id = "expected",
            Finding = $"Guests silent for {Silences[^1].From} weeks and more were to buy on {Shown.Count((long)Math.Round(silent.Sum(g => g.Expected)))} days in November; "
                + $"they bought on {Shown.Count(silent.Sum(g => g.Came))}: {(silent.Sum(g => g.Came) >= silent.Sum(g => g.Expected) ? "slow, not gone" : "some are gone")}",
            Subtitle = "By weeks since the last purchase and days with a purchase, as of 31 October 2011. Large and colour: mean purchase days that the model (BG/NBD) expects of a guest in November; small: those that came, known only afterwards.",
            Source = Telling.Receipts + $" {Stay(step, model, guests)} Only {few} guests with {Days[3].From} days and more had been silent for {Silences[3].From} weeks and more. "
                + "A model without seasons knows nothing of Christmas.",
            Chart = new HeatMap
            {
                Description = "Cells by weeks since the last purchase, downwards, and days with a purchase, to the right, each with the purchase days to expect of a guest in November and those that came.",
                Rows = [.. Silences.Select(s => s.Name)],
                Columns = [.. Days.Select(d => d.Name)],
                RowAxis = "weeks since the last purchase",
                ColumnAxis = "days with a purchase",
                Cells = [.. Enumerable.Range(0, Silences.Length).Select(i => (IReadOnlyList<HeatCell>)[.. Enumerable.Range(0, Days.Length).Select(j => cell(i, j))])],
                Names = ("purchase days to expect in November", "purchase days that came"),
                Format = v => Shown.Number(v, 2),
            },
        };
    }

    /// <summary>How likely the likeliest to be gone is to be still a guest, by both models: where all stay, a picture of that would say nothing.</summary>
    private static string Stay(SegmentsStep step, BgNbdModel model, IReadOnlyList<CustomerId> guests)
    {
        ParetoNbdModel? other = ParetoNbdFit.To(PurchaseGroups.Of(step.Summaries)).Model;
        IPurchaseModel[] models = other is null ? [model] : [model, other];
        double least = models.Min(m => guests.Select(g => RepeatPurchases.Of(step.Summaries[g])).Where(p => p is not null).Min(p => m.ProbabilityAlive(p!.Value)));
        string by = other is null ? "By BG/NBD" : "By BG/NBD and by Pareto/NBD";
        return least > 0.995
            ? $"{by} nobody leaves for good within the year: each guest's chance to be still one is {Shown.Percent(1)}, so a picture of it would be of one colour."
            : $"{by} each guest's chance to be still one is {Shown.Percent(least)} or more.";
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
