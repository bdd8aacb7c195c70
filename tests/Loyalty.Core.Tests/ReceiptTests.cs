using System.Collections.Immutable;

namespace Loyalty.Core.Tests;

public sealed class ReceiptTests
{
    private static readonly Currency Euro = new("EUR");
    private static readonly DateTimeOffset At = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static ReceiptLine Line(decimal quantity, long cents) => new(new Sku("milk"), quantity, new Money(cents, Euro));

    [Fact]
    public void Net_IsWhatIsLeftAfterReturns()
    {
        Receipt receipt = new("1", new CustomerId(0), At, [Line(2, 500), Line(-1, -250)]);
        Assert.Equal(250, receipt.Net.MinorUnits);
        Assert.True(receipt.IsVisit);
        Assert.True(receipt.Lines[1].IsReturn);
    }

    [Fact]
    public void IsVisit_FullyReturned_IsFalse()
    {
        Assert.False(new Receipt("1", CustomerId.None, At, [Line(1, 500), Line(-1, -500)]).IsVisit);
        Assert.False(new Receipt("1", CustomerId.None, At, [Line(-1, -500)]).IsVisit);
        Assert.False(new Receipt("1", CustomerId.None, At, [Line(1, 0)]).IsVisit);
    }

    [Fact]
    public void Constructor_NoLinesOrMixedCurrencies_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Receipt("", CustomerId.None, At, [Line(1, 1)]));
        Assert.Throws<ArgumentException>(() => new Receipt("1", CustomerId.None, At, []));
        Assert.Throws<ArgumentException>(() => new Receipt("1", CustomerId.None, At, default));
        ImmutableArray<ReceiptLine> mixed = [Line(1, 1), new(new Sku("tea"), 1, new Money(1, new Currency("USD")))];
        Assert.Contains("EUR and USD", Assert.Throws<ArgumentException>(() => new Receipt("1", CustomerId.None, At, mixed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ZeroQuantityOrOppositeSign_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(0, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(1, -100));
        Assert.Throws<ArgumentOutOfRangeException>(() => Line(-0.5m, 100));
        Assert.Equal(0.512m, Line(0.512m, 100).Quantity);
    }
}
