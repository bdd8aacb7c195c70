namespace Loyalty.Pos;

/// <summary>What one offer took off one line.</summary>
/// <param name="Line">The line's place in <see cref="PricedBasket.Lines"/>.</param>
/// <param name="Applied">The offer's place in <see cref="PricedBasket.Applied"/>.</param>
/// <param name="Discount">What it took off, in minor units; more than 0.</param>
public readonly record struct DiscountShare(int Line, int Applied, long Discount);
