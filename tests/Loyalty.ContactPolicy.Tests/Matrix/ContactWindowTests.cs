using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Tests.Matrix;

public class ContactWindowTests
{
    [Theory]
    [InlineData("1d", 24)]
    [InlineData("3650d", 87_600)]
    [InlineData("36h", 36)]
    [InlineData("87600h", 87_600)]
    public void TryParse_Length_Slides(string text, int hours)
    {
        Assert.True(ContactWindow.TryParse(text, out ContactWindow window));
        Assert.Equal(ContactWindow.Hours(hours), window);
    }

    [Theory]
    [InlineData("calendar-day")]
    [InlineData("calendar-week")]
    [InlineData("calendar-month")]
    [InlineData("7d")]
    [InlineData("5h")]
    [InlineData("3mo")]
    [InlineData("120mo")]
    public void ToString_IsWhatADocumentWrites(string text)
    {
        Assert.True(ContactWindow.TryParse(text, out ContactWindow window));
        Assert.Equal(text, window.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("0h")]
    [InlineData(" 7d")]
    [InlineData("7D")]
    [InlineData("+7d")]
    [InlineData("1.5d")]
    [InlineData("87601h")]
    [InlineData("9999999999d")]
    [InlineData("7m")]
    [InlineData("0mo")]
    [InlineData("121mo")]
    [InlineData("mo")]
    [InlineData("+1mo")]
    public void TryParse_AnythingElse_IsNoWindow(string? text) => Assert.False(ContactWindow.TryParse(text, out _));

    [Fact]
    public void Sliding_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactWindow.Sliding(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactWindow.Days(3651));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactWindow.Months(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactWindow.Months(121));
        Assert.Equal(ContactWindow.CalendarDay, default);
        Assert.Equal("00:10:00", ContactWindow.Sliding(TimeSpan.FromMinutes(10)).ToString());
    }
}
