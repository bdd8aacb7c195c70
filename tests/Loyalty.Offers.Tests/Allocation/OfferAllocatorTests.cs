using Loyalty.Core;
using Loyalty.Offers.Allocation;

namespace Loyalty.Offers.Tests.Allocation;

public class OfferAllocatorTests
{
    [Fact]
    public void Allocate_TenThousandGuestsTwentyOffers_ProvesThePublishedOptimum()
    {
        (CandidateSet candidates, long budget) = Workload.Of(10_000);
        AllocationResult result = Solve(candidates, budget);

        Assert.Equal(1_092_188, budget);
        Assert.True(result.IsOptimal);
        Assert.Equal(2_088_643m, result.Value);
        Assert.Equal(2_088_643m, result.UpperBound);
        Assert.True(result.Cost.MinorUnits <= budget);
    }

    [Fact]
    public void Allocate_ManyGuests_TheBracketedSearchAgreesWithTheWholeOne()
    {
        // Above 32,768 guests only the steps near the break are looked at; a proof by them is a proof.
        (CandidateSet candidates, long budget) = Workload.Of(40_000);
        AllocationResult result = Solve(candidates, budget);

        Assert.True(result.IsOptimal);
        Assert.True(result.Cost.MinorUnits <= budget);
        Assert.Equal(result.Value, result.Picks.Sum(p => p.Value));
        Assert.Equal(result.Cost.MinorUnits, result.Picks.Sum(p => p.Cost.MinorUnits));
        Assert.Equal(result.Picks.Count, result.Picks.Select(p => p.Customer).Distinct().Count());
    }

    private static AllocationResult Solve(CandidateSet candidates, long budget) =>
        new OfferAllocator(new AllocationOptions { Budget = new Money(budget, candidates.Currency) }).Allocate(candidates);
}
