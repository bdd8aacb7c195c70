using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Offers.Experiments;

namespace Loyalty.Offers.Tests.Experiments;

public class EffectAnalysisTests
{
    private static readonly EffectAnalysis Analysis = new();

    [Theory]
    [InlineData("Mens E-Mail", 21307, 0.7698271558945367, 0.48514912892878354, 1.0545051828602898, 1.157136887964641e-07)]
    [InlineData("Womens E-Mail", 21387, 0.4244122159365966, 0.16896450721722794, 0.6798599246559653, 0.0011284596637324714)]
    public void Compare_HillstromSpend_GivesThePublishedDifference(string arm, int n, double difference, double low, double high, double pValue)
    {
        EffectResult result = Analysis.Compare(Spend("No E-Mail", 21306), Spend(arm, n));

        Assert.Equal(difference, result.Difference!.Value, 1e-12);
        Assert.Equal(low, result.Interval!.Value.Low, 2e-5); // the published interval takes z for t
        Assert.Equal(high, result.Interval!.Value.High, 2e-5);
        Assert.Equal(1, result.PValue!.Value / pValue, 0.01);
        Assert.Equal(difference / 0.6527893551112363, result.RelativeLift!.Value, 1e-10);
        Assert.Null(result.Cuped);
        Assert.Empty(result.Reasons);
    }

    [Theory]
    [InlineData("Mens E-Mail", 0.07678191738208974, -0.008032294927055943, 0.0064143752883661235, 0.07016746, 0.08339637)]
    [InlineData("Womens E-Mail", 0.04535889370340378, -0.006928622902192221, 0.005253950852712295, 0.03903631, 0.05168148)]
    public void Compare_HillstromVisitsByRecency_GivesThePublishedAdjustment(string arm, double difference, double theta, double reduction, double low, double high)
    {
        CupedResult cuped = Analysis.Compare(Visits("No E-Mail"), Visits(arm)).Cuped!.Value;

        Assert.Equal(difference, cuped.Difference, 1e-10);
        Assert.Equal(theta, cuped.Theta, 1e-11);
        Assert.Equal(reduction, cuped.VarianceReduction!.Value, 1e-11);
        Assert.Equal(low, cuped.Interval!.Value.Low, 1e-6);
        Assert.Equal(high, cuped.Interval!.Value.High, 1e-6);
    }

    [Fact]
    public void Compare_SmallSample_IsWelch()
    {
        // Two groups worked by hand: means 20 and 25, variances 10 and 40 of five each: t = 5 / √10 with 1/(0.04/4 + 0.64/4) = 5.882 degrees of freedom.
        EffectResult result = Analysis.Compare(Tally(16, 18, 20, 22, 24), Tally(17, 21, 25, 29, 33));

        Assert.Equal(5, result.Difference);
        Assert.Equal(0.16591360342, result.PValue!.Value, 1e-10);
        Assert.Equal(5 - 7.7754833, result.Interval!.Value.Low, 1e-6);
        Assert.Equal(0.25, result.RelativeLift!.Value, 1e-12);
    }

    [Fact]
    public void Compare_TalliesMergedInParts_AgreesWithOnePass() => Prop.ForAll<NormalFloat[], NormalFloat[], int>((left, right, cut) =>
    {
        double[] values = [.. left.Concat(right).Select(v => Math.Clamp(v.Get, -1e6, 1e6))];
        int at = values.Length == 0 ? 0 : (int)((uint)cut % values.Length);
        ArmTally whole = Paired(values);
        ArmTally merged = Paired(values[..at]).Merge(Paired(values[at..]));
        EffectResult one = Analysis.Compare(Tally(1, 2, 3), whole);
        EffectResult two = Analysis.Compare(Tally(1, 2, 3), merged);

        Assert.Equal(whole.Count, merged.Count);
        Assert.Equal(one.Difference ?? 0, two.Difference ?? 0, 1e-6);
        Assert.Equal(one.Interval is null, two.Interval is null);
        Assert.Equal(one.PValue ?? 0, two.PValue ?? 0, 1e-6);
    }).Check(Config.QuickThrowOnFailure.WithReplay(5, 9));

    [Fact]
    public void Compare_WhatCannotBeSaid_IsNullWithItsReason()
    {
        Check(default, Tally(1, 2), EffectReason.NobodyInControl, r => r.Difference is null && r.PValue is null && r.ArmMean == 1.5 && r.ControlMean is null);
        Check(Tally(1, 2), default, EffectReason.NobodyInArm, r => r.Difference is null && r.ControlMean == 1.5);
        Check(Tally(1, 2), Tally(3), EffectReason.OneGuestAlone, r => r.Difference == 1.5 && r.Interval is null && r.PValue is null && r.RelativeLift == 1);
        Check(Tally(1, 1), Tally(3, 3), EffectReason.NothingVaries, r => r.Difference == 2 && r.Interval is null && r.PValue is null);
        Check(Tally(0, 0), Tally(3, 4), EffectReason.ControlMeanNotPositive, r => r.Difference == 3.5 && r.RelativeLift is null && r.PValue is not null);
        Check(Tally(-1, 4), Tally(3, 4), EffectReason.ControlMeanNearZero, r => r.RelativeLift is not null && r.RelativeInterval is null);
        Check(Tally(1, 2).Add(3, 1), Tally(3, 4), EffectReason.CovariateIncomplete, r => r.Cuped is null);
        Check(Constant(1, 2), Constant(3, 5), EffectReason.CovariateConstant, r => r.Cuped is null);

        static void Check(ArmTally control, ArmTally arm, EffectReason reason, Func<EffectResult, bool> expected)
        {
            EffectResult result = Analysis.Compare(control, arm);
            Assert.Contains(reason, result.Reasons);
            Assert.True(expected(result));
        }
    }

    [Fact]
    public void Compare_AnyNumbers_NeverSaysNaN() => Prop.ForAll<short[], short[]>((control, arm) =>
    {
        EffectResult r = new EffectAnalysis(new EffectOptions { ExpectedEffect = 1 }).Compare(Paired([.. control.Select(v => (double)(v % 3))]), Paired([.. arm.Select(v => (double)(v % 3))]));
        double?[] said = [r.ControlMean, r.ArmMean, r.Difference, r.PValue, r.RelativeLift, r.Interval?.Low, r.Interval?.High, r.AlwaysValid?.Low, r.AlwaysValid?.High,
            r.RelativeInterval?.Low, r.RelativeInterval?.High, r.Cuped?.Difference, r.Cuped?.Theta, r.Cuped?.VarianceReduction, r.Cuped?.Interval?.Low, r.Cuped?.Interval?.High];

        Assert.All(said, v => Assert.True(v is null || double.IsFinite(v.Value)));
        Assert.True(r.PValue is null or (>= 0 and <= 1));
        Assert.True((r.PValue is null || r.RelativeLift is null) == r.Reasons.Any(x => x is not (EffectReason.CovariateConstant or EffectReason.ControlMeanNearZero)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compare_LookingManyTimes_TheAlwaysValidIntervalSeldomMissesAndThePlainOneOften()
    {
        EffectAnalysis analysis = new(new EffectOptions { ExpectedEffect = 0.2 });
        int plain = 0;
        int always = 0;
        for (ulong campaign = 0; campaign < 300; campaign++)
        {
            Loyalty.Core.SplitMix64 random = new(campaign);
            ArmTally control = default;
            ArmTally arm = default;
            bool plainMissed = false;
            bool alwaysMissed = false;
            for (int day = 0; day < 30; day++)
            {
                for (int i = 0; i < 40; i++)
                {
                    control = control.Add(random.NextDouble());
                    arm = arm.Add(random.NextDouble());
                }

                EffectResult look = analysis.Compare(control, arm);
                plainMissed |= !look.Interval!.Value.Contains(0);
                alwaysMissed |= !look.AlwaysValid!.Value.Contains(0);
            }

            plain += plainMissed ? 1 : 0;
            always += alwaysMissed ? 1 : 0;
        }

        Assert.True(plain > 45, $"{plain} of 300");
        Assert.True(always <= 15, $"{always} of 300");
    }

    [Fact]
    public void CheckSizes_LostGuests_IsAMismatchAndChanceIsNot()
    {
        Assert.True(Analysis.CheckSizes(1_000, 9_600, 0.1)!.Value.PValue is > 0.001 and < 0.1);
        Assert.False(Analysis.CheckSizes(1_000, 9_600, 0.1)!.Value.Mismatch);
        Assert.True(Analysis.CheckSizes(1_000, 10_200, 0.1)!.Value.Mismatch);
        Assert.Equal(1, Analysis.CheckSizes(100, 900, 0.1)!.Value.PValue, 1e-12);
        Assert.Null(Analysis.CheckSizes(0, 0, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Analysis.CheckSizes(1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Analysis.CheckSizes(1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Analysis.CheckSizes(-1, 1, 0.5));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectOptions { Confidence = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectOptions { MismatchBelow = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EffectOptions { ExpectedEffect = double.NaN });
    }

    private static ArmTally Tally(params double[] outcomes) => outcomes.Aggregate(default(ArmTally), (t, v) => t.Add(v));

    private static ArmTally Paired(double[] outcomes) => outcomes.Index().Aggregate(default(ArmTally), (t, v) => t.Add(v.Item, v.Index % 3));

    private static ArmTally Constant(params double[] outcomes) => outcomes.Aggregate(default(ArmTally), (t, v) => t.Add(v, 7));

    private static ArmTally Spend(string arm, int customers)
    {
        ArmTally tally = Rows("spend.csv").Where(r => r[0] == arm).Aggregate(default(ArmTally), (t, r) => t.Add(double.Parse(r[1], CultureInfo.InvariantCulture)));
        while (tally.Count < customers)
        {
            tally = tally.Add(0);
        }

        return tally;
    }

    private static ArmTally Visits(string arm)
    {
        ArmTally tally = default;
        foreach (int[] row in Rows("visits.csv").Where(r => r[0] == arm).Select(r => r[1..].Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray()))
        {
            for (int i = 0; i < row[2]; i++)
            {
                tally = tally.Add(row[1], row[0]);
            }
        }

        return tally;
    }

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "hillstrom", file)).Skip(1).Select(l => l.Split(','));
}
