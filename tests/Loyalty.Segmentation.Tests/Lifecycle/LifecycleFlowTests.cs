using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Lifecycle;

namespace Loyalty.Segmentation.Tests.Lifecycle;

public class LifecycleFlowTests
{
    private static readonly LifecycleModel Model = new(typicalRhythmDays: 10);

    [Fact]
    public void Between_TwoDays_CountsEachGuestOnce()
    {
        PurchaseHistory history = Histories.Of([(0, 0, 100), (1, 35, 100), (2, 0, 100), (2, 38, 100)]);

        LifecycleFlow flow = LifecycleFlow.Between(Model, history.Summarise(Histories.Start.AddDays(10)), history.Summarise(Histories.Start.AddDays(40)));

        Assert.Equal(1, flow[LifecycleStage.New, LifecycleStage.Lapsed]);
        Assert.Equal(1, flow[LifecycleStage.None, LifecycleStage.New]);
        Assert.Equal(1, flow[LifecycleStage.New, LifecycleStage.Returned]);
        Assert.Equal(3, flow.Total);
    }

    [Fact]
    public void Between_AnyReceipts_RowsAndColumnsAddUpToTheStages() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        PurchaseHistory history = Histories.Of(receipts);
        CustomerSummaries earlier = history.Summarise(Histories.Start.AddDays(15));
        CustomerSummaries later = history.Summarise(Histories.Start.AddDays(40));
        LifecycleFlow flow = LifecycleFlow.Between(Model, earlier, later);
        Assert.Equal(later.Customers, flow.Total);
        foreach (LifecycleStage stage in Enum.GetValues<LifecycleStage>())
        {
            long to = Enum.GetValues<LifecycleStage>().Sum(from => flow[from, stage]);
            Assert.Equal(Enumerable.Range(0, 6).Count(r => later.Has(new CustomerId(r)) && Model.StageOf(later, new CustomerId(r)).Stage == stage), to);
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void MergeWith_Others_AddsUp()
    {
        LifecycleFlow one = new();
        one.Add(LifecycleStage.New, LifecycleStage.Lost);
        LifecycleFlow two = new();
        two.Add(LifecycleStage.New, LifecycleStage.Lost);
        one.MergeWith(two);
        Assert.Equal(2, one[LifecycleStage.New, LifecycleStage.Lost]);
    }

    [Fact]
    public void Between_DaysSwapped_IsRefused() => Assert.Throws<ArgumentException>(() =>
        LifecycleFlow.Between(Model, Histories.Visits(Histories.Start.AddDays(2), 0), Histories.Visits(Histories.Start, 0)));
}
