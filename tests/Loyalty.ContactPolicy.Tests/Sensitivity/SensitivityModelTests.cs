using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Sensitivity;
using Loyalty.Core;
using Loyalty.Core.Statistics;

namespace Loyalty.ContactPolicy.Tests.Sensitivity;

public class SensitivityModelTests
{
    [Fact]
    public void Fit_ThreeGuests_IsWhatTheFormulaGivesByHand()
    {
        // x/n: 3/4, 1/4, 0/2. Σx = 4, Σn = 10, Σx²/n = 2.5, Σn² = 36; MSB = (2.5 − 1.6)/2, MSW = 1.5/7, n₀ = (10 − 3.6)/2.
        RateCounts counts = new();
        counts.Add(4, 3);
        counts.Add(4, 1);
        counts.Add(2, 0);
        counts.Add(0, 0);
        double alike = (0.45 - (1.5 / 7)) / (0.45 + (2.2 * 1.5 / 7));
        RatePrior prior = counts.Fit();
        Assert.Equal(4.5 / 11, prior.Mean, 1e-15);
        Assert.Equal((1 - alike) / alike, prior.Strength, 1e-12);
        Assert.Equal(((prior.Mean * prior.Strength) + 3) / (prior.Strength + 4), prior.Expect(4, 3), 1e-15);
        Assert.Equal(prior.Mean, prior.Expect(0, 0), 1e-15);
    }

    [Fact]
    public void Model_AComplaintCountsAsAnUnsubscribeDoes()
    {
        static RatePrior Of(int unsubscribed, int complained)
        {
            SensitivityStatistics statistics = new();
            statistics.Add(new GuestSignals(10, unsubscribed: unsubscribed, complained: complained));
            statistics.Add(new GuestSignals(20));
            return new SensitivityModel(statistics).OptOut;
        }

        Assert.Equal(2.5 / 31, Of(2, 0).Mean, 1e-15);
        Assert.Equal((Of(2, 0), Of(2, 0)), (Of(1, 1), Of(0, 2)));
    }

    [Theory]
    [InlineData(0.02, 40)]
    [InlineData(0.3, 5)]
    [InlineData(0.5, 2)]
    public void Fit_GuestsDrawnFromABeta_FindsItAgain(double mean, double strength)
    {
        SplitMix64 random = new(17);
        RateCounts counts = new();
        for (int guest = 0; guest < 20_000; guest++)
        {
            double rate = BetaDistribution.Quantile((guest + 0.5) / 20_000, mean * strength, (1 - mean) * strength);
            int messages = 5 + random.Below(40);
            int answers = 0;
            for (int i = 0; i < messages; i++)
            {
                answers += random.NextDouble() < rate ? 1 : 0;
            }

            counts.Add(messages, answers);
        }

        RatePrior prior = counts.Fit();
        Assert.InRange(prior.Mean, mean * 0.97, mean * 1.03);
        Assert.InRange(prior.Strength, strength * 0.9, strength * 1.1);
    }

    [Fact]
    public void Fit_GuestsWhoDoNotDiffer_DrawsAllToTheMean()
    {
        RateCounts counts = new();
        for (int i = 0; i < 100; i++)
        {
            counts.Add(10, 2);
        }

        Assert.Equal(RatePrior.MostStrength, counts.Fit().Strength);
        Assert.Equal(RatePrior.MostStrength, new RateCounts().Fit().Strength);
        RateCounts single = new();
        single.Add(1, 1);
        single.Add(1, 0);
        Assert.Equal(new RatePrior(0.5, RatePrior.MostStrength), single.Fit());
    }

    [Fact]
    public void Merge_OfTwoHalvesInAnyOrder_IsTheWholeToTheLastBit()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestSignals[] guests = Guests(SplitMix64.Mix(seed), 200);
            SensitivityStatistics whole = Sum(guests);
            SensitivityStatistics merged = Sum(guests.Skip(77).Reverse());
            merged.Merge(Sum(guests.Take(77)));
            SensitivityModel one = new(whole);
            SensitivityModel other = new(merged);
            return one.OptOut == other.OptOut && one.Open == other.Open && one.Click == other.Click && one.Of(guests[3]) == other.Of(guests[3]);
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_guest_of_whom_nothing_is_known_is_medium_and_costs_the_mean()
    {
        SensitivityModel model = new(Sum(Guests(1, 5_000)));
        SensitivityResult stranger = model.Of(default);
        Assert.Equal(ContactSensitivity.Medium, stranger.Level);
        Assert.Equal(model.OptOut.Mean, stranger.OptOutChance, 1e-12);
        Assert.Equal(1, stranger.Risk, 1e-12);
    }

    [Fact]
    public void One_complaint_after_two_messages_is_not_a_rate_of_one_half()
    {
        SensitivityModel model = new(Sum(Guests(1, 5_000)));
        SensitivityResult once = model.Of(new(sent: 2, complained: 1));
        SensitivityResult often = model.Of(new(sent: 40, unsubscribed: 15, complained: 5));
        Assert.InRange(once.OptOutChance, model.OptOut.Mean, 0.25);
        Assert.True(often.OptOutChance > once.OptOutChance);
        Assert.Equal(ContactSensitivity.High, often.Level);
    }

    [Fact]
    public void Who_reads_and_stays_is_low_and_the_longer_the_surer()
    {
        SensitivityModel model = new(Sum(Guests(1, 5_000)));
        SensitivityResult reader = model.Of(new(sent: 100, opened: 80, clicked: 30));
        Assert.Equal(ContactSensitivity.Low, reader.Level);
        Assert.True(reader.OptOutChance < model.Of(new(sent: 10, opened: 8, clicked: 3)).OptOutChance);
        Assert.True(model.Of(new(sent: 100, opened: 5)).Risk > reader.Risk);
        Assert.Equal(ContactSensitivity.High, new SensitivityModel(Sum(Guests(1, 5_000)), new() { LowBelow = 1e-9, HighFrom = 1e-8 }).Of(new(100, 80, 30)).Level);
    }

    [Fact]
    public void The_risk_is_leaving_over_the_mean_of_reading_and_clicking_each_against_the_usual_guest()
    {
        SensitivityModel model = new(Sum(Guests(1, 5_000)));
        SensitivityResult found = model.Of(new(sent: 40, opened: 10, clicked: 1, unsubscribed: 1, complained: 1));

        // As the guests were drawn: 0.8 × 0.4 + 0.2 × 0.2 are opened, 0.09 clicked, 0.014 answered by leaving.
        Assert.Equal(0.36, model.Open.Mean, 0.02);
        Assert.Equal(0.09, model.Click.Mean, 0.01);
        Assert.Equal(0.014, model.OptOut.Mean, 0.003);
        Assert.Equal(model.OptOut.Expect(40, 2), found.OptOutChance, 1e-15);
        Assert.Equal(found.OptOutChance / model.OptOut.Mean, found.OptOut, 1e-12);
        Assert.Equal(model.Open.Expect(40, 10) / model.Open.Mean, found.Open, 1e-12);
        Assert.Equal(model.Click.Expect(40, 1) / model.Click.Mean, found.Click, 1e-12);
        Assert.Equal(found.OptOut / Math.Sqrt(found.Open * found.Click), found.Risk, 1e-12);
        Assert.True(found.OptOut > 1 && Math.Abs(found.Open - found.Click) > 0.01);
    }

    [Fact]
    public void High_begins_at_its_number_and_low_ends_before_its_own()
    {
        SensitivityStatistics statistics = Sum(Guests(1, 5_000));
        GuestSignals guest = new(sent: 30, opened: 12, clicked: 3, complained: 1);
        double risk = new SensitivityModel(statistics).Of(guest).Risk;
        Assert.Equal(ContactSensitivity.High, new SensitivityModel(statistics, new() { LowBelow = risk / 2, HighFrom = risk }).Of(guest).Level);
        Assert.Equal(ContactSensitivity.Medium, new SensitivityModel(statistics, new() { LowBelow = risk, HighFrom = risk * 2 }).Of(guest).Level);
        Assert.Equal(ContactSensitivity.Low, new SensitivityModel(statistics, new() { LowBelow = risk * 1.01, HighFrom = risk * 2 }).Of(guest).Level);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SensitivityModel(statistics, new() { LowBelow = 1, HighFrom = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SensitivityModel(statistics, new() { LowBelow = 0 }));
    }

    [Fact]
    public void Merge_WithItself_CountsEveryGuestTwice()
    {
        GuestSignals[] guests = Guests(3, 200);
        SensitivityStatistics doubled = Sum(guests);
        doubled.Merge(doubled);
        SensitivityModel twice = new(Sum([.. guests, .. guests]));
        SensitivityModel found = new(doubled);
        Assert.Equal((twice.OptOut, twice.Open, twice.Click), (found.OptOut, found.Open, found.Click));
    }

    [Fact]
    public void Counts_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GuestSignals(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GuestSignals(3, opened: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GuestSignals(3, clicked: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GuestSignals(3, unsubscribed: 2, complained: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateCounts().Add(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RatePrior(0.5, 1).Expect(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SensitivityModel(new(), new() { HighFrom = 0.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SensitivityModel(new(), new() { LowBelow = double.NaN }));
    }

    private static SensitivityStatistics Sum(IEnumerable<GuestSignals> guests)
    {
        SensitivityStatistics sum = new();
        foreach (GuestSignals guest in guests)
        {
            sum.Add(guest);
        }

        return sum;
    }

    /// <summary>Guests of whom one in five is put off ten times as easily, and reads half as much.</summary>
    private static GuestSignals[] Guests(ulong seed, int count)
    {
        SplitMix64 random = new(seed);
        GuestSignals[] guests = new GuestSignals[count];
        for (int i = 0; i < count; i++)
        {
            bool tender = random.Below(5) == 0;
            (int sent, int opened, int clicked, int left) = (random.Below(30), 0, 0, 0);
            for (int m = 0; m < sent; m++)
            {
                opened += random.Below(100) < (tender ? 20 : 40) ? 1 : 0;
                clicked += random.Below(100) < (tender ? 5 : 10) ? 1 : 0;
                left += random.Below(1000) < (tender ? 50 : 5) ? 1 : 0;
            }

            guests[i] = new(sent, opened, clicked, left);
        }

        return guests;
    }
}
