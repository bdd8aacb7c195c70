using Loyalty.Core;

namespace Loyalty.Segmentation.Habits;

/// <summary>How much of a guest's money goes into a category.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Category">The category.</param>
/// <param name="Receipts">On how many receipts the guest bought something of it.</param>
/// <param name="Net">What was paid for it less what came back; above zero.</param>
/// <param name="Share">Of the money for all such categories, above 0, at most 1; the shares of a guest add up to 1.</param>
public readonly record struct CategoryShare(Category Category, int Receipts, Money Net, double Share);
