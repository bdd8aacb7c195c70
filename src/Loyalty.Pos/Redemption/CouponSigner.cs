using System.Security.Cryptography;

namespace Loyalty.Pos.Redemption;

/// <summary>Signs coupons, at the issuer's.</summary>
/// <remarks>An ECDSA key stays the caller's, who disposes of it; one thread at a time signs with it.</remarks>
public sealed class CouponSigner
{
    private readonly ushort id;
    private readonly ECDsa? privateKey;
    private readonly byte[] secret;

    private CouponSigner(ushort id, ECDsa? privateKey, byte[] secret) => (this.id, this.privateKey, this.secret) = (id, privateKey, secret);

    /// <summary>Signs with a private key, whose public half the tills have.</summary>
    /// <param name="id">The key's number.</param>
    /// <param name="privateKey">An ECDSA key on the curve P-256.</param>
    /// <exception cref="ArgumentException">It is on another curve.</exception>
    public static CouponSigner Ecdsa(ushort id, ECDsa privateKey)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        CouponKey.RequireP256(privateKey, nameof(privateKey));
        return new CouponSigner(id, privateKey, []);
    }

    /// <summary>Signs with a secret that whoever checks has too.</summary>
    /// <param name="id">The key's number.</param>
    /// <param name="secret">At least 32 random bytes.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static CouponSigner Hmac(ushort id, ReadOnlySpan<byte> secret) => new(id, null, CouponKey.CheckSecret(secret));

    /// <summary>Signs a coupon.</summary>
    /// <param name="coupon">The coupon.</param>
    /// <returns>Its token. With a secret always the same one; ECDSA draws a random number, so each signature is another and all are good.</returns>
    public CouponToken Sign(Coupon coupon)
    {
        ArgumentNullException.ThrowIfNull(coupon);
        byte[] content = CouponBytes.Write(coupon, id);
        byte[] signed = CouponBytes.Signed(content);
        ReadOnlySpan<byte> signature = privateKey is null
            ? HMACSHA256.HashData(secret, signed).AsSpan(0, CouponKey.TagLength)
            : privateKey.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new CouponToken(CouponBytes.Prefix + Base32.Write([.. content, .. signature]));
    }
}
