namespace Loyalty.Core.Tests;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2, 100)]
    [InlineData("JPY", 0, 1)]
    [InlineData("KWD", 3, 1000)]
    [InlineData("CLF", 4, 10000)]
    [InlineData("ZZZ", 2, 100)]
    public void Constructor_KnowsTheDigitsOfIso4217(string code, int digits, long scale)
    {
        Currency currency = new(code);
        Assert.Equal((code, digits, scale), (currency.Code, currency.MinorUnits, currency.Scale));
    }

    [Fact]
    public void Default_IsNoCurrencyWithTwoDigits()
    {
        Assert.Equal(new Currency("XXX"), default);
        Assert.Equal("XXX", default(Currency).Code);
        Assert.Equal(2, Currency.None.MinorUnits);
    }

    [Fact]
    public void Equality_CountsTheDigits()
    {
        Assert.NotEqual(new Currency("EUR"), new Currency("EUR", 3));
        Assert.Equal(new Currency("EUR"), new Currency("EUR", 2));
    }

    [Fact]
    public void CompareTo_IsByCodeThenDigits()
    {
        Currency[] ordered = [new("AED"), new("EUR", 1), new("EUR"), default, new("ZAR")];
        Assert.Equal(ordered, ordered.Reverse().Order());
    }

    [Theory]
    [InlineData("eur")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("E1R")]
    [InlineData("ÄÖÜ")]
    public void Constructor_AnythingButThreeCapitals_IsRefused(string code) =>
        Assert.Contains($"'{code}'", Assert.Throws<ArgumentException>(() => new Currency(code)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void Constructor_DigitsOutOfRange_AreRefused(int digits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Currency("EUR", digits));

    [Fact]
    public void Scale_IsTenToTheDigits()
    {
        for (int digits = 0; digits <= 6; digits++)
        {
            Assert.Equal((long)Math.Pow(10, digits), new Currency("EUR", digits).Scale);
        }
    }
}
