using FsCheck;
using FsCheck.Fluent;
using Loyalty.Offers.Allocation;

namespace Loyalty.Offers.Tests.Allocation;

public class OfferAllocatorLawTests
{
    private static readonly Config Laws = Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20_261_123, 7);

    private static readonly Arbitrary<int> Instances = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void Allocate_SmallProblem_IsTheBruteForceOptimumWithItsTieBreaks() =>
        Prop.ForAll(Instances, i =>
        {
            Instance instance = Instance.Random((ulong)i >> 2, limited: (i & 1) == 1, coarse: (i & 2) == 2);
            AllocationResult result = instance.Solve();
            (decimal value, long cost, (int, int)[] picks) = instance.BruteForce();

            Assert.True(result.IsOptimal);
            Assert.Equal(value, result.Value);
            Assert.Equal(value, result.UpperBound);
            Assert.Equal(cost, result.Cost.MinorUnits);
            Assert.Equal(picks, result.Picks.Select(p => (p.Customer.Index, p.Offer.Value[^1] - 'a')).ToArray());
        }).Check(Laws);

    [Fact]
    public void Allocate_WithoutSearch_StaysWithinBudgetLimitsAndBound() =>
        Prop.ForAll(Instances, i =>
        {
            Instance instance = Instance.Random((ulong)i >> 2, limited: (i & 1) == 1, coarse: (i & 2) == 2);
            AllocationResult result = instance.Solve(steps: 0);
            decimal optimum = instance.BruteForce().Value;

            Assert.True(result.UpperBound >= optimum, $"bound {result.UpperBound} < optimum {optimum}");
            Assert.True(result.Value <= optimum);
            Assert.True(!result.IsOptimal || result.Value == optimum);
            Assert.InRange(result.Cost.MinorUnits, 0, instance.Budget);
            Assert.Equal(result.Picks.Sum(p => p.Cost.MinorUnits), result.Cost.MinorUnits);
            Assert.Equal(result.Picks.Sum(p => p.Value), result.Value);
            Assert.All(result.Picks.GroupBy(p => p.Customer), g => Assert.True(g.Count() <= instance.PerCustomer));
            Assert.All(result.Picks.GroupBy(p => p.Offer.Value[^1] - 'a'), g => Assert.True(g.Count() <= (instance.Limits[g.Key] ?? int.MaxValue)));
        }).Check(Laws);

    [Fact]
    public void Allocate_CandidatesInAnotherOrder_PicksTheSame() =>
        Prop.ForAll(Instances, i =>
        {
            Instance instance = Instance.Random((ulong)i >> 2, limited: (i & 1) == 1, coarse: (i & 2) == 2);

            Assert.Equal(
                instance.Solve().Picks.Select(p => (p.Customer, p.Offer, p.Cost)),
                instance.Solve(reversed: true).Picks.Select(p => (p.Customer, p.Offer, p.Cost)));
        }).Check(Laws);
}
