using Loyalty.Core;

namespace Loyalty.Offers.Allocation;

/// <summary>What an allocation may spend, and how hard it searches.</summary>
public sealed record AllocationOptions
{
    /// <summary>The most that all picks together may cost.</summary>
    /// <value>≥ 0, in the currency of the candidates. Default: nothing, of no currency.</value>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public Money Budget
    {
        get;
        init => field = value.MinorUnits >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A budget must be at least 0; spend nothing with a budget of 0.");
    }

    /// <summary>The most offers that one customer may get.</summary>
    /// <value>1 to 1,000 (inclusive). Default 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int PerCustomer
    {
        get;
        init => field = value is >= 1 and <= 1_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A customer may get 1 to 1,000 (inclusive) offers.");
    } = 1;

    /// <summary>How many partial solutions the search for a proof may look at, beyond the relaxation. Counted, never timed, so the result is the same everywhere.</summary>
    /// <value>0 (relaxation and greedy repair alone) to 100,000,000. Default 2,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int SearchSteps
    {
        get;
        init => field = value is >= 0 and <= 100_000_000
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The search may take 0 to 100,000,000 (inclusive) steps.");
    } = 2_000_000;
}
