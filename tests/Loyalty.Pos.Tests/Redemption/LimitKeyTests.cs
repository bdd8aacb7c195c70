using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

public class LimitKeyTests
{
    [Theory]
    [InlineData("offer:dairy-20", LimitKind.Offer, null)]
    [InlineData("offer:a:b", LimitKind.Offer, null)]
    [InlineData("code:SAVE10#1", LimitKind.Code, null)]
    [InlineData("budget:november", LimitKind.Budget, null)]
    [InlineData("guest:dairy-20:anna", LimitKind.Guest, "anna")]
    [InlineData("guest:a%3Ab%2525:c:d", LimitKind.Guest, "c:d")]
    public void Parse_OfAValue_GivesTheKeyBack(string value, LimitKind kind, string? guest)
    {
        LimitKey key = LimitKey.Parse(value);
        Assert.Equal((kind, value, guest), (key.Kind, key.Value, key.Guest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dairy")]
    [InlineData("offer:")]
    [InlineData("Offer:a")]
    [InlineData("code: a")]
    [InlineData("guest:dairy")]
    [InlineData("guest::anna")]
    [InlineData("guest:dairy:")]
    public void Parse_OfSomethingElse_IsRefused(string value)
    {
        Assert.False(LimitKey.TryParse(value, out LimitKey key));
        Assert.True(key.IsNone);
        Assert.Throws<FormatException>(() => LimitKey.Parse(value));
    }

    [Fact]
    public void OfGuest_OfAnyOfferAndGuest_NeverNamesAnother() => Prop.ForAll(
        Gen.Elements("a", "a:b", "a%", "%3A", "b", "a%3Ab").Four().ToArbitrary(),
        pair =>
        {
            LimitKey one = LimitKey.OfGuest(new OfferId(pair.Item1), pair.Item2);
            LimitKey two = LimitKey.OfGuest(new OfferId(pair.Item3), pair.Item4);
            Assert.Equal(pair.Item1 == pair.Item3 && pair.Item2 == pair.Item4, one == two);
            Assert.Equal(one, LimitKey.Parse(one.Value));
            Assert.Equal(pair.Item2, LimitKey.Parse(one.Value).Guest);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ToString_NamesNoGuest()
    {
        Assert.Equal("guest:dairy-20:…", LimitKey.OfGuest(new OfferId("dairy-20"), "anna").ToString());
        Assert.Equal("offer:dairy-20", LimitKey.OfOffer(new OfferId("dairy-20")).ToString());
        Assert.Equal("", default(LimitKey).ToString());
    }

    [Fact]
    public void Order_IsOrdinal_AndEqualityThatOfTheValue()
    {
        LimitKey[] keys = [LimitKey.OfCode("b"), LimitKey.OfCode("B"), LimitKey.OfBudget("b"), LimitKey.OfCode("é")];
        Assert.Equal(["budget:b", "code:B", "code:b", "code:é"], keys.Order().Select(k => k.Value));
        Assert.Equal(LimitKey.OfCode("b").GetHashCode(), LimitKey.Parse("code:b").GetHashCode());
        Assert.True(default(LimitKey).IsNone);
    }

    [Fact]
    public void Names_OutsideTheirRange_AreRefused_WithoutNamingTheGuest()
    {
        Assert.Throws<ArgumentException>(() => LimitKey.OfOffer(default));
        Assert.Throws<ArgumentException>(() => LimitKey.OfCode(""));
        Assert.Throws<ArgumentException>(() => LimitKey.OfCode("a\uDC00"));
        Assert.False(LimitKey.TryParse("budget:\uD800a", out _));
        Assert.Throws<ArgumentException>(() => LimitKey.OfBudget(new string('x', 513)));
        Assert.Throws<ArgumentException>(() => new TillId(" x"));
        Assert.Throws<ArgumentException>(() => new ReservationId(new string('x', 129)));
        Assert.Throws<ArgumentException>(() => new LeaseId("\t"));
        ArgumentException fault = Assert.Throws<ArgumentException>(() => LimitKey.OfGuest(new OfferId("a"), "an\u0001na"));
        Assert.DoesNotContain("na\"", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("an\u0001na", fault.Message, StringComparison.Ordinal);
    }
}
