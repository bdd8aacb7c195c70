namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How much less a purchase later is worth than one today: a rate compounded continuously, by the year, so that its unit never depends on a model's.</summary>
/// <remarks>
/// A year is 365.25 days. Equal when the rates are; ordered by nothing. The <c>default</c> does not discount. Immutable.
/// </remarks>
public readonly record struct DiscountRate
{
    private const double DaysInYear = 365.25;

    private DiscountRate(double perYear) => ContinuousPerYear = perYear;

    /// <summary>No discount: a purchase in ten years is worth one today.</summary>
    public static DiscountRate None => default;

    /// <summary>δ: a purchase in t years is worth exp(−δ t) of one today.</summary>
    public double ContinuousPerYear { get; }

    /// <summary>A rate compounded continuously.</summary>
    /// <param name="perYear">δ by the year, ≥ 0: 0.14 is about 15 % a year.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perYear"/> is negative or not finite.</exception>
    public static DiscountRate Continuous(double perYear) => new(Checked(perYear));

    /// <summary>A rate compounded once a year, as interest is quoted.</summary>
    /// <param name="perYear">≥ 0: 0.15 is 15 % a year, a continuous rate of ln 1.15.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perYear"/> is negative or not finite.</exception>
    public static DiscountRate Yearly(double perYear) => new(Internal.Elementary.Log1p(Checked(perYear)));

    /// <summary>δ in another unit of time.</summary>
    /// <param name="unitDays">The unit's length in days, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unitDays"/> is not above 0 or not finite.</exception>
    public double PerUnit(double unitDays) => unitDays > 0 && double.IsFinite(unitDays)
        ? ContinuousPerYear * unitDays / DaysInYear
        : throw new ArgumentOutOfRangeException(nameof(unitDays), unitDays, "The unit must be above 0 days (exclusive).");

    private static double Checked(double perYear) => perYear >= 0 && double.IsFinite(perYear)
        ? perYear
        : throw new ArgumentOutOfRangeException(nameof(perYear), perYear, "The discount rate must be at least 0 a year, and finite; 15 % is 0.15.");
}
