namespace Loyalty.Offers.Scoring;

/// <summary>How a guest's purchases are weighed against the promotions.</summary>
public sealed record ScoringOptions
{
    /// <summary>How many of a guest's goods count: the personal top list.</summary>
    /// <value>1 to 10,000. Default 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int TopItems { get; init => field = Within(value, 1, 10_000, "top goods"); } = 100;

    /// <summary>How many offers a guest gets at most.</summary>
    /// <value>1 to 1,000. Default 5.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int TopOffers { get; init => field = Within(value, 1, 1_000, "top offers"); } = 5;

    /// <summary>After how many days without the good a purchase counts half.</summary>
    /// <value>1 to 3,650 days. Default 90.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int HalvingDays { get; init => field = Within(value, 1, 3_650, "days to halve"); } = 90;

    /// <summary>Over how many days the purchases were counted.</summary>
    /// <value>1 to 3,650 days. Default 365.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int ObservedDays { get; init => field = Within(value, 1, 3_650, "days observed"); } = 365;

    /// <summary>For how many days the offer holds.</summary>
    /// <value>1 to 3,650 days. Default 14.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int OfferDays { get; init => field = Within(value, 1, 3_650, "days of the offer"); } = 14;

    /// <summary>How much more is bought for each whole of discount: 2 says that 20 % off sells 40 % more.</summary>
    /// <value>0 to 100. Default 2. An assumption: put here what your own experiments measured.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public decimal Response
    {
        get;
        init => field = value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A response must be 0 to 100 (inclusive).");
    } = 2;

    /// <summary>What share of additional turnover counts as value.</summary>
    /// <value>0 to 1. Default 1: value is turnover. Put the margin's share here to make it profit.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public decimal ValueShare
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A share must be 0 to 1 (inclusive).");
    } = 1;

    private static int Within(int value, int least, int most, string what) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"The number of {what} must be {least} to {most} (inclusive)."));
}
