using Loyalty.Offers.Experiments;

namespace Loyalty.Offers.Tests.Experiments;

public class EffectPlannerTests
{
    [Fact]
    public void StandardError_TenToNinety_IsOneAndTwoThirdsOfHalfAndHalf() =>
        Assert.Equal(5.0 / 3, EffectPlanner.StandardError(10_000, 0.1, 7) / EffectPlanner.StandardError(10_000, 0.5, 7), 1e-12);

    [Fact]
    public void SmallestEffect_TextbookCase_IsMatched()
    {
        // d = 0.5 σ takes 63 guests a group by the normal approximation (1.96 + 0.8416)² · 2 / 0.25 = 62.79.
        Assert.Equal(126, EffectPlanner.GuestsFor(0.5, 0.5, 1));
        Assert.Equal(0.5, EffectPlanner.SmallestEffect(126, 0.5, 1), 0.001);
        Assert.Equal(0, EffectPlanner.SmallestEffect(100, 0.5, 0));
        Assert.Equal(2, EffectPlanner.GuestsFor(0.5, 0.5, 0));
    }

    [Fact]
    public void Planner_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectPlanner.StandardError(1, 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectPlanner.StandardError(10, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectPlanner.StandardError(10, 0.1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectPlanner.GuestsFor(0, 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectPlanner.GuestsFor(1e-300, 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EffectPlanner.SmallestEffect(10, 0.1, 1, power: 1));
    }
}
