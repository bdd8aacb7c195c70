using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What line rewards left of a basket.</summary>
internal interface IBasketLeft
{
    /// <summary>What is left for basket rewards, in minor units.</summary>
    long Left { get; }

    /// <summary>Whether each of the lines can bear all that is left of it.</summary>
    bool IsFree { get; }

    /// <summary>What a percent of the basket gives: the lines' exact shares, each clipped to what its line can bear, rounded once.</summary>
    long PercentOf(Ratio ratio);
}
