using Loyalty.Core;

namespace Loyalty.Pos.Returns;

/// <summary>Gifts that were earned, were not on the receipt, and are asked back.</summary>
/// <param name="Offer">The offer that gave them.</param>
/// <param name="Sku">What was given.</param>
/// <param name="Quantity">How many.</param>
public readonly record struct ReturnedGift(OfferId Offer, Sku Sku, long Quantity);
