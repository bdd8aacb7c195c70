using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Core.Tests;

public sealed class MoneyTests
{
    private static readonly Currency Euro = new("EUR");

    [Theory]
    [InlineData("12.345", 1235)]
    [InlineData("-12.345", -1235)]
    [InlineData("0.005", 1)]
    [InlineData("0.0049999", 0)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void Round_HalfACent_GoesAwayFromZero(string amount, long expected) =>
        Assert.Equal(expected, Money.Round(decimal.Parse(amount, CultureInfo.InvariantCulture), Euro).MinorUnits);

    [Fact]
    public void Round_BeyondSixtyFourBits_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.Round(92233720368547758.08m, Euro));
        Assert.False(Money.TryRound(decimal.MinValue, Euro, out Money money));
        Assert.Equal(default, money);
    }

    [Fact]
    public void Exact_MoreDigitsThanTheCurrency_IsRefused()
    {
        Assert.Equal(1230, Money.Exact(12.30m, Euro).MinorUnits);
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.Exact(12.301m, Euro));
    }

    [Fact]
    public void Operators_TwoCurrencies_AreRefused()
    {
        Money euro = new(1, Euro);
        Money dollar = new(1, new Currency("USD"));
        Assert.Throws<InvalidOperationException>(() => euro + dollar);
        Assert.Throws<InvalidOperationException>(() => euro - dollar);
        Assert.Throws<InvalidOperationException>(() => euro < dollar);
        Assert.Throws<InvalidOperationException>(() => euro.CompareTo(new Money(1, new Currency("EUR", 3))));
        Assert.NotEqual(euro, dollar);
    }

    [Fact]
    public void Operators_BeyondSixtyFourBits_Overflow()
    {
        Money most = new(long.MaxValue, Euro);
        Assert.Throws<OverflowException>(() => most + new Money(1, Euro));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, Euro));
        Assert.Throws<OverflowException>(() => most * 2);
    }

    [Fact]
    public void Laws_OfAddition_Hold() => Prop.ForAll<DoNotSize<int>, DoNotSize<int>, DoNotSize<int>>((one, two, three) =>
    {
        (int a, int b, int c) = (one.Item, two.Item, three.Item);
        (Money x, Money y, Money z) = (new(a, Euro), new(b, Euro), new(c, Euro));
        return x + y == y + x && x + y + z == x + (y + z) && x - x == Money.Zero(Euro) && x + -y == x - y && x * 3 == x + x + x
            && (x < y) == (a < b) && (x >= y) == (a >= b);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ToDecimal_ThenExact_IsTheSame() => Prop.ForAll<DoNotSize<long>>(drawn =>
    {
        long units = drawn.Item;
        Money money = new(units, Euro);
        return units == long.MinValue || Money.Exact(money.ToDecimal(), Euro) == money;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_AnyWeights_AddsUp_AndIsFairToACent() => Prop.ForAll<DoNotSize<long>, NonEmptyArray<NonNegativeInt>>((amount, drawn) =>
    {
        long units = amount.Item;
        long[] weights = [.. drawn.Get.Select(w => (long)w.Get)];
        Money[] shares = new Money[weights.Length];
        new Money(units, Euro).Split(weights, shares);
        decimal total = weights.Sum();
        return shares.Aggregate(Money.Zero(Euro), (sum, share) => sum + share).MinorUnits == units
            && shares.Select((share, i) => Math.Abs(share.MinorUnits - (total == 0 ? (decimal)units / weights.Length : (decimal)units * weights[i] / total)) < 1).All(fair => fair)
            && (total == 0 || shares.Where((_, i) => weights[i] == 0).All(s => s.MinorUnits == 0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Split_EqualRemainders_GiveTheCentToTheEarlier()
    {
        Money[] shares = new Money[3];
        new Money(100, Euro).Split([1, 1, 1], shares);
        Assert.Equal([34L, 33, 33], shares.Select(s => s.MinorUnits));
        new Money(-100, Euro).Split([0, 0, 0], shares);
        Assert.Equal([-34L, -33, -33], shares.Select(s => s.MinorUnits));
        new Money(long.MinValue, Euro).Split([1, 1, 1], shares);
        Assert.Equal(long.MinValue, (shares[0] + shares[1] + shares[2]).MinorUnits);
    }

    [Fact]
    public void Split_BadWeights_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Money(1, Euro).Split([], []));
        Assert.Throws<ArgumentException>(() => new Money(1, Euro).Split([1, 2], new Money[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(1, Euro).Split([1, -1], new Money[2]));
    }

    [Fact]
    public void Split_UpTo128Weights_AllocatesNothing()
    {
        long[] weights = [.. Enumerable.Range(1, 128).Select(i => (long)i)];
        Money[] shares = new Money[128];
        Assert.Equal(0, Allocated.Bytes(() => new Money(9999, Euro).Split(weights, shares)));
    }

    [Fact]
    public void ToString_IsTheSameOnEveryCulture()
    {
        Assert.Equal("-12.30 EUR", new Money(-1230, Euro).ToString());
        Assert.Equal("5 JPY", new Money(5, new Currency("JPY")).ToString());
        Assert.Equal("0.00 XXX", default(Money).ToString());
    }
}
