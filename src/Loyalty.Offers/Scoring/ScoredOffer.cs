using Loyalty.Core;

namespace Loyalty.Offers.Scoring;

/// <summary>An offer that suits a guest, how well, what it should bring and cost, and why.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Offer">The offer.</param>
/// <param name="Score">Affinity × depth; see <see cref="OfferScorer"/>.</param>
/// <param name="ExpectedValue">What the guest should spend in addition while the offer holds, times the share that counts as value.</param>
/// <param name="ExpectedCost">The discount on all that the guest should buy of it, and what telling them costs.</param>
/// <param name="Reason">The good that speaks most for it.</param>
public readonly record struct ScoredOffer(OfferId Offer, double Score, Money ExpectedValue, Money ExpectedCost, ScoreReason Reason);
