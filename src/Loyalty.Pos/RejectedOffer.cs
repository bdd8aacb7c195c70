using Loyalty.Pos.Catalog;

namespace Loyalty.Pos;

/// <summary>An offer that does not stand on a receipt, and why.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Reason">The first reason that holds.</param>
/// <param name="MissingSpend">What more must be spent, in minor units, where the reason is <see cref="RejectionReason.MinSpend"/>; else 0.</param>
/// <param name="MissingQuantity">How many more units are needed where the reason is <see cref="RejectionReason.MinQuantity"/>; else 0.</param>
public readonly record struct RejectedOffer(Offer Offer, RejectionReason Reason, long MissingSpend, decimal MissingQuantity);
