using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Pos.Redemption;

/// <summary>A single-use coupon: which code it stands for, when it holds, and for whom.</summary>
/// <remarks>
/// Its token is read by whoever holds it, so it names no guest: one that is bound carries 64 bits of SHA-256 of the guest and the serial,
/// other bits on each coupon. Equal when all members are. Immutable.
/// </remarks>
public sealed record Coupon
{
    /// <summary>The first instant that a token can name, 2020-01-01 in UTC.</summary>
    public static readonly DateTimeOffset Earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last instant that a token can name, in 2156.</summary>
    public static readonly DateTimeOffset Latest = Earliest.AddSeconds(uint.MaxValue);

    /// <summary>Makes a coupon to be signed.</summary>
    /// <param name="code">The code of the offer in the catalogue; 1 to 64 bytes of UTF-8, well-formed, no control characters, no white space at either end.</param>
    /// <param name="serial">The coupon's number, unique for its code; drawn at random, so that nobody counts the issue.</param>
    /// <param name="notBefore">The first instant at which it holds; full seconds, a fraction is cut off.</param>
    /// <param name="expiresAt">The first instant at which it no longer holds; full seconds, a fraction is cut off.</param>
    /// <param name="guest">The only guest who may use it; null for any bearer.</param>
    /// <exception cref="ArgumentException">The code or guest is outside its range, an instant is before <see cref="Earliest"/> or after <see cref="Latest"/>, or it would never hold.</exception>
    public Coupon(string code, ulong serial, DateTimeOffset notBefore, DateTimeOffset expiresAt, string? guest = null)
        : this(code, serial, Seconds(notBefore), Seconds(expiresAt), guest is null ? null : Mark(RedemptionText.Check(guest, "guest", 512), serial))
    {
        if (Encoding.UTF8.GetByteCount(RedemptionText.Check(code, "code")) > CouponBytes.MostCode)
        {
            throw new ArgumentException($"A coupon's code must be at most {CouponBytes.MostCode} bytes of UTF-8.", nameof(code));
        }

        if (NotBefore >= ExpiresAt)
        {
            throw new ArgumentException($"A coupon that holds from {NotBefore:O} and expires at {ExpiresAt:O} never holds; let it expire later.", nameof(expiresAt));
        }
    }

    internal Coupon(string code, ulong serial, uint notBefore, uint expiresAt, ulong? guestMark)
    {
        (Code, Serial, GuestMark) = (code, serial, guestMark);
        NotBefore = Earliest.AddSeconds(notBefore);
        ExpiresAt = Earliest.AddSeconds(expiresAt);
    }

    /// <summary>The code that goes on the basket.</summary>
    public string Code { get; }

    /// <summary>The coupon's number among those of its code.</summary>
    public ulong Serial { get; }

    /// <summary>The first instant at which it holds, in UTC.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The first instant at which it no longer holds, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Whether one guest alone may use it.</summary>
    public bool IsBound => GuestMark is not null;

    /// <summary>The counter of its single use.</summary>
    public LimitKey Limit => LimitKey.OfCode(string.Create(CultureInfo.InvariantCulture, $"{Code}#{Serial}"));

    internal ulong? GuestMark { get; }

    /// <summary>Whether a guest may use it.</summary>
    /// <param name="guest">The guest, or null for one who is not known.</param>
    /// <returns>True for anybody where it is not bound.</returns>
    public bool IsFor(string? guest) => GuestMark is null || (guest is not null && GuestMark == Mark(guest, Serial));

    private static uint Seconds(DateTimeOffset at) => at >= Earliest && at <= Latest
        ? (uint)((at - Earliest).Ticks / TimeSpan.TicksPerSecond)
        : throw new ArgumentException($"A coupon's instants must be from {Earliest:O} to {Latest:O} (inclusive), but one is {at:O}.");

    private static ulong Mark(string guest, ulong serial)
    {
        byte[] text = new byte[8 + Encoding.UTF8.GetMaxByteCount(guest.Length)];
        BinaryPrimitives.WriteUInt64BigEndian(text, serial);
        int length = 8 + Encoding.UTF8.GetBytes(guest, text.AsSpan(8));
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(text.AsSpan(0, length)));
    }
}
