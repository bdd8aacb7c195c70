using Loyalty.Segmentation.Rfm;

namespace Loyalty.Segmentation.Tests.Docs;

/// <summary>The code of the page on RFM, run.</summary>
public class RfmSnippets
{
    [Fact]
    public void Rfm_Documents_KeepCutPointsAndReplaceNames()
    {
        CustomerSummaries october = Histories.Of(Enumerable.Range(0, 50).Select(row => (row, row % 20, 100 + (row * row)))).Summarise(new DateOnly(2026, 10, 31));
        RfmScorer scorer = RfmScorer.Fit(october)!;
        #region rfm-documents
        string kept = scorer.CutPoints.ToJson();                       // {"format": 1, "version": "2026-10-31", "recencyDays": [...], ...}
        RfmCutPoints cutPoints = RfmCutPoints.Parse(kept);             // next month; or thresholds fixed by hand in the same form

        RfmSegments names = RfmSegments.Parse(
            """
            {"segments":[
              {"name":"our best","r":[4,5],"f":[4,5],"m":[4,5]},
              {"name":"coming back","r":[4,5]},
              {"name":"the rest"}]}
            """);
        RfmScorer own = new(cutPoints, names);                         // RfmSegments.Default.ToJson() is a list to begin with
        #endregion

        Assert.Equal(scorer.CutPoints.Monetary, own.CutPoints.Monetary);
        Assert.Equal(("2026-10-31", "the rest"), (own.CutPoints.Version, own.Score(october[new Core.CustomerId(0)]).Segment));
    }
}
