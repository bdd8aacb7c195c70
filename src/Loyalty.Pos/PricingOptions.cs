namespace Loyalty.Pos;

/// <summary>How a session prices.</summary>
public sealed record PricingOptions
{
    /// <summary>How many combinations of competing offers are tried on one receipt before the best so far is taken.</summary>
    /// <value>1 to 10^7; default 20,000. Counted, never timed, so that the same basket always gets the same price.</value>
    public int SearchSteps { get; init; } = 20_000;

    internal void Check()
    {
        if (SearchSteps is < 1 or > 10_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(SearchSteps), SearchSteps, "SearchSteps must be from 1 to 10,000,000 (inclusive).");
        }
    }
}
