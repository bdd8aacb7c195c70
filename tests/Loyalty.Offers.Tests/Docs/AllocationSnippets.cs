using Loyalty.Core;
using Loyalty.Offers.Allocation;

namespace Loyalty.Offers.Tests.Docs;

public class AllocationSnippets
{
    [Fact]
    public void Allocate_ThreeCandidates()
    {
        #region allocate
        Currency euro = new("EUR");
        CandidateSet candidates = new(euro, [new OfferTerms(new OfferId("coffee-20")), new OfferTerms(new OfferId("wine-30"), Limit: 1)]);
        candidates.Add(new CustomerId(0), offer: 0, value: 4.20m, cost: Money.Exact(1.50m, euro));
        candidates.Add(new CustomerId(0), offer: 1, value: 9.00m, cost: Money.Exact(4.00m, euro));
        candidates.Add(new CustomerId(1), offer: 1, value: 7.00m, cost: Money.Exact(4.00m, euro));

        OfferAllocator allocator = new(new AllocationOptions { Budget = Money.Exact(5.50m, euro) });
        AllocationResult result = allocator.Allocate(candidates);

        foreach (AllocationPick pick in result.Picks)
        {
            Console.WriteLine($"{pick.Customer} gets {pick.Offer} for {pick.Cost}");
        }

        // result.Value is 11.20, result.UpperBound too: result.IsOptimal.
        #endregion
        Assert.Equal((11.20m, 11.20m, true), (result.Value, result.UpperBound, result.IsOptimal));
        Assert.Equal(["coffee-20", "wine-30"], result.Picks.Select(p => p.Offer.Value));
    }

    [Fact]
    public void Curve_OfABudget()
    {
        Currency euro = new("EUR");
        CandidateSet candidates = new(euro, [new OfferTerms(new OfferId("coffee-20"))]);
        candidates.Add(new CustomerId(0), 0, 4, new Money(100, euro));
        candidates.Add(new CustomerId(1), 0, 2, new Money(100, euro));

        #region curve
        IReadOnlyList<BudgetPoint> curve = new OfferAllocator(new AllocationOptions()).Curve(candidates, points: 50);
        BudgetPoint last = curve[^1]; // beyond last.Spend, more budget brings nothing
        #endregion
        Assert.Equal(new BudgetPoint(new Money(200, euro), 6, 0), last);
    }
}
