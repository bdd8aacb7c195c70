using System.Security.Cryptography;

namespace Loyalty.Pos.Redemption;

/// <summary>A key by which a till checks coupons: its number, and the one algorithm that it is for.</summary>
/// <remarks>
/// The algorithm belongs to the key and is never read from a token, so no token can choose a weaker one.
/// Immutable and safe for any number of threads.
/// </remarks>
public sealed class CouponKey
{
    internal const int LeastSecret = 32;
    internal const int TagLength = 16;
    internal const int SignatureLength = 64;
    private readonly Lock gate = new();
    private readonly ECDsa? publicKey;
    private readonly byte[] secret;

    private CouponKey(ushort id, ECDsa? publicKey, byte[] secret) => (Id, this.publicKey, this.secret) = (id, publicKey, secret);

    /// <summary>The key's number, which tokens carry.</summary>
    public ushort Id { get; }

    internal int Length => publicKey is null ? TagLength : SignatureLength;

    /// <summary>A public key: a till that is stolen can check coupons, and make none. The right kind for tills.</summary>
    /// <param name="id">Its number; a new key takes a new one.</param>
    /// <param name="subjectPublicKeyInfo">An ECDSA key on the curve P-256, as X.509 SubjectPublicKeyInfo in DER.</param>
    /// <exception cref="ArgumentException">It is no such key.</exception>
    public static CouponKey Ecdsa(ushort id, ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out int read);
            RequireP256(key, nameof(subjectPublicKeyInfo));
            if (read != subjectPublicKeyInfo.Length)
            {
                throw new ArgumentException("The public key is followed by something else; give the DER bytes alone.", nameof(subjectPublicKeyInfo));
            }
        }
        catch (CryptographicException fault)
        {
            key.Dispose();
            throw new ArgumentException("The bytes are no SubjectPublicKeyInfo of an ECDSA key; export it with ECDsa.ExportSubjectPublicKeyInfo.", nameof(subjectPublicKeyInfo), fault);
        }

        return new CouponKey(id, key, []);
    }

    /// <summary>A shared secret: shorter tokens, but whoever can check them can make them. Only for machines that nobody walks away with.</summary>
    /// <param name="id">Its number; a new key takes a new one.</param>
    /// <param name="secret">At least 32 random bytes.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static CouponKey Hmac(ushort id, ReadOnlySpan<byte> secret) => new(id, null, CheckSecret(secret));

    internal static byte[] CheckSecret(ReadOnlySpan<byte> secret) => secret.Length >= LeastSecret
        ? secret.ToArray()
        : throw new ArgumentException($"A coupon secret must be at least {LeastSecret} bytes, not {secret.Length}; take them from a cryptographic generator.", nameof(secret));

    internal static void RequireP256(ECDsa key, string name)
    {
        if (key.ExportParameters(false).Curve.Oid.Value != "1.2.840.10045.3.1.7")
        {
            throw new ArgumentException("Coupons are signed on the curve P-256 (secp256r1), and this key is on another; make one with ECDsa.Create(ECCurve.NamedCurves.nistP256).", name);
        }
    }

    internal bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (publicKey is null)
        {
            Span<byte> tag = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(secret, signed, tag);
            return CryptographicOperations.FixedTimeEquals(tag[..TagLength], signature);
        }

        lock (gate)
        {
            return publicKey.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
