namespace Loyalty.Pos;

/// <summary>How a session prices.</summary>
public sealed record PricingOptions
{
    /// <summary>How long the best combination of competing offers is searched for on one receipt before the best so far is taken.</summary>
    /// <value>
    /// 1 to 10^7 steps; default 4,000. A step is one line in one combination that is tried or one set of lines that is worked out, sixteen
    /// combinations that are summed, or one decision. Counted, never timed, so that the same basket always gets the same price.
    /// </value>
    public int SearchSteps { get; init; } = 4_000;

    /// <summary>Where lines that offers tie together have at most so many combinations, all are gone through, without a bound on what they can give.</summary>
    internal int FewCombinations { get; init; } = 4_096;

    internal void Check()
    {
        if (SearchSteps is < 1 or > 10_000_000)
        {
            throw new ArgumentOutOfRangeException(nameof(SearchSteps), SearchSteps, "SearchSteps must be from 1 to 10,000,000 (inclusive).");
        }
    }
}
