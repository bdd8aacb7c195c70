using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>A share of several parts: each part's exact share is clipped to what the part can bear, and the sum rounded half away from zero, once.</summary>
internal struct ClippedSum(Ratio ratio)
{
    private Int128 sum;

    /// <summary>The sum, in minor units.</summary>
    public readonly long Rounded => (long)(((2 * sum) + ratio.Denominator) / (2 * (Int128)ratio.Denominator));

    public void Add(long amount, long bear)
    {
        Int128 exact = (Int128)amount * ratio.Numerator;
        Int128 most = (Int128)bear * ratio.Denominator;
        sum += exact < most ? exact : most;
    }
}
