using Loyalty.Core;
using Loyalty.Offers.Experiments;
using Loyalty.Segmentation;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Samples.Tests.Docs;

public class ReadmeSnippets
{
    [Fact]
    public void Readme_DozenLines_PrintWhatThePageShows()
    {
        using StringWriter console = new() { NewLine = "\n" };
        DozenLines(console);

        string page = File.ReadAllText(Repository.PathOf("README.md"));
        Assert.Contains("```text\n" + console + "```\n", page, StringComparison.Ordinal);
    }

    private static void DozenLines(StringWriter Console)
    {
        (string Name, DateOnly Day, decimal Paid)[] visits =
        [
            ("ann", new(2026, 3, 2), 40.00m), ("ann", new(2026, 10, 5), 55.50m), ("ann", new(2026, 11, 20), 61.20m), ("bob", new(2026, 3, 14), 18.00m),
            ("cleo", new(2026, 11, 26), 95.00m), ("dan", new(2026, 6, 1), 22.90m), ("dan", new(2026, 6, 30), 25.00m), ("eve", new(2026, 9, 9), 12.00m),
            ("eve", new(2026, 10, 9), 14.00m), ("eve", new(2026, 11, 9), 11.00m),
        ];

        #region dozen-lines
        CustomerDirectory guests = new();
        PurchaseHistory history = new(new Currency("EUR"));
        Array.ForEach(visits, v => history.Add(guests.GetOrAdd(v.Name), v.Day, Money.Exact(v.Paid, history.Currency)));
        CustomerSummaries summaries = history.Summarise(asOf: new DateOnly(2026, 11, 30));
        RfmScorer rfm = RfmScorer.Fit(summaries)!;
        LifecycleModel lifecycle = LifecycleModel.Fit(summaries);
        Experiment winter = new("winter", control: 0.1m);
        foreach (string name in visits.Select(v => v.Name).Distinct())
        {
            CustomerId guest = guests.GetOrAdd(name);
            RfmResult score = rfm.Score(summaries[guest]);
            string group = winter.IsControl(GuestKey.Of(name)) ? "control" : "target";
            Console.WriteLine($"{name,-5} RFM {score.Score}  {score.Segment,-12} {lifecycle.StageOf(summaries, guest).Stage,-10} {group}");
        }
        #endregion
    }
}
