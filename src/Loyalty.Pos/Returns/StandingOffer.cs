using Loyalty.Core;

namespace Loyalty.Pos.Returns;

/// <summary>What an offer still gives on the goods that stay.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="FundedBy">Who pays for it; null is the retailer.</param>
/// <param name="Discount">What it takes off the goods that stay, in minor units.</param>
/// <param name="Points">Its points that stay; a multiplier's are not reckoned apart and are 0 here.</param>
/// <param name="Gifts">The gifts, earned and not on the receipt, that stay with the guest.</param>
/// <param name="IsBroken">Whether what came back was needed for its condition while something of its reward stays.</param>
public readonly record struct StandingOffer(OfferId Offer, string? FundedBy, long Discount, long Points, long Gifts, bool IsBroken);
