using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Mechanics;

/// <summary>A part of a <see cref="Bundle"/>: so many units of what a selector chooses.</summary>
/// <param name="Items">What counts.</param>
/// <param name="Quantity">How many units, at least 1.</param>
public sealed record BundleItem(Selector Items, int Quantity = 1);
