using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Microsegments;

public class CascadeComparisonTests
{
    private static readonly string[] Stages = ["active", "lost"];

    [Fact]
    public void Between_TwoMonths_SaysWhoMovedAndWhatMovedThem()
    {
        // Guest 0 stays; 1 spent more; 2 was lost; 3 meets the lower bar; 4 is dropped by the new step; 5 is new.
        GuestAttribute[] before = Guests([500, 100, 900, 300, 800], [0, 0, 0, 0, 0], [9, 9, 9, 9, 1]);
        GuestAttribute[] now = Guests([500, 600, 900, 300, 800, 900], [0, 0, 1, 0, 0, 0], [9, 9, 9, 9, 1, 9]);
        Cascade earlier = Cascade.Parse("""{"steps":[{"name":"active","where":{"stage":["active"]}},{"name":"big","where":{"money":{"min":400}}}]}""", before);
        Cascade later = Cascade.Parse("""{"steps":[{"name":"active","where":{"stage":["active"]}},{"name":"big","where":{"money":{"min":200}}},{"name":"often","where":{"visits":{"min":2}}}]}""", now);

        CascadeComparison comparison = CascadeComparison.Between(earlier, 5, later, 6, now);

        Assert.Equal([1, 3, 5], comparison.Came.ToArray());
        Assert.Equal([2, 4], comparison.Left.ToArray());
        Assert.Equal([0], comparison.Stayed.ToArray());
        Assert.Equal(new CascadeChange(true, true, CascadeChangeCause.None, null, null, null, null), comparison.Explain(0));
        Assert.Equal(new CascadeChange(false, true, CascadeChangeCause.Data, "big", "money at least 400", "100", "600"), comparison.Explain(1));
        Assert.Equal(new CascadeChange(true, false, CascadeChangeCause.Data, "active", "stage in active", "active", "lost"), comparison.Explain(2));
        Assert.Equal(new CascadeChange(false, true, CascadeChangeCause.Cascade, "big", "money at least 400", "300", "300"), comparison.Explain(3));
        Assert.Equal(new CascadeChange(true, false, CascadeChangeCause.Cascade, "often", "visits at least 2", "1", "1"), comparison.Explain(4));
        Assert.Equal(new CascadeChange(false, true, CascadeChangeCause.NewGuest, null, null, null, null), comparison.Explain(5));
        Assert.Equal(5, comparison.Causes.Sum(c => c.Guests));
        Assert.Contains(new CascadeChangeCount(true, CascadeChangeCause.Data, "big", "money", 1), comparison.Causes);
        Assert.Contains(new CascadeChangeCount(true, CascadeChangeCause.NewGuest, null, null, 1), comparison.Causes);
    }

    [Fact]
    public void Between_AnyTwoRuns_CausesAddUpAndDataAloneNeverBlamesTheCascade() => Prop.ForAll(Seeds.Any, seed =>
    {
        WildCascade wild = new(seed);
        WildCascade other = new(seed + 1);
        int before = Math.Min(wild.Guests, other.Guests);
        GuestAttribute[] now = other.Columns;
        Cascade earlier = Cascade.Parse(wild.Json, wild.Columns);
        CascadeComparison changed = CascadeComparison.Between(earlier, before, Cascade.Parse(other.Json, now), other.Guests, now);
        CascadeComparison same = CascadeComparison.Between(earlier, before, earlier.Over(now), other.Guests, now);

        Assert.Equal(changed.Came.Count + changed.Left.Count, changed.Causes.Sum(c => c.Guests));
        Assert.DoesNotContain(same.Causes, c => c.Cause == CascadeChangeCause.Cascade);
        Assert.Empty(CascadeComparison.Between(earlier, wild.Guests, earlier, wild.Guests, wild.Columns).Causes);
        CascadeComparison steps = CascadeComparison.Between(earlier, before, Cascade.Parse(other.Json, wild.Columns), wild.Guests, wild.Columns);
        Assert.DoesNotContain(steps.Causes, c => c.Cause == CascadeChangeCause.Data);
        foreach (int row in changed.Came.Or(changed.Left).ToArray())
        {
            CascadeChange change = changed.Explain(row);
            Assert.Equal(change.WasIn, !change.IsIn);
            Assert.Equal(change.Cause == CascadeChangeCause.NewGuest, change.Step is null);
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void Between_FewerGuestsThanBefore_IsRefused()
    {
        GuestAttribute[] guests = Guests([1, 2], [0, 0], [1, 1]);
        Cascade cascade = Cascade.Parse("""{"steps":[{"name":"active","where":{"stage":["active"]}}]}""", guests);
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadeComparison.Between(cascade, 2, cascade, 1, guests));
        Assert.Throws<ArgumentOutOfRangeException>(() => CascadeComparison.Between(cascade, -1, cascade, 1, guests));
        Assert.Throws<ArgumentException>(() => CascadeComparison.Between(cascade, 2, cascade, 2, [guests[0]]));
    }

    [Fact]
    public void Estimate_ManySeeds_HoldsTheCountAboutAsOftenAsPromised()
    {
        const int Guests = 50_000;
        GuestAttribute visits = GuestAttribute.OfNumbers("visits", Enumerable.Range(0, Guests).Select(i => i * 7919 % 100).ToArray());
        Cascade cascade = new([new CascadeStep("often", [Condition.Between(visits, 30, null)]), new CascadeStep("very often", [Condition.Between(visits, 95, null)])]);
        CascadeResult truth = cascade.Select(Guests).Result;

        int held = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            CascadeEstimate estimate = cascade.Estimate(Guests, seed, sample: 500);
            for (int step = 0; step < 2; step++)
            {
                held += truth.Steps[step].Out >= estimate.Steps[step].Low && truth.Steps[step].Out <= estimate.Steps[step].High ? 1 : 0;
                Assert.InRange(estimate.Steps[step].High - estimate.Steps[step].Low, 1, 2 * 0.98 / Math.Sqrt(500) * Guests);
            }
        }

        // 800 intervals at 95 %: 760 ± 6.2; the seeds are fixed, so this is no lottery.
        Assert.InRange(held, 730, 790);
        Assert.Equal(cascade.Estimate(Guests, 7).Steps, cascade.Estimate(Guests, 7).Steps);
        Assert.False(cascade.Estimate(Guests, 7).IsExact);
    }

    [Fact]
    public void Estimate_NoMoreGuestsThanTheSample_IsExact()
    {
        GuestAttribute[] guests = Guests([500, 100, 900], [0, 0, 1], [9, 9, 9]);
        Cascade cascade = Cascade.Parse("""{"steps":[{"name":"active","where":{"stage":["active"]}},{"name":"big","where":{"money":{"min":400}}}]}""", guests);
        CascadeEstimate estimate = cascade.Estimate(3, seed: 1, sample: 3);
        Assert.True(estimate.IsExact);
        Assert.Equal([new CascadeStepEstimate("active", 2, 2, 2), new CascadeStepEstimate("big", 1, 1, 1)], estimate.Steps);
        Assert.Equal(0, cascade.Estimate(0, 1).In);
        Assert.Throws<ArgumentOutOfRangeException>(() => cascade.Estimate(3, 1, sample: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => cascade.Estimate(3, 1, confidence: 1));
        Assert.Throws<ArgumentException>(() => cascade.Estimate(4, 1));
    }

    private static GuestAttribute[] Guests(int[] money, byte[] stages, int[] visits) =>
        [GuestAttribute.OfNumbers("money", money), GuestAttribute.OfTexts("stage", stages, Stages), GuestAttribute.OfNumbers("visits", visits)];
}
