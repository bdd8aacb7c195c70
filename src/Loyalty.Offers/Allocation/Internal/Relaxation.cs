namespace Loyalty.Offers.Allocation.Internal;

/// <summary>
/// The linear relaxation, solved exactly: all steps of all ladders from the steepest down until the budget breaks one. Its optimum, rounded down, bounds
/// every allocation; the steps before the break are an allocation already.
/// </summary>
internal sealed class Relaxation
{
    private Relaxation(Columns columns, int perCustomer, long budget, Bracket bracket)
    {
        Columns = columns;
        PerCustomer = perCustomer;
        Budget = budget;
        Low = bracket.Low;
        High = bracket.High;
        Slots = bracket.Slots;
        Steps = bracket.Steps;
        Value = bracket.Value;
        Int128 cost = bracket.Cost;
        foreach (Step step in Steps)
        {
            if (cost + step.Cost > budget)
            {
                break;
            }

            Apply(Slots, PerCustomer, step);
            Value += step.Value;
            cost += step.Cost;
            Break++;
        }

        Cost = (long)cost;
        Price = Break < Steps.Count ? Steps[Break].Price : Price.Zero;
        Bound = Value + Price.Worth(budget - Cost);
    }

    public Columns Columns { get; }

    public int PerCustomer { get; }

    public long Budget { get; }

    /// <summary>Steps of this price and below were not climbed.</summary>
    public Price Low { get; }

    /// <summary>Steps above this price were all taken and are not listed.</summary>
    public Price High { get; }

    /// <summary>What each customer gets by the whole steps before the break.</summary>
    public int[] Slots { get; }

    public List<Step> Steps { get; }

    /// <summary>The first step that does not fit the budget; the number of steps where all do.</summary>
    public int Break { get; }

    public Int128 Value { get; }

    public long Cost { get; }

    /// <summary>The optimum of the relaxation, rounded down to whole units.</summary>
    public Int128 Bound { get; }

    /// <summary>The price of budget at the break: what one more minor unit would bring. Zero where the budget is ample.</summary>
    public Price Price { get; }

    public static Relaxation Of(Columns columns, int perCustomer, long budget) =>
        new(columns, perCustomer, budget, Bracket.Of(columns, perCustomer, budget));

    public static void Apply(int[] slots, int perCustomer, Step step)
    {
        Span<int> own = slots.AsSpan(step.Customer * perCustomer, perCustomer);
        own[own.IndexOf(step.Leaves)] = step.Joins;
    }
}
