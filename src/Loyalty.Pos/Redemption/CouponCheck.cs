namespace Loyalty.Pos.Redemption;

/// <summary>What a till found about a token.</summary>
/// <remarks>Equal when both members are. The <c>default</c> is not a coupon. Immutable.</remarks>
/// <param name="Verdict">Whether it holds, or why not.</param>
/// <param name="Coupon">What was signed; null where nothing genuine was.</param>
public readonly record struct CouponCheck(CouponVerdict Verdict, Coupon? Coupon)
{
    /// <summary>Whether it holds.</summary>
    public bool IsValid => Verdict == CouponVerdict.Valid;
}
