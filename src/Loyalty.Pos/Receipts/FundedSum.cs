namespace Loyalty.Pos.Receipts;

/// <summary>What one funder pays for on a receipt.</summary>
/// <param name="FundedBy">Who pays; null is the retailer.</param>
/// <param name="Discount">The discounts of its offers, in minor units.</param>
/// <param name="Points">The points of its offers; what purchases earn by themselves is nobody's offer.</param>
public readonly record struct FundedSum(string? FundedBy, long Discount, long Points);
