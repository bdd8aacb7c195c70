using Loyalty.Core;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>An offer that a guest could get, and what it is expected to bring and cost in the month.</summary>
/// <param name="Guest">Who.</param>
/// <param name="Promotion">Which offer.</param>
/// <param name="Visits">How likely the guest comes in the month.</param>
/// <param name="Habit">How likely the good is in a basket of the guest's without any offer.</param>
/// <param name="Pieces">How many pieces the guest takes at a time.</param>
/// <param name="Price">What a piece costs.</param>
/// <param name="Value">The extra margin less the whole discount, in pounds; may be negative.</param>
/// <param name="Cost">The discount to expect.</param>
internal readonly record struct Candidate(CustomerId Guest, Promotion Promotion, double Visits, double Habit, int Pieces, decimal Price, decimal Value, Money Cost)
{
    /// <summary>The share of the price that is margin; assumed.</summary>
    public const double Margin = 0.55;

    /// <summary>By how much an offer raises the chance that the good is bought on a visit; assumed, to be learnt from control groups.</summary>
    public const double Lift = 0.15;

    /// <summary>Scores an offer: what it moves earns the margin, and the discount is paid on what would have been bought anyway too.</summary>
    public static Candidate Score(CustomerId guest, Promotion promotion, double visits, double habit, int pieces, decimal price)
    {
        double spend = pieces * (double)price;
        double raised = Math.Min(1, habit + Lift);
        double cost = visits * raised * spend * promotion.Percent / 100;
        double value = (visits * (raised - habit) * spend * Margin) - cost;
        return new Candidate(guest, promotion, visits, habit, pieces, price, Math.Round((decimal)value, 4), Money.Round((decimal)cost, DemoPlan.Pounds));
    }
}
