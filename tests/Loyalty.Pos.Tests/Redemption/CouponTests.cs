using System.Globalization;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

public class CouponTests
{
    /// <summary>The secret of the published vectors: bytes 0 to 31.</summary>
    internal static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Coupon Bearer = new("SAVE10", 4711, From, To);
    private static readonly Coupon Bound = new("SAVE10", 4712, From, To, "42");
    private static readonly CouponSigner Hmac = CouponSigner.Hmac(7, Secret);
    private static readonly ECDsa Private = PublishedKey();
    private static readonly CouponSigner Ecdsa = CouponSigner.Ecdsa(8, Private);
    private static readonly CouponKeys Keys = new(CouponKey.Hmac(7, Secret), CouponKey.Ecdsa(8, Private.ExportSubjectPublicKeyInfo()));

    /// <summary>The P-256 key of RFC 6979, appendix A.2.5.</summary>
    internal static ECDsa PublishedKey() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        D = Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"),
        Q = new ECPoint
        {
            X = Convert.FromHexString("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"),
            Y = Convert.FromHexString("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"),
        },
    });

    private static CouponSigner Signer(bool isEcdsa) => isEcdsa ? Ecdsa : Hmac;

    private static CouponVerdict Check(CouponToken token, DateTimeOffset? at = null, string? guest = null) => Keys.Check(token.Text, at ?? From, guest).Verdict;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_OfWhatWasSigned_GivesItBack(bool isEcdsa)
    {
        CouponCheck check = Keys.Check(Signer(isEcdsa).Sign(Bearer).Text, From);
        Assert.True(check.IsValid);
        Assert.Equal(Bearer, check.Coupon);
        Assert.Equal("code:SAVE10#4711", check.Coupon!.Limit.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_KeepsTheTimes_ToTheSecond(bool isEcdsa)
    {
        CouponToken token = Signer(isEcdsa).Sign(Bearer);
        Assert.Equal(CouponVerdict.NotYetValid, Check(token, From.AddTicks(-1)));
        Assert.Equal(CouponVerdict.Valid, Check(token, From));
        Assert.Equal(CouponVerdict.Valid, Check(token, To.AddTicks(-1).ToOffset(TimeSpan.FromHours(3))));
        Assert.Equal(CouponVerdict.Expired, Check(token, To));
    }

    [Fact]
    public void Check_OfABoundCoupon_IsForItsGuestAlone()
    {
        CouponToken token = Hmac.Sign(Bound);
        Assert.Equal(CouponVerdict.Valid, Check(token, guest: "42"));
        Assert.Equal(CouponVerdict.OtherGuest, Check(token, guest: "43"));
        Assert.Equal(CouponVerdict.OtherGuest, Check(token));
        Assert.Equal(CouponVerdict.Valid, Check(Hmac.Sign(Bearer), guest: "42"));
        Assert.True(Keys.Check(token.Text, From, "42").Coupon!.IsBound);
    }

    [Fact]
    public void Token_OfABoundCoupon_NamesNoGuest_AndIsAnotherOnEachCoupon()
    {
        Coupon one = new("SAVE10", 1, From, To, "anna-anna-anna");
        Coupon two = new("SAVE10", 2, From, To, "anna-anna-anna");
        Assert.NotEqual(one.GuestMark, two.GuestMark);
        Assert.True(one.IsFor("anna-anna-anna") && two.IsFor("anna-anna-anna"));
        Assert.False(one.IsFor("boris"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_WithAnotherKeyOfTheSameNumber_SaysForged_AndWithoutThatNumber_Unknown(bool isEcdsa)
    {
        string text = Signer(isEcdsa).Sign(Bearer).Text;
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] secret = [.. Secret.Reverse()];
        CouponKeys keys = new(CouponKey.Hmac(7, secret), CouponKey.Ecdsa(8, other.ExportSubjectPublicKeyInfo()));
        Assert.Equal(CouponVerdict.BadSignature, keys.Check(text, From).Verdict);
        Assert.Null(keys.Check(text, From).Coupon);
        Assert.Equal(CouponVerdict.UnknownKey, new CouponKeys().Check(text, From).Verdict);
    }

    [Fact]
    public void Check_WhereTheKeysAlgorithmIsAnother_IsRefused()
    {
        // Whoever knows a public key must not be able to use it as a secret.
        byte[] publicKey = Private.ExportSubjectPublicKeyInfo();
        string forged = CouponSigner.Hmac(8, publicKey).Sign(Bearer).Text;
        Assert.Equal(CouponVerdict.Malformed, Keys.Check(forged, From).Verdict);
    }

    [Fact]
    public void Rotation_TakesOldAndNew_ThenNewAlone()
    {
        CouponKey old = CouponKey.Hmac(1, Secret);
        CouponKey next = CouponKey.Hmac(2, [.. Secret.Reverse()]);
        string first = CouponSigner.Hmac(1, Secret).Sign(Bearer).Text;
        string second = CouponSigner.Hmac(2, [.. Secret.Reverse()]).Sign(Bearer).Text;
        Assert.All([first, second], t => Assert.True(new CouponKeys(old, next).Check(t, From).IsValid));
        Assert.Equal(CouponVerdict.UnknownKey, new CouponKeys(next).Check(first, From).Verdict);
        Assert.True(new CouponKeys(next).Check(second, From).IsValid);
        Assert.Throws<ArgumentException>(() => new CouponKeys(old, CouponKey.Hmac(1, Secret)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_OfATruncatedOrLengthenedToken_IsRefused(bool isEcdsa)
    {
        string text = Signer(isEcdsa).Sign(Bound).Text;
        for (int length = 0; length < text.Length; length++)
        {
            Assert.False(Keys.Check(text[..length], From, "42").IsValid);
            Assert.False(Keys.Check(text[(length + 1)..], From, "42").IsValid);
        }

        foreach (string more in new[] { "A", "AA", "AAAAAAAA", " ", "=", "\0" })
        {
            Assert.False(Keys.Check(text + more, From, "42").IsValid);
            Assert.False(Keys.Check(more + text, From, "42").IsValid);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Check_OfATokenWithAnyCharacterChanged_IsRefused(bool isEcdsa)
    {
        string text = Signer(isEcdsa).Sign(Bound).Text;
        for (int i = 0; i < text.Length; i++)
        {
            foreach (char other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567a1.é\uD800")
            {
                if (other != text[i])
                {
                    CouponCheck check = Keys.Check($"{text[..i]}{other}{text[(i + 1)..]}", From, "42");
                    Assert.False(check.IsValid);
                    Assert.Null(check.Coupon);
                }
            }
        }
    }

    [Fact]
    public void Check_OfAnyText_ThrowsNothing()
    {
        Prop.ForAll<string>(text =>
        {
            Assert.False(Keys.Check(text, From).IsValid);
            Assert.False(Keys.Check("LC." + text, From).IsValid);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Assert.Equal(CouponVerdict.NotACoupon, Keys.Check(null, From).Verdict);
        Assert.Equal(CouponVerdict.NotACoupon, Keys.Check("4006381333931", From).Verdict);
        Assert.Equal(CouponVerdict.Malformed, Keys.Check("LC.", From).Verdict);
        Assert.Equal(CouponVerdict.Malformed, Keys.Check("LC." + new string('A', 100_000), From).Verdict);
        Assert.Equal(CouponVerdict.NewerVersion, Keys.Check("LC.AI", From).Verdict);
    }

    [Fact]
    public void SignAndCheck_AnyCoupon_ComesBack() => Prop.ForAll<DoNotSize<ulong>, DoNotSize<uint>, DoNotSize<uint>>((drawn, one, two) =>
    {
        (ulong serial, uint a, uint b) = (drawn.Item, one.Item >> 1, two.Item >> 1);
        (uint from, uint to) = (Math.Min(a, b), Math.Max(a, b) + 1);
        Coupon coupon = new("Ü-" + serial.ToString(CultureInfo.InvariantCulture), serial, Coupon.Earliest.AddSeconds(from), Coupon.Earliest.AddSeconds(to), (a & 1) == 0 ? "42" : null);
        Assert.Equal(coupon, Keys.Check(Hmac.Sign(coupon).Text, Coupon.Earliest.AddSeconds(from), "42").Coupon);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Token_FitsAQrCode_InAlphanumericMode()
    {
        const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        string hmac = Hmac.Sign(Bearer).Text;
        string ecdsa = Ecdsa.Sign(Bound).Text;
        Assert.All(hmac + ecdsa, c => Assert.True(Alphanumeric.Contains(c, StringComparison.Ordinal)));
        // ISO/IEC 18004 at medium correction: version 4 holds 90 of them, version 8 holds 221.
        Assert.Equal((72, 162), (hmac.Length, ecdsa.Length));
    }

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData(" SAVE", 0, 1)]
    [InlineData("SA\nVE", 0, 1)]
    [InlineData("ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", 0, 1)]
    [InlineData("SAVE", 1, 1)]
    [InlineData("SAVE", 2, 1)]
    [InlineData("SAVE", -1, 1)]
    [InlineData("SAVE", 0, 1L << 32)]
    public void Coupon_ThatCouldNotBeRead_IsRefused(string code, long from, long to) =>
        Assert.Throws<ArgumentException>(() => new Coupon(code, 1, Coupon.Earliest.AddSeconds(from), Coupon.Earliest.AddSeconds(to)));

    [Fact]
    public void Coupon_WithHalfASurrogatePair_IsRefused() => Assert.Throws<ArgumentException>(() => new Coupon("SAVE\uD800", 1, From, To));

    [Fact]
    public void Keys_ThatAreNoKeys_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => CouponKey.Hmac(1, Secret.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => CouponSigner.Hmac(1, Secret.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => CouponKey.Ecdsa(1, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => CouponKey.Ecdsa(1, [.. Private.ExportSubjectPublicKeyInfo(), 0]));
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<ArgumentException>(() => CouponKey.Ecdsa(1, other.ExportSubjectPublicKeyInfo()));
        Assert.Throws<ArgumentException>(() => CouponSigner.Ecdsa(1, other));
        using RSA rsa = RSA.Create(2048);
        Assert.Throws<ArgumentException>(() => CouponKey.Ecdsa(1, rsa.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public async Task Check_FromManyThreads_IsRight()
    {
        string[] texts = [.. Enumerable.Range(0, 20).Select(i => Ecdsa.Sign(new Coupon("SAVE10", (ulong)i, From, To)).Text)];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Assert.All(texts, t => Assert.True(Keys.Check(t, From).IsValid)))));
    }
}
