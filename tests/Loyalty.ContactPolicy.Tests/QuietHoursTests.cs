using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests;

public class QuietHoursTests
{
    [Theory]
    [InlineData("2026-03-28T20:00Z", "2026-03-29T05:00Z", 9)]
    [InlineData("2026-10-24T19:00Z", "2026-10-25T06:00Z", 11)]
    [InlineData("2026-06-10T19:00Z", "2026-06-11T05:00Z", 10)]
    public void QuietHours_From22To8InKyiv_LastAsLongAsTheNightDoes(string from, string to, int hours)
    {
        ContactGate gate = Quiet("22:00", "08:00");
        Assert.Equal(TimeSpan.FromHours(hours), At(to) - At(from));
        Assert.Equal(Allowed, gate.Decide(Promo(from) with { At = At(from).AddTicks(-1) }, []));
        Assert.Equal(Deferred("quiet-hours", to), gate.Decide(Promo(from), []));
        Assert.Equal(Deferred("quiet-hours", to), gate.Decide(Promo(to) with { At = At(to).AddTicks(-1) }, []));
        Assert.Equal(Allowed, gate.Decide(Promo(to), []));
    }

    [Fact]
    public void QuietHours_EndInsideTheGap_EndWhereTheClockJumps()
    {
        // On 29 March 2026 Kyiv's clock jumps from 03:00 to 04:00 at 01:00Z: 03:30 is never shown.
        ContactGate gate = Quiet("22:00", "03:30");
        Assert.Equal(Deferred("quiet-hours", "2026-03-29T01:00Z"), gate.Decide(Promo("2026-03-28T23:00Z"), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-29T01:00Z"), []));
    }

    [Fact]
    public void QuietHours_BeginInsideTheGap_BeginWhereTheClockJumps()
    {
        ContactGate gate = Quiet("03:30", "05:00");
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-29T00:59:59Z"), []));
        Assert.Equal(Deferred("quiet-hours", "2026-03-29T02:00Z"), gate.Decide(Promo("2026-03-29T01:00Z"), []));
    }

    [Fact]
    public void QuietHours_WhollyInsideTheGap_DoNotHappenThatNight()
    {
        ContactGate gate = Quiet("03:10", "03:50");
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-29T01:00Z"), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-29T00:59:59Z"), []));
    }

    [Fact]
    public void QuietHours_EndInsideTheOverlap_HoldWheneverTheClockShowsThem()
    {
        // On 25 October 2026 Kyiv's clock is set back from 04:00 to 03:00 at 01:00Z: 03:00 to 04:00 is shown twice.
        ContactGate gate = Quiet("22:00", "03:30");
        Assert.Equal(Deferred("quiet-hours", "2026-10-25T00:30Z"), gate.Decide(Promo("2026-10-24T23:00Z"), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-10-25T00:59Z"), []));
        Assert.Equal(Deferred("quiet-hours", "2026-10-25T01:30Z"), gate.Decide(Promo("2026-10-25T01:00Z"), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-10-25T01:30Z"), []));
    }

    [Fact]
    public void QuietHours_BeginInsideTheOverlap_PauseWhenTheClockIsSetBack()
    {
        ContactGate gate = Quiet("03:30", "08:00");
        Assert.Equal(Deferred("quiet-hours", "2026-10-25T01:00Z"), gate.Decide(Promo("2026-10-25T00:45Z"), []));
        Assert.Equal(Deferred("quiet-hours", "2026-10-25T06:00Z"), gate.Decide(Promo("2026-10-25T01:30Z"), []));
    }

    [Fact]
    public void QuietHours_AreTheGuestsOwn_NotTheMatrixs()
    {
        ContactGate gate = Quiet("22:00", "08:00");
        Assert.Equal(Allowed, gate.Decide(Promo("2026-06-10T20:00Z", zone: GuestZone.Of(Zone.Get("America/New_York"))), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-06-10T12:00Z", zone: GuestZone.Named("")), []));
    }

    [Fact]
    public void A_survey_within_an_hour_of_a_visit_at_2150_waits_for_the_morning()
    {
        ContactGate gate = Quiet("22:00", "08:00");
        ContactRequest survey = Promo("2026-06-10T22:50+03:00") with { Kind = ContactKind.Survey };
        Assert.Equal(Deferred("quiet-hours", "2026-06-11T08:00+03:00"), gate.Decide(survey, []));
        Assert.True(gate.Decide(survey with { At = At("2026-06-10T21:59:59+03:00") }, []).IsAllowed);
    }

    private static ContactGate Quiet(string from, string to) =>
        Gate($$"""{ "timeZone": "Europe/Kyiv", "quietHours": [{ "channels": ["*"], "from": "{{from}}", "to": "{{to}}" }] }""");
}
