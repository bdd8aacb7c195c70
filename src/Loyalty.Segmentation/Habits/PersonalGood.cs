using Loyalty.Core;

namespace Loyalty.Segmentation.Habits;

/// <summary>A good that a guest buys, and how much this is a habit.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Sku">The good.</param>
/// <param name="Score">On how many receipts the guest bought it.</param>
/// <param name="Net">What the guest paid for it less what came back; above zero.</param>
/// <param name="LastDay">When the guest last bought it.</param>
public readonly record struct PersonalGood(Sku Sku, int Score, Money Net, DateOnly LastDay);
