using Loyalty.Core;

namespace Loyalty.Offers.Allocation;

/// <summary>What a budget brings when it is spent best.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Spend">What is spent.</param>
/// <param name="Value">The total value that this buys; no allocation of the same cost is worth more.</param>
/// <param name="Price">What one more unit of the currency would bring from here on; 0 at the end.</param>
public readonly record struct BudgetPoint(Money Spend, decimal Value, double Price);
