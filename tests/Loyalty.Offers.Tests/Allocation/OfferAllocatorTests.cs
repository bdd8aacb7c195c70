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

    [Fact]
    public void Allocate_OneGuestTwoOffers_TheBetterThatFitsIsPicked()
    {
        CandidateSet candidates = Set((0, "a", 10m, 500), (0, "b", 12m, 600));

        Assert.Equal(["b"], Picks(Solve(candidates, 600)));
        Assert.Equal(["a"], Picks(Solve(candidates, 599)));
        Assert.Empty(Solve(candidates, 499).Picks);
    }

    [Fact]
    public void Allocate_BudgetZero_PicksWhatIsFree()
    {
        AllocationResult result = Solve(Set((0, "a", 1m, 0), (0, "b", 2m, 1), (1, "a", -1m, 0), (1, "b", 0m, 0)), 0);

        Assert.Equal(["a"], Picks(result));
        Assert.True(result.IsOptimal);
        Assert.Equal(1m, result.UpperBound);
        Assert.Equal(0, result.Gap);
    }

    [Fact]
    public void Allocate_NothingWorthAnything_PicksNothingAndTheGapIsZero()
    {
        AllocationResult result = Solve(Set((0, "a", -5m, 0), (1, "a", 0m, 10)), 1_000);

        Assert.Empty(result.Picks);
        Assert.Equal(0, result.Gap);
        Assert.Equal(0m, result.UpperBound);
        Assert.Equal(0, Solve(Set(), 100).Value);
    }

    [Fact]
    public void Allocate_AmpleBudget_EveryoneGetsTheirBestAndBudgetIsWorthNothing()
    {
        AllocationResult result = Solve(Set((0, "a", 3m, 10), (0, "b", 3m, 9), (1, "a", 1m, 5)), 1_000);

        Assert.Equal(["b", "a"], Picks(result));
        Assert.Equal(0, result.BudgetPrice);
    }

    [Fact]
    public void Allocate_EqualTotals_TheCheaperThenTheEarlierGuestThenTheSmallerOfferIsTaken()
    {
        Assert.Equal(["b"], Picks(Solve(Set((0, "a", 3m, 10), (0, "b", 3m, 9)), 10)));
        Assert.Equal(["a"], Picks(Solve(Set((0, "b", 3m, 9), (0, "a", 3m, 9)), 10)));
        Assert.Equal(0, Assert.Single(Solve(Set((1, "a", 3m, 9), (0, "a", 3m, 9)), 10).Picks).Customer.Index);
    }

    [Fact]
    public void Allocate_OfferLimit_IsNeverExceededAndHasAPrice()
    {
        CandidateSet candidates = new(Instance.Euro, [new OfferTerms(new OfferId("rare"), 2), new OfferTerms(new OfferId("never"), 0), new OfferTerms(new OfferId("plain"))]);
        for (int i = 0; i < 50; i++)
        {
            candidates.Add(new CustomerId(i), 0, 100 + i, new Money(10, Instance.Euro));
            candidates.Add(new CustomerId(i), 1, 1_000, new Money(1, Instance.Euro));
            candidates.Add(new CustomerId(i), 2, 5, new Money(10, Instance.Euro));
        }

        AllocationResult result = Solve(candidates, 400);

        Assert.Equal((487m, 487m), (result.Value, result.UpperBound));
        Assert.True(result.IsOptimal);
        Assert.Equal(149m + 148m + (38 * 5m), result.Value);
        Assert.Equal(2, result.Picks.Count(p => p.Offer.Value == "rare"));
        Assert.DoesNotContain(result.Picks, p => p.Offer.Value == "never");
        Assert.True(result.LimitPrices[0] > 0);
        Assert.Equal(0, result.LimitPrices[2]);
    }

    [Fact]
    public void Allocate_ManyGuestsAndTightLimits_StaysCloseToItsBound()
    {
        SplitMix64 random = new(99);
        CandidateSet candidates = new(Instance.Euro, Enumerable.Range(0, 20).Select(i => new OfferTerms(new OfferId($"o{i:00}"), i % 2 == 0 ? 60 : null)));
        for (int guest = 0; guest < 3_000; guest++)
        {
            for (int offer = 0; offer < 20; offer++)
            {
                candidates.Add(new CustomerId(guest), offer, 10 + random.Below(500), new Money(20 + random.Below(480), Instance.Euro));
            }
        }

        AllocationResult result = Solve(candidates, 150_000);

        Assert.True(result.Gap < 2e-3, $"gap {result.Gap}");
        Assert.True(result.UpperBound >= result.Value);
        Assert.InRange(result.Cost.MinorUnits, 0, 150_000);
        Assert.All(result.Picks.GroupBy(p => p.Offer).Where(g => int.Parse(g.Key.Value[1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0), g => Assert.True(g.Count() <= 60));
    }

    [Fact]
    public void Allocate_SeveralOffersPerGuest_KeepsItsBoundAtScale()
    {
        (CandidateSet candidates, long budget) = Workload.Of(2_000);
        AllocationResult one = Solve(candidates, budget);
        AllocationResult three = Solve(candidates, budget, perCustomer: 3);

        Assert.True(three.Value > one.Value);
        Assert.True(three.Gap < 1e-5, $"gap {three.Gap}");
        Assert.All(three.Picks.GroupBy(p => p.Customer), g => Assert.InRange(g.Count(), 1, 3));
    }

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("0.30000000000000004", "12.123456789012345", "0.00000000000000001")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000002", "0.0000000000000000000000000003")]
    [InlineData("12345678901234567", "1", "0.5")]
    public void Allocate_ValuesOfManyDigits_AddUpExactly(string a, string b, string c)
    {
        decimal[] values = [.. new[] { a, b, c }.Select(v => decimal.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
        AllocationResult result = Solve(Set((0, "a", values[0], 1), (1, "a", values[1], 1), (2, "a", values[2], 1)), 3);

        Assert.Equal(values.Sum(), result.Value);
        Assert.Equal(values.Sum(), result.UpperBound);
        Assert.Equal(values, result.Picks.Select(p => p.Value));
    }

    [Fact]
    public void Allocate_ValuesBeyondEighteenDigits_AreRoundedAndTheBoundIsWidened()
    {
        decimal huge = 50_000_000_000_000_000_000_000_000_000m;
        AllocationResult result = Solve(Set((0, "a", huge, 1), (1, "a", 0.0000000001m, 1)), 2);

        Assert.Equal(huge, result.Value);
        Assert.True(result.UpperBound >= huge + 0.0000000001m);
        Assert.True(result.Gap < 1e-15);
        Assert.Throws<OverflowException>(() => Solve(Set((0, "a", huge, 1), (1, "a", huge, 1)), 2));
    }

    [Fact]
    public void Allocate_HugeCosts_DoNotOverflow()
    {
        AllocationResult result = Solve(Set((0, "a", 1m, long.MaxValue), (1, "a", 2m, long.MaxValue - 1), (2, "a", 1m, 1)), long.MaxValue);

        Assert.Equal(3m, result.Value);
        Assert.Equal(long.MaxValue, result.Cost.MinorUnits);
    }

    [Fact]
    public void Curve_EveryPoint_IsWhatThatBudgetBrings()
    {
        (CandidateSet candidates, long budget) = Workload.Of(300);
        IReadOnlyList<BudgetPoint> curve = new OfferAllocator(new AllocationOptions()).Curve(candidates, 20);

        Assert.InRange(curve.Count, 15, 22);
        Assert.Equal(new BudgetPoint(default, 0, curve[0].Price), curve[0]);
        Assert.Equal(0, curve[^1].Price);
        Assert.True(curve[^1].Spend.MinorUnits > budget);
        foreach (BudgetPoint point in curve)
        {
            AllocationResult result = Solve(candidates, point.Spend.MinorUnits);
            Assert.Equal(point.Value, result.Value);
            Assert.True(result.IsOptimal);
        }

        Assert.Equal(curve.OrderBy(p => p.Spend.MinorUnits), curve);
        Assert.Equal(curve.OrderByDescending(p => p.Price), curve);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OfferAllocator(new AllocationOptions()).Curve(candidates, 1));
    }

    [Fact]
    public void Allocate_Pick_SaysItsAdvantageAndItsPlaceInTheInput()
    {
        AllocationResult result = Solve(Set((1, "a", 9m, 100), (0, "a", 6m, 100), (2, "a", 3m, 100)), 200);

        Assert.Equal([1, 0], result.Picks.Select(p => p.Candidate));
        Assert.Equal(3, result.BudgetPrice, 9); // the next best would bring 3 for 1.00
        Assert.Equal([3.0, 6.0], result.Picks.Select(p => Math.Round(p.Advantage, 9)));
    }

    [Fact]
    public void Add_BadInput_IsRefusedBeforeAnythingChanges()
    {
        CandidateSet set = Set((0, "a", 1m, 1));
        Assert.Throws<ArgumentException>(() => set.Add(CustomerId.None, 0, 1, new Money(1, Instance.Euro)));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(new CustomerId(0), 9, 1, new Money(1, Instance.Euro)));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(new CustomerId(0), 0, 1, new Money(-1, Instance.Euro)));
        Assert.Throws<ArgumentException>(() => set.Add(new CustomerId(0), 0, 1, new Money(1, new Currency("USD"))));
        Assert.Equal(1, set.Count);

        set.Add(new CustomerId(0), 1, 2, new Money(1, Instance.Euro));
        Assert.Contains("second time", Assert.Throws<InvalidOperationException>(() => Solve(set, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CandidateSet(Instance.Euro, [default(OfferTerms)]));
        Assert.Throws<ArgumentException>(() => new CandidateSet(Instance.Euro, [new OfferTerms(new OfferId("a")), new OfferTerms(new OfferId("a"))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CandidateSet(Instance.Euro, [new OfferTerms(new OfferId("a"), -1)]));
        Assert.Throws<ArgumentException>(() => new OfferAllocator(new AllocationOptions()).Allocate(Set()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllocationOptions { Budget = new Money(-1, Instance.Euro) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllocationOptions { PerCustomer = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllocationOptions { SearchSteps = -1 });
    }

    private static CandidateSet Set(params (int Customer, string Offer, decimal Value, long Cost)[] rows)
    {
        string[] offers = ["b", "a"];
        CandidateSet set = new(Instance.Euro, offers.Select(o => new OfferTerms(new OfferId(o))));
        foreach ((int customer, string offer, decimal value, long cost) in rows)
        {
            set.Add(new CustomerId(customer), Array.IndexOf(offers, offer), value, new Money(cost, Instance.Euro));
        }

        return set;
    }

    private static IEnumerable<string> Picks(AllocationResult result) => result.Picks.Select(p => p.Offer.Value);

    private static AllocationResult Solve(CandidateSet candidates, long budget, int perCustomer = 1) =>
        new OfferAllocator(new AllocationOptions { Budget = new Money(budget, candidates.Currency), PerCustomer = perCustomer }).Allocate(candidates);
}
