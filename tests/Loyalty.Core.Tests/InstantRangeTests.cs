namespace Loyalty.Core.Tests;

public sealed class InstantRangeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.FromHours(3));

    [Fact]
    public void Contains_IsHalfOpen_AtAnyOffset()
    {
        InstantRange range = new(Noon, Noon.AddHours(1));
        Assert.True(range.Contains(Noon.ToUniversalTime()));
        Assert.False(range.Contains(Noon.AddHours(1)));
        Assert.False(range.Contains(Noon.AddTicks(-1)));
        Assert.Equal(TimeSpan.FromHours(1), range.Length);
    }

    [Fact]
    public void Equality_IsOfInstants_NotOfOffsets() =>
        Assert.Equal(new InstantRange(Noon, Noon.AddHours(1)), new InstantRange(Noon.ToUniversalTime(), Noon.AddHours(1).ToOffset(TimeSpan.FromHours(-8))));

    [Fact]
    public void Constructor_EndBeforeStart_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new InstantRange(Noon, Noon.AddTicks(-1)));
        Assert.True(new InstantRange(Noon, Noon).IsEmpty);
        Assert.True(default(InstantRange).IsEmpty);
    }

    [Fact]
    public void ToString_IsUtc() =>
        Assert.Equal("[2026-11-30T09:00:00Z, 2026-11-30T09:00:00.5Z)", new InstantRange(Noon, Noon.AddMilliseconds(500)).ToString());
}
