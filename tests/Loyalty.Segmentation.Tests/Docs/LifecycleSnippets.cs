using Loyalty.Core;
using Loyalty.Segmentation.Lifecycle;

namespace Loyalty.Segmentation.Tests.Docs;

/// <summary>The code of the page on the lifecycle, run.</summary>
public class LifecycleSnippets
{
    [Fact]
    public void Lifecycle_Book_TellsTransitionsWithTheirReason()
    {
        PurchaseHistory history = Histories.Of([(0, 0, 900), (0, 9, 900), (0, 18, 900), (0, 27, 900)]);
        List<string> told = [];
        DateOnly lastNight = Histories.Start.AddDays(54);
        #region book
        LifecycleBook book = new();                                          // or LifecycleBook.FromBytes, from the night before
        LifecycleModel model = LifecycleModel.Fit(history.Summarise(lastNight));
        book.Advance(model, history.Summarise(lastNight));
        foreach (LifecycleTransition move in book.Advance(model, history.Summarise(lastNight.AddDays(1))))
        {
            // move.From Slipping, move.To Lapsed: "expected after 9 days, 28 passed"
            told.Add($"{move.From} → {move.To}: {move.Reason}");
        }

        byte[] kept = book.ToBytes();                                        // a byte a guest
        #endregion

        Assert.Equal(["Slipping → Lapsed: expected after 9 days, 28 passed"], told);
        book = LifecycleBook.FromBytes(kept);
        Assert.Equal(LifecycleStage.Lapsed, book[new CustomerId(0)]);
    }

    [Fact]
    public void Lifecycle_Categories_HaveRhythmsOfTheirOwn()
    {
        PurchaseHistory everything = Histories.Of(Enumerable.Range(0, 40).SelectMany(row => new[] { (row, 0, 300), (row, 7, 300), (row, 14, 9000), (row, 104, 9000) }));
        PurchaseHistory breadLines = Histories.Of(Enumerable.Range(0, 40).SelectMany(row => new[] { (row, 0, 300), (row, 7, 300) }));
        DateOnly asOf = Histories.Start.AddDays(120);
        #region categories
        CustomerSummaries bread = breadLines.Summarise(asOf);                // a history of the bread lines alone
        CategoryRhythms rhythms = CategoryRhythms.Fit(everything.Summarise(asOf), new Dictionary<Category, CustomerSummaries> { [new("bread")] = bread });
        LifecycleResult result = rhythms.ModelOf(new Category("bread")).StageOf(bread, new CustomerId(0));
        // result.Stage Lost: 113 days without bread, and bread is bought every 7
        #endregion

        Assert.Equal((LifecycleStage.Lost, 113, 7.0), (result.Stage, result.SilenceDays, result.RhythmDays));
    }
}
