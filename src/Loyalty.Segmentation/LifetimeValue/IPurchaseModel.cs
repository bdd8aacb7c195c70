namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What a model of purchases answers: BG/NBD and Pareto/NBD do, and whatever weighs them against the facts needs no more.</summary>
/// <remarks>Horizons are in the model's unit of time. Implementations are immutable, so any number of threads may share one.</remarks>
public interface IPurchaseModel
{
    /// <summary>Length of the unit of time, in days.</summary>
    double UnitDays { get; }

    /// <summary>The chance that a guest has not dropped out.</summary>
    /// <param name="purchases">What is known of the guest.</param>
    /// <returns>0 to 1.</returns>
    double ProbabilityAlive(RepeatPurchases purchases);

    /// <summary>How many purchase days to expect from a guest in the time to come.</summary>
    /// <param name="purchases">What is known of the guest.</param>
    /// <param name="horizon">How far to look, in the model's unit, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative or not finite.</exception>
    double ExpectedPurchases(RepeatPurchases purchases, double horizon);

    /// <summary>The same, each purchase worth exp(−δ t) of one today. Over an endless horizon this is the discounted expected residual transactions (DERT).</summary>
    /// <param name="purchases">What is known of the guest.</param>
    /// <param name="horizon">How far to look, in the model's unit, ≥ 0; may be +∞ where the rate is above 0.</param>
    /// <param name="rate">The discount rate.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, or endless without a discount.</exception>
    double DiscountedPurchases(RepeatPurchases purchases, double horizon, DiscountRate rate);

    /// <summary>How many repeat purchase days to expect from a new guest.</summary>
    /// <param name="horizon">How far to look from the first purchase, in the model's unit, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative or not finite.</exception>
    double ExpectedPurchasesOfNewGuest(double horizon);

    /// <summary>The same, each purchase worth exp(−δ t) of one today.</summary>
    /// <param name="horizon">How far to look from the first purchase, in the model's unit, ≥ 0; may be +∞ where the rate is above 0.</param>
    /// <param name="rate">The discount rate.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative, or endless without a discount.</exception>
    double DiscountedPurchasesOfNewGuest(double horizon, DiscountRate rate);

    /// <summary>The chance that a new guest has exactly so many repeat purchase days.</summary>
    /// <param name="count">How many, ≥ 0.</param>
    /// <param name="horizon">Since the first purchase, in the model's unit, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    double ProbabilityOfPurchases(int count, double horizon);
}
