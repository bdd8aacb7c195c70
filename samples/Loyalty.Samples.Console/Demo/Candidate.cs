using Loyalty.Core;
using Loyalty.Offers.Scoring;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>An offer that a guest could get, and what it is expected to bring and cost in the month.</summary>
/// <param name="Guest">Who.</param>
/// <param name="Promotion">Which offer.</param>
/// <param name="Scored">What the scorer says of it, and why.</param>
/// <param name="Price">What a piece costs.</param>
/// <param name="Pieces">How many pieces the guest takes at a time.</param>
internal readonly record struct Candidate(CustomerId Guest, Promotion Promotion, ScoredOffer Scored, decimal Price, int Pieces)
{
    /// <summary>The share of the price that is margin; assumed.</summary>
    public const decimal Margin = 0.55m;

    /// <summary>How much more is bought for each whole of discount; assumed, to be learnt from control groups.</summary>
    public const decimal Response = 4;

    /// <summary>The discount to expect.</summary>
    public Money Cost => Scored.ExpectedCost;

    /// <summary>The extra margin less the whole discount, which is paid on what would have been bought anyway too; may be negative.</summary>
    public decimal Value => (Scored.ExpectedValue - Scored.ExpectedCost).ToDecimal();
}
