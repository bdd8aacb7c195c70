namespace Loyalty.Pos.Redemption;

/// <summary>A signed coupon as text, for a QR code or a barcode.</summary>
/// <remarks>
/// <c>LC.</c> and upper-case base 32: characters that a QR code keeps in its alphanumeric mode. It is a bearer's secret: whoever has seen it
/// can try to use it. Equality is ordinal. The <c>default</c> is empty. Immutable.
/// </remarks>
/// <param name="Text">The text.</param>
public readonly record struct CouponToken(string Text)
{
    /// <summary>Returns the text.</summary>
    public override string ToString() => Text ?? "";
}
