using Loyalty.Samples.Report;

namespace Loyalty.Samples.Tests.Report;

public class ShownTests
{
    [Theory]
    [InlineData(0, "£0")]
    [InlineData(-0.2, "£0")]
    [InlineData(-12.6, "−£13")]
    [InlineData(999.4, "£999")]
    [InlineData(1234.5, "£1.2\u202Fk")]
    [InlineData(12345, "£12\u202Fk")]
    [InlineData(1234567, "£1.23\u202Fm")]
    public void ShortPounds_AnyAmount_IsShort(double amount, string expected) => Assert.Equal(expected, Shown.ShortPounds(amount));

    [Theory]
    [InlineData(0.04, 1, "0.0")]
    [InlineData(0.05, 1, "+0.1")]
    [InlineData(-1234.5, 0, "−1,235")]
    public void Signed_AnyNumber_CarriesItsSignUnlessItIsNothing(double value, int digits, string expected) => Assert.Equal(expected, Shown.Signed(value, digits));

    [Fact]
    public void Percent_AShare_IsWrittenWithANarrowSpace() => Assert.Equal("12.3\u202F%", Shown.Percent(0.1234, 1));

    [Fact]
    public void Ticks_OfARoundScale_StandOnItsEnds()
    {
        Scale scale = Scale.Round(-3.2, 17.9, 0, 100);

        Assert.Equal([-5, 0, 5, 10, 15, 20], scale.Ticks());
        Assert.Equal(0, scale[-5]);
        Assert.Equal(100, scale[20]);
    }
}
