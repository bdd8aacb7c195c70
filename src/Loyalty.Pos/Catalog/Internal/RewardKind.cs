namespace Loyalty.Pos.Catalog.Internal;

/// <summary>The kinds in the order in which they are applied.</summary>
internal enum RewardKind : byte
{
    FixedPrice,
    Bundle,
    BuyGet,
    Gift,
    Amount,
    Percent,
    Tiers,
    Points,
}
