using Loyalty.Offers.Experiments;

namespace Loyalty.Offers.Tests.Docs;

public class ExperimentSnippets
{
    [Fact]
    public void Split_AGuest()
    {
        #region split
        Experiment permanent = new("permanent-control", control: 0.05m); // never changes
        Experiment spring = new("spring-2026", control: 0.10m, arms: 2);

        GuestKey guest = GuestKey.Of("guest-1"); // hashed once, used in every experiment
        int group = permanent.IsControl(guest) ? 0 : spring.GroupOf(guest); // 0 is control, 1 and 2 are the arms
        #endregion
        Assert.Equal(1, group);
    }

    [Fact]
    public void Draw_ExactlySoMany()
    {
        #region draw
        GuestKey[] staff = [GuestKey.Of(101), GuestKey.Of(102), GuestKey.Of(103), GuestKey.Of(104)];
        bool[] drawn = new bool[staff.Length];
        ExactDraw.Draw(new Experiment("pilot", control: 0), staff, count: 2, drawn);
        #endregion
        Assert.Equal(2, drawn.Count(d => d));
    }

    [Fact]
    public void Effect_OfACampaign()
    {
        #region effect
        ArmTally control = default;
        ArmTally target = default;
        foreach ((double spend, double spendBefore) in new[] { (10.0, 9.0), (0, 2), (14, 12), (6, 7) })
        {
            control = control.Add(spend, spendBefore);
        }

        foreach ((double spend, double spendBefore) in new[] { (13.0, 9.5), (4, 3), (18, 13), (9, 6) })
        {
            target = target.Add(spend, spendBefore);
        }

        EffectResult effect = new EffectAnalysis().Compare(control, target);
        Console.WriteLine($"{effect.Difference} in {effect.Interval}, p = {effect.PValue}; adjusted {effect.Cuped?.Difference} in {effect.Cuped?.Interval}");
        #endregion
        Assert.Equal(3.5, effect.Difference);
        Assert.True(effect.Cuped!.Value.Interval!.Value.Width < effect.Interval!.Value.Width / 2);
    }

    [Fact]
    public void Plan_ACampaign()
    {
        #region plan
        // 50,000 guests, 10 % in control, spend varies by 25 EUR from guest to guest:
        double visible = EffectPlanner.SmallestEffect(50_000, control: 0.1, standardDeviation: 25); // about 1.04 EUR a guest
        #endregion
        Assert.Equal(1.044, visible, 1e-3);
    }
}
