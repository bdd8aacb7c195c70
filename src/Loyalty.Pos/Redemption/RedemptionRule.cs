using Loyalty.Core;

namespace Loyalty.Pos.Redemption;

/// <summary>How often, by whom and out of which budget an offer may be redeemed. A use is a receipt on which the offer stands.</summary>
/// <remarks>Where a number is null, that limit does not exist; 0 allows nothing.</remarks>
public sealed record RedemptionRule
{
    /// <summary>The offer.</summary>
    public required OfferId Offer { get; init; }

    /// <summary>How many uses there are in all.</summary>
    /// <value>0 to <see cref="LimitClaim.MostLimit"/> (inclusive); default null, any number.</value>
    public long? Uses { get; init; }

    /// <summary>How many uses each guest has. The offer then needs a guest.</summary>
    /// <value>0 to <see cref="LimitClaim.MostLimit"/> (inclusive); default null, any number.</value>
    public long? UsesPerGuest { get; init; }

    /// <summary>How many uses each of the offer's codes has; 1 for single-use codes.</summary>
    /// <value>0 to <see cref="LimitClaim.MostLimit"/> (inclusive); default null, any number. Signed coupons are single-use whatever stands here.</value>
    public long? UsesPerCode { get; init; }

    /// <summary>The budget out of which its discounts are paid.</summary>
    /// <value>The name of one of the rules' budgets, which several offers may share; default null, none.</value>
    public string? Budget { get; init; }
}
