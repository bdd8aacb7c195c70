using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Returns;

/// <summary>What a return without its receipt gives the guest and takes back.</summary>
/// <param name="Refund">What the guest gets: the lowest prices × quantities, each rounded down, in minor units.</param>
/// <param name="PointsTakenBack">The points that such an amount earns by itself, rounded up: whoever bought it had at most one step more.</param>
public sealed record UnprovenReturn(long Refund, long PointsTakenBack)
{
    internal static UnprovenReturn Of(ReadOnlySpan<UnprovenGoods> goods, PointsRule? points)
    {
        points?.Check();
        long refund = 0;
        foreach (UnprovenGoods returned in goods)
        {
            refund += (long)decimal.Floor(returned.Quantity * returned.LowestPrice);
        }

        return new UnprovenReturn(refund, points is null ? 0 : ReceiptPoints.Clamp(((Int128)refund + points.Per - 1) / points.Per * points.Earn));
    }
}
