using Loyalty.Core;
using Loyalty.Offers.Allocation.Internal;

namespace Loyalty.Offers.Allocation;

/// <summary>Chooses who gets which offer so that the total value is as large as the budget and the offers' limits allow.</summary>
/// <remarks>
/// <para>The multiple-choice knapsack problem: its linear relaxation is solved exactly on the convex hulls of the customers' choices, which
/// gives the bound; a search near the break then finds a whole allocation and mostly proves it the best (Pisinger 1995). Limits are priced:
/// any prices give a valid bound (Lagrangian relaxation), good ones a sharp one.</para>
/// <para>Of equal totals the cheaper is taken. Where also the costs are equal, earlier customers and then ordinally smaller offers are preferred,
/// strictly in sets of up to 2,000 candidates and by the order of search beyond. Immutable; any number of threads may share one.</para>
/// </remarks>
public sealed class OfferAllocator
{
    private readonly AllocationOptions options;

    /// <summary>Makes an allocator.</summary>
    /// <param name="options">What may be spent, and how hard to search.</param>
    public OfferAllocator(AllocationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <summary>Allocates.</summary>
    /// <param name="candidates">What may be given to whom, in the budget's currency.</param>
    /// <returns>The picks, never over the budget nor over a limit, and the bound.</returns>
    /// <exception cref="ArgumentException">The currencies differ.</exception>
    /// <exception cref="InvalidOperationException">A customer has an offer twice.</exception>
    /// <exception cref="OverflowException">The total value is beyond a decimal.</exception>
    public AllocationResult Allocate(CandidateSet candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (options.Budget.Currency != candidates.Currency)
        {
            throw new ArgumentException($"The budget is in {options.Budget.Currency}, the candidates are in {candidates.Currency}; convert one first.", nameof(candidates));
        }

        long budget = options.Budget.MinorUnits;
        Columns columns = candidates.Freeze().Within(budget);
        int perCustomer = Math.Min(options.PerCustomer, columns.MostForOne);
        Relaxation relaxation = Relaxation.Of(columns, perCustomer, budget);
        Incumbent best = Incumbent.Fill(relaxation);
        Int128 bound = CoreSearch.Run(relaxation, best, options.SearchSteps);
        LimitPrices prices = new(columns);
        if (prices.AreViolatedBy(best.Slots))
        {
            prices.Settle(ref relaxation);
            best = Repair.Run(columns, relaxation, prices.Prices);
            bound = Int128.Max(best.Value, columns.Floor(prices.Bound));
        }

        bound = LossSearch.Run(columns, relaxation, prices, best, bound, options.SearchSteps);
        return new AllocationResult(columns, best, perCustomer, bound, relaxation.Price, prices.Prices);
    }

    /// <summary>What each budget would bring, from spending nothing to all that is worth anything: the data of a chart.</summary>
    /// <param name="candidates">What may be given to whom. Limits of offers are not looked at; the options' budget neither.</param>
    /// <param name="points">About how many points, evenly by spend, 2 to 100,000.</param>
    /// <returns>Points that allocations reach exactly, by rising spend; the first is what costs nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is outside its range.</exception>
    /// <exception cref="InvalidOperationException">A customer has an offer twice.</exception>
    public IReadOnlyList<BudgetPoint> Curve(CandidateSet candidates, int points = 100)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (points is < 2 or > 100_000)
        {
            throw new ArgumentOutOfRangeException(nameof(points), points, "A curve has 2 to 100,000 (inclusive) points.");
        }

        Columns columns = candidates.Freeze();
        return BudgetCurve.Of(columns, Math.Min(options.PerCustomer, columns.MostForOne), points);
    }
}
