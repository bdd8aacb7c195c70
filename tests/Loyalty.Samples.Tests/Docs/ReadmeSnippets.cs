using Loyalty.Core;
using Loyalty.Offers.Experiments;
using Loyalty.Segmentation;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Samples.Tests.Docs;

public class ReadmeSnippets
{
    private static readonly (string Name, int Month, int Day, decimal Paid)[] Visits =
    [
        ("ann", 3, 2, 40.00m), ("ann", 10, 5, 55.50m), ("ann", 11, 20, 61.20m), ("bob", 3, 14, 18.00m), ("cleo", 11, 26, 95.00m),
        ("dan", 6, 1, 22.90m), ("dan", 6, 30, 25.00m), ("eve", 9, 9, 12.00m), ("eve", 10, 9, 14.00m), ("eve", 11, 9, 11.00m),
    ];

    [Fact]
    public void Readme_TenLines_PrintWhatThePageShows()
    {
        using StringWriter console = new() { NewLine = "\n" };
        TenLines(console);

        string page = File.ReadAllText(Repository.PathOf("README.md"));
        Assert.Contains("```text\n" + console + "```\n", page, StringComparison.Ordinal);
    }

    private static void TenLines(StringWriter Console)
    {
        #region ten-lines
        CustomerDirectory guests = new();
        PurchaseHistory history = new(new Currency("EUR"));
        foreach ((string name, int month, int day, decimal paid) in Visits)
        {
            history.Add(guests.GetOrAdd(name), new DateOnly(2026, month, day), Money.Exact(paid, history.Currency));
        }

        CustomerSummaries summaries = history.Summarise(asOf: new DateOnly(2026, 11, 30));
        RfmScorer rfm = RfmScorer.Fit(summaries)!;
        LifecycleModel lifecycle = LifecycleModel.Fit(summaries);
        Experiment winter = new("winter", control: 0.1m);
        for (int row = 0; row < guests.Count; row++)
        {
            CustomerId guest = new(row);
            string name = guests.GetKey(guest);
            RfmResult score = rfm.Score(summaries[guest]);
            LifecycleResult life = lifecycle.StageOf(summaries, guest);
            string group = winter.IsControl(GuestKey.Of(name)) ? "control" : "target";
            Console.WriteLine($"{name,-5} RFM {score.Score}  {score.Segment,-20} {life.Stage,-10} {group}");
        }
        #endregion
    }
}
