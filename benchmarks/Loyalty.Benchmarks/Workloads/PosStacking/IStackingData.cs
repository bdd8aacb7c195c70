using Loyalty.Pos;
using Loyalty.Pos.Catalog;

namespace Loyalty.Benchmarks.Workloads.PosStacking;

/// <summary>A chain's offers and its baskets.</summary>
internal interface IStackingData
{
    Catalogue Catalogue { get; }

    /// <summary>Fills a basket as the cashier scans it.</summary>
    void Fill(Basket basket, int number);
}
