using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Segmentation.Tests.Rfm;

public class RfmTableTests
{
    private static readonly DateOnly Epoch = new(2024, 1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Score_AMillionReceipts_GivesThePublishedCellsWithAnyWorkers(int workers)
    {
        Workload workload = new(1_000_000, 100_000);
        RfmTable table = new(Epoch, 100_000);
        table.Add(workload.Customers, workload.Days, workload.Amounts, workers);
        DateOnly asOf = Epoch.AddDays(730);
        RfmScore[] scores = new RfmScore[100_000];

        int scored = table.Score(table.Fit(asOf, workers: workers)!, asOf, scores, workers);

        long[] cells = new long[125];
        foreach (RfmScore score in scores.Where(s => !s.IsNone))
        {
            cells[((score.R - 1) * 25) + ((score.F - 1) * 5) + score.M - 1]++;
        }

        ulong hash = cells.Aggregate(0UL, (h, count) => unchecked((h * 1000003) + (ulong)count));
        Assert.Equal(99_828, scored);
        Assert.Equal(0xe5e614da6b1f6206UL, hash);
    }

    [Theory]
    [InlineData(10_000, 1_000)]
    [InlineData(150_000, 70_000)]
    public void AddAndScore_RoomReserved_DoNotAllocate(int receipts, int guests)
    {
        Workload workload = new(receipts, guests);
        RfmTable table = new(Epoch, guests);
        table.Add(workload.Customers, workload.Days, workload.Amounts);
        DateOnly asOf = Epoch.AddDays(730);
        RfmCutPoints cuts = table.Fit(asOf)!;
        RfmScore[] scores = new RfmScore[guests];

        Assert.Equal(0, Allocated.Bytes(() => table.Add(workload.Customers, workload.Days, workload.Amounts)));
        Assert.Equal(0, Allocated.Bytes(() => table.Score(cuts, asOf, scores)));
    }

    [Fact]
    public void FitAndScore_AnyReceipts_AgreeWithTheScorerOverSummaries() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        RfmTable table = new(Histories.Start);
        foreach ((int row, int day, int cents) in receipts)
        {
            table.Add(row < 0 ? CustomerId.None : new CustomerId(row), Histories.Start.AddDays(day), cents);
        }

        DateOnly asOf = Histories.Start.AddDays(40);
        CustomerSummaries summaries = Histories.Of(receipts).Summarise(asOf);
        RfmScorer? scorer = RfmScorer.Fit(summaries);
        RfmCutPoints? cuts = table.Fit(asOf, workers: 1 + (receipts.Length % 3));
        Assert.Equal(scorer?.CutPoints.Monetary, cuts?.Monetary);
        Assert.Equal(scorer?.CutPoints.RecencyDays, cuts?.RecencyDays);
        if (cuts is not null)
        {
            RfmScore[] scores = new RfmScore[table.Capacity];
            table.Score(cuts, asOf, scores, workers: 1 + (receipts.Length % 4));
            for (int row = 0; row < summaries.Rows; row++)
            {
                Assert.Equal(scorer!.Score(summaries[new CustomerId(row)]).Score, scores[row]);
            }
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void MergeWith_TwoHalves_GivesWhatOnePassGives()
    {
        Workload workload = new(10_000, 1_000);
        RfmTable whole = new(Epoch);
        whole.Add(workload.Customers, workload.Days, workload.Amounts);
        RfmTable left = new(Epoch);
        left.Add(workload.Customers.AsSpan(0, 4_000), workload.Days.AsSpan(0, 4_000), workload.Amounts.AsSpan(0, 4_000));
        RfmTable right = new(Epoch);
        right.Add(workload.Customers.AsSpan(4_000), workload.Days.AsSpan(4_000), workload.Amounts.AsSpan(4_000));
        left.MergeWith(right);

        DateOnly asOf = Epoch.AddDays(730);
        RfmScore[] expected = new RfmScore[whole.Capacity];
        RfmScore[] actual = new RfmScore[Math.Max(left.Capacity, whole.Capacity)];
        whole.Score(whole.Fit(asOf)!, asOf, expected);
        left.Score(left.Fit(asOf)!, asOf, actual);
        Assert.Equal(expected.AsSpan(0, 1_000).ToArray(), actual.AsSpan(0, 1_000).ToArray());
    }

    [Fact]
    public void Add_BadColumns_AreRefusedBeforeAnythingChanges()
    {
        RfmTable table = new(Epoch, 4);

        Assert.Throws<ArgumentException>(() => table.Add([0, -1], [1, 2], [3, 4]));
        Assert.Throws<ArgumentException>(() => table.Add([0, 1], [1, -2], [3, 4]));
        Assert.Throws<ArgumentException>(() => table.Add([0, 1], [1], [3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(new CustomerId(0), Epoch.AddDays(-1), 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add([0], [1], [3], workers: 0));
        Assert.Contains("position 1 is -2", Assert.Throws<ArgumentException>(() => table.Add([0, 1], [1, -2], [3, 4], workers: 2)).Message, StringComparison.Ordinal);
        Assert.Contains("position 1 is -9", Assert.Throws<ArgumentException>(() => table.Add([0, -9], [1, 2], [3, 4], workers: 2)).Message, StringComparison.Ordinal);
        Assert.Null(table.Fit(Epoch.AddDays(9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Fit(Epoch.AddDays(9), workers: 0));
    }

    [Fact]
    public void Fit_AsOfBeforeAVisit_IsRefused()
    {
        RfmTable table = new(Epoch);
        table.Add(new CustomerId(0), Epoch.AddDays(3), 100);
        table.Add(new CustomerId(40), Epoch.AddDays(5), 100);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Fit(Epoch.AddDays(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Fit(Epoch.AddDays(4), workers: 3));
        Assert.NotNull(table.Fit(Epoch.AddDays(5), workers: 3));
    }

    [Fact]
    public void Score_OverLastMonthsScores_LeavesNoneToWhoHasNoVisitsAnyMore()
    {
        RfmTable table = new(Epoch);
        table.Add(new CustomerId(0), Epoch.AddDays(3), 100);
        table.Add(new CustomerId(1), Epoch.AddDays(5), 200);
        RfmScore[] scores = new RfmScore[table.Capacity];
        RfmCutPoints cuts = table.Fit(Epoch.AddDays(5))!;
        Assert.Equal(2, table.Score(cuts, Epoch.AddDays(5), scores));
        table.Erase(new CustomerId(0));
        foreach (int workers in new[] { 1, 2 })
        {
            RfmScore[] again = [.. scores];
            Assert.Equal(1, table.Score(cuts, Epoch.AddDays(5), again, workers));
            Assert.Equal((true, scores[1]), (again[0].IsNone, again[1]));
        }
    }
}
