using System.Buffers.Binary;
using System.Text;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>
/// The bytes of a coupon, big-endian: version (1), key (2), flags (1; bit 0: bound), not before and expires (4 each, seconds since 2020),
/// serial (8), the guest's mark (8, where bound), the code's length (1) and UTF-8, the signature.
/// </summary>
internal static class CouponBytes
{
    public const string Prefix = "LC.";
    public const byte Version = 1;
    public const int MostCode = 64;
    public const int MostText = 300;
    private const int Fixed = 21;
    private static readonly UTF8Encoding Utf8 = new(false, true);

    public static byte[] Write(Coupon coupon, ushort key)
    {
        byte[] code = Utf8.GetBytes(coupon.Code);
        int mark = coupon.GuestMark is null ? 0 : 8;
        byte[] bytes = new byte[Fixed + mark + code.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), key);
        bytes[3] = (byte)(mark > 0 ? 1 : 0);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), Seconds(coupon.NotBefore));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Seconds(coupon.ExpiresAt));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(12), coupon.Serial);
        if (coupon.GuestMark is { } guest)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(20), guest);
        }

        bytes[20 + mark] = (byte)code.Length;
        code.CopyTo(bytes.AsSpan(Fixed + mark));
        return bytes;
    }

    /// <summary>What is signed: the prefix too, so that a signature of the same key on something else is none on a coupon.</summary>
    public static byte[] Signed(ReadOnlySpan<byte> content) => [.. "LC."u8, .. content];

    public static ushort KeyOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);

    /// <summary>How many bytes stand before the signature; −1 where the bytes end before.</summary>
    public static int ContentLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Fixed || bytes[3] > 1)
        {
            return -1;
        }

        int at = 20 + (bytes[3] * 8);
        if (bytes.Length <= at || bytes[at] is 0 or > MostCode)
        {
            return -1;
        }

        int length = at + 1 + bytes[at];
        return length < bytes.Length ? length : -1;
    }

    /// <summary>Reads content of the right length; null where the code or the instants are none.</summary>
    public static Coupon? Read(ReadOnlySpan<byte> content)
    {
        bool isBound = content[3] == 1;
        uint notBefore = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        uint expiresAt = BinaryPrimitives.ReadUInt32BigEndian(content[8..]);
        string code;
        try
        {
            code = Utf8.GetString(content[(Fixed + (isBound ? 8 : 0))..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        return RedemptionText.IsValid(code) && notBefore < expiresAt
            ? new Coupon(code, BinaryPrimitives.ReadUInt64BigEndian(content[12..]), notBefore, expiresAt, isBound ? BinaryPrimitives.ReadUInt64BigEndian(content[20..]) : null)
            : null;
    }

    private static uint Seconds(DateTimeOffset at) => (uint)((at - Coupon.Earliest).Ticks / TimeSpan.TicksPerSecond);
}
