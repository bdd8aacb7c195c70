using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Who is still a guest, by the published model of a shop whose guests do leave: on this one's receipts that picture would be a single colour.</summary>
internal static class AliveFigure
{
    private const int WatchedWeeks = 39;
    private const int DaysOfWeek = 7;

    private static readonly int[] Silences = [0, 4, 8, 13, 20, 26, 32];

    private static readonly int[] Purchases = [1, 2, 4, 8, 16];

    /// <summary>Fader, Hardie and Lee (2005): repeat purchases of 2,357 new guests of the music shop CDNOW, in weeks.</summary>
    private static readonly BgNbdModel Cdnow = new(new BgNbdParameters(0.243, 4.414, 0.793, 2.426), DaysOfWeek);

    public static Figure Of()
    {
        AliveGrid grid = new(Cdnow, WatchedWeeks * DaysOfWeek, Purchases[^1], DaysOfWeek);
        double chance(int silence, int purchases) => grid[purchases, WatchedWeeks - silence]!.Value;
        HeatCell cell(int silence, int purchases)
        {
            RepeatPurchases history = new(purchases, (WatchedWeeks - silence) * DaysOfWeek, WatchedWeeks * DaysOfWeek);
            return new HeatCell(chance(silence, purchases), Shown.Percent(chance(silence, purchases)), Shown.Number(Cdnow.ExpectedPurchases(history, WatchedWeeks), 1));
        }

        return new Figure
        {
            Id = "alive",
            Finding = $"Where guests do leave, the same silence means more of a frequent one: after 13 weeks {Shown.Percent(chance(13, 1))} of those with one repeat purchase are still guests, "
                + $"of those with eight {Shown.Percent(chance(13, 8))}",
            Subtitle = $"Another shop, CDNOW, whose published BG/NBD says how likely a guest is to be still one {WatchedWeeks} weeks after the first purchase, by weeks since the last purchase and repeat purchase days. "
                + $"Large and colour: that chance; small: purchase days to expect in the next {WatchedWeeks} weeks.",
            Source = "Fader, Hardie and Lee (2005), Marketing Science 24(2): r 0.243, α 4.414, a 0.793, b 2.426, in weeks. No receipt of that shop is in this sample.",
            Chart = new HeatMap
            {
                Description = "Cells by weeks since the last purchase, downwards, and repeat purchase days, to the right, each with the chance to be still a guest and the purchase days to expect.",
                Rows = [.. Silences.Select(s => $"{s} weeks")],
                Columns = [.. Purchases.Select(p => p == 1 ? "1 day" : $"{p} days")],
                RowAxis = "weeks since the last purchase",
                ColumnAxis = "repeat purchase days",
                Cells = [.. Silences.Select(s => (IReadOnlyList<HeatCell>)[.. Purchases.Select(p => cell(s, p))])],
                Names = ("chance to be still a guest", "purchase days to expect"),
                Format = v => Shown.Percent(v),
            },
        };
    }
}
