using System.Collections.Immutable;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>How a receipt's purchases earned points: so many for each full amount paid; none where <see cref="Per"/> is 0.</summary>
internal readonly record struct ReceiptPoints(long Earn, long Per)
{
    /// <summary>The points of what is paid on each line, with the lines' multipliers or each counted once.</summary>
    public Int128 Of(ImmutableArray<SoldLine> lines, ReadOnlySpan<long> paid, bool multiplied)
    {
        if (Per == 0)
        {
            return 0;
        }

        Int128 sum = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            sum += (Int128)paid[i] * (multiplied ? lines[i].MultiplierMillionths : Math.Min(lines[i].MultiplierMillionths, PointsStage.MultiplierUnit));
        }

        return sum / ((Int128)Per * PointsStage.MultiplierUnit) * Earn;
    }

    /// <summary>Points stop at 2^63 − 1.</summary>
    public static long Clamp(Int128 points) => points > long.MaxValue ? long.MaxValue : (long)points;
}
