using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos;

/// <summary>An offer that stands on a receipt.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Discount">What it took off, in minor units.</param>
/// <param name="Points">The points that it added.</param>
/// <param name="Times">Groups, sets, gifts, or units of an amount or a fixed price; 1 for the rest.</param>
/// <param name="GiftQuantity">Units of <see cref="Mechanics.Gift.Sku"/> that were earned and are not in the basket; 0 for other kinds.</param>
public readonly record struct AppliedOffer(Offer Offer, long Discount, long Points, long Times, long GiftQuantity)
{
    /// <summary>What was earned and is not in the basket.</summary>
    /// <value>The <c>default</c> sku where nothing was.</value>
    public Sku GiftSku => GiftQuantity > 0 && Offer.Reward is Mechanics.Gift gift ? gift.Sku : default;
}
