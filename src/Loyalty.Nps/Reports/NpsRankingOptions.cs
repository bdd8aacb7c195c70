namespace Loyalty.Nps.Reports;

/// <summary>When stores, categories or operators may be ranked by score.</summary>
public sealed record NpsRankingOptions
{
    private readonly long fewestAnswers = 100;

    /// <summary>How many answers a row needs to have a place.</summary>
    /// <value>At least 30; 100 by default, where the 95 % interval still reaches about 17 points to each side. At 10 it reaches 54.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 30.</exception>
    public long FewestAnswers
    {
        get => fewestAnswers;
        init => fewestAnswers = value >= 30 ? value : throw new ArgumentOutOfRangeException(nameof(value), value,
            $"FewestAnswers must be at least 30 (inclusive), but it is {value}; with fewer, places are noise. Join months or stores instead.");
    }
}
