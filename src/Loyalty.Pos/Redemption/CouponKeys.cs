namespace Loyalty.Pos.Redemption;

/// <summary>The keys of a till: checks coupons without a network.</summary>
/// <remarks>
/// To rotate, tills get the new key beside the old one, then the issuer signs with it, and when the last old coupon has expired the old key is left out.
/// Immutable, so any number of threads may share one.
/// </remarks>
public sealed class CouponKeys
{
    private readonly Dictionary<ushort, CouponKey> keys = [];

    /// <summary>Collects keys.</summary>
    /// <param name="keys">The keys, each number once; none refuses every coupon.</param>
    /// <exception cref="ArgumentException">Two have the same number.</exception>
    public CouponKeys(params IEnumerable<CouponKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (CouponKey key in keys)
        {
            if (!this.keys.TryAdd(key.Id, key))
            {
                throw new ArgumentException($"Two keys have the number {key.Id}; a new key takes a new number.", nameof(keys));
            }
        }
    }

    /// <summary>Checks what a scanner read.</summary>
    /// <param name="text">Any text, hostile ones too.</param>
    /// <param name="now">The till's clock.</param>
    /// <param name="guest">The guest at the till, or null.</param>
    /// <returns>Whether the coupon holds, or why not; never an exception. That it was not used before is the limits' matter.</returns>
    public CouponCheck Check(string? text, DateTimeOffset now, string? guest = null)
    {
        if (text is null || !text.StartsWith(CouponBytes.Prefix, StringComparison.Ordinal))
        {
            return new(CouponVerdict.NotACoupon, null);
        }

        if (text.Length > CouponBytes.MostText || Base32.Read(text.AsSpan(CouponBytes.Prefix.Length)) is not { Length: > 0 } bytes)
        {
            return new(CouponVerdict.Malformed, null);
        }

        if (bytes[0] != CouponBytes.Version)
        {
            return new(bytes[0] > CouponBytes.Version ? CouponVerdict.NewerVersion : CouponVerdict.Malformed, null);
        }

        int length = CouponBytes.ContentLength(bytes);
        if (length < 0)
        {
            return new(CouponVerdict.Malformed, null);
        }

        ReadOnlySpan<byte> content = bytes.AsSpan(0, length);
        if (!keys.TryGetValue(CouponBytes.KeyOf(content), out CouponKey? key))
        {
            return new(CouponVerdict.UnknownKey, null);
        }

        ReadOnlySpan<byte> signature = bytes.AsSpan(length);
        if (signature.Length != key.Length)
        {
            return new(CouponVerdict.Malformed, null);
        }

        if (!key.Verifies(CouponBytes.Signed(content), signature))
        {
            return new(CouponVerdict.BadSignature, null);
        }

        return CouponBytes.Read(content) is { } coupon ? new(Judge(coupon, now, guest), coupon) : new(CouponVerdict.Malformed, null);
    }

    private static CouponVerdict Judge(Coupon coupon, DateTimeOffset now, string? guest) =>
        now < coupon.NotBefore ? CouponVerdict.NotYetValid
        : now >= coupon.ExpiresAt ? CouponVerdict.Expired
        : coupon.IsFor(guest) ? CouponVerdict.Valid
        : CouponVerdict.OtherGuest;
}
