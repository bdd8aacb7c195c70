using Loyalty.Core;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What a guest was worth and what to expect of them, side by side.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Historical">What the guest has paid so far less what came back, first purchase included: a fact.</param>
/// <param name="ProbabilityAlive">The chance that the guest has not dropped out.</param>
/// <param name="ExpectedPurchases">Purchase days within the horizon; null for an endless one, which may have no finite mean.</param>
/// <param name="DiscountedPurchases">The same, each worth exp(−δ t) of one today.</param>
/// <param name="ExpectedSpend">What a purchase day is expected to bring, in the unit that the spend model was fitted in.</param>
public readonly record struct GuestValue(Money Historical, double ProbabilityAlive, double? ExpectedPurchases, double DiscountedPurchases, double ExpectedSpend)
{
    /// <summary>What the guest is expected to bring within the horizon, discounted: purchases times spend, in the spend model's unit.</summary>
    public double ExpectedValue => DiscountedPurchases * ExpectedSpend;
}
