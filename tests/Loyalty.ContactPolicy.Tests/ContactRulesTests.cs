using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Consent;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>Pairs, blackouts, consent, sensitivities, segments, guests' own limits and months, as users say them.</summary>
public class ContactRulesTests
{
    private static readonly ContactKind Complaint = new("complaint");

    [Fact]
    public void No_promotion_before_three_days_after_a_complaint_was_answered()
    {
        ContactGate gate = Gate("""{ "pairs": [{ "id": "sorry", "first": { "kinds": ["complaint"] }, "then": { "kinds": ["promo"] }, "window": "3d" }] }""");
        Contact[] history = [Sent("2026-03-01T12:00Z", kind: Complaint)];
        Assert.Equal(Deferred("sorry", "2026-03-04T12:00Z"), gate.Decide(Promo("2026-03-02T12:00Z"), history));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-04T12:00Z"), history));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-02T12:00Z") with { Kind = Complaint }, [Sent("2026-03-01T12:00Z")]));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-02T12:00Z"), [Sent("2026-03-01T12:00Z")]));
    }

    [Fact]
    public void Never_two_rivals_on_one_day_whoever_comes_first()
    {
        ContactGate gate = Gate("""
            { "timeZone": "Europe/Kyiv",
              "pairs": [{ "first": { "partners": ["bakery"] }, "then": { "partners": ["cinema"] }, "window": "calendar-day", "bothWays": true }] }
            """);
        Assert.Equal(Deferred("pair", "2026-03-01T22:00Z"), gate.Decide(Promo("2026-03-01T12:00Z", partner: Cinema), [Sent("2026-03-01T10:00Z", partner: Bakery)]));
        Assert.Equal(Deferred("pair", "2026-03-01T22:00Z"), gate.Decide(Promo("2026-03-01T12:00Z", partner: Bakery), [Sent("2026-03-01T10:00Z", partner: Cinema)]));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-01T12:00Z", partner: Bakery), [Sent("2026-03-01T10:00Z", partner: Bakery)]));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-01T12:00Z", partner: new("fuel")), [Sent("2026-03-01T10:00Z", partner: Cinema)]));
    }

    [Fact]
    public void A_pair_for_some_guests_keeps_nothing_apart_for_others()
    {
        ContactGate gate = Gate("""{ "pairs": [{ "segments": ["vip"], "sensitivities": ["high"], "first": { "partners": ["bakery"] }, "then": { "partners": ["cinema"] }, "window": "3d", "bothWays": true }] }""");
        foreach ((PartnerId first, PartnerId then) in new[] { (Bakery, Cinema), (Cinema, Bakery) })
        {
            ContactDecision Ask(ContactSensitivity sensitivity, params string[] segments) =>
                gate.Decide(Promo("2026-03-02T12:00Z", partner: then) with { Guest = new() { Sensitivity = sensitivity, Segments = segments } }, [Sent("2026-03-01T12:00Z", partner: first)]);
            Assert.Equal(Deferred("pair", "2026-03-04T12:00Z"), Ask(ContactSensitivity.High, "vip"));
            Assert.Equal(Deferred("pair", "2026-03-04T12:00Z"), Ask(ContactSensitivity.Unknown, "new", "vip"));
            Assert.Equal(Allowed, Ask(ContactSensitivity.Low, "vip"));
            Assert.Equal(Allowed, Ask(ContactSensitivity.High, "new"));
        }
    }

    [Fact]
    public void Nothing_on_new_years_eve_on_the_guests_calendar()
    {
        ContactGate gate = Gate("""{ "blackouts": [{ "channels": ["sms"], "from": "2026-12-31", "to": "2027-01-02" }] }""");
        GuestZone vladivostok = GuestZone.Named("Asia/Vladivostok");
        Assert.Equal(Deferred("blackout", "2027-01-01T14:00Z"), gate.Decide(Promo("2026-12-30T14:00Z", Channel.Sms, zone: vladivostok), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-12-30T13:59Z", Channel.Sms, zone: vladivostok), []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-12-31T12:00Z", Channel.Email), []));
    }

    [Fact]
    public void A_blackout_ends_where_the_clock_is_set_back_to_the_day_before()
    {
        // At 00:01 on 7 November 2010 the clocks of St John's went back to 23:01 on the 6th.
        ContactGate gate = Gate("""{ "timeZone": "America/St_Johns", "blackouts": [{ "from": "2010-11-07", "to": "2010-11-08" }] }""");
        Assert.Equal(Deferred("blackout", "2010-11-07T02:31Z"), gate.Decide(Promo("2010-11-07T02:30:30Z"), []));
        Assert.Equal(Deferred("blackout", "2010-11-08T03:30Z"), gate.Decide(Promo("2010-11-07T03:30Z"), []));
    }

    [Fact]
    public void Not_on_sundays_and_at_most_one_a_week_says_this_guest()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "daily", "max": 1, "window": "24h" }], "exempt": ["transactional"] }""");
        GuestFacts guest = new() { Limits = ContactMatrix.Parse("""{ "blackouts": [{ "id": "sunday", "weekdays": ["sunday"] }], "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }""") };
        ContactRequest sunday = Promo("2026-03-01T12:00Z") with { Guest = guest };
        Assert.Equal(Deferred("guest:sunday", "2026-03-02T00:00Z"), gate.Decide(sunday, []));
        Assert.Equal(Allowed, gate.Decide(sunday with { Guest = null }, []));
        Assert.Equal(Allowed, gate.Decide(sunday with { Kind = ContactKind.Transactional }, []));
        ContactRequest monday = Promo("2026-03-02T12:00Z") with { Guest = guest };
        Assert.Equal(Deferred("guest:weekly", "2026-03-07T10:00Z"), gate.Decide(monday, [Sent("2026-02-28T10:00Z")]));
        Assert.Equal(Allowed, gate.Decide(monday, [Sent("2026-02-28T10:00Z", kind: ContactKind.Transactional)]));
        Assert.Equal(["daily", "guest:sunday", "guest:weekly"], gate.Explain(monday, []).Findings.Select(f => f.Rule));
        GuestFacts never = guest with { Limits = ContactMatrix.Parse("""{ "caps": [{ "id": "no-sms", "channels": ["sms"], "max": 0, "window": "1d" }] }""") };
        Assert.Equal(Denied("guest:no-sms"), gate.Decide(Promo("2026-03-02T12:00Z", Channel.Sms) with { Guest = never }, []));
    }

    [Fact]
    public void Consent_is_asked_by_purpose_channel_and_partner_and_not_knowing_is_no()
    {
        ContactGate gate = Gate("""{ "consent": [{ "kinds": ["promo"], "purpose": "marketing" }, { "id": "asked", "kinds": ["survey"], "purpose": "surveys" }] }""");
        ConsentBook book = ConsentBook.Of([new(ConsentPurpose.Marketing, true, At("2026-01-01T00:00Z")) { Channel = Channel.Email, Partner = Bakery }]);
        GuestFacts guest = new() { Consent = GuestConsent.Of(book) };
        ContactRequest promo = Promo("2026-03-02T12:00Z") with { Guest = guest };
        Assert.Equal(Allowed, gate.Decide(promo, []));
        Assert.Equal(Denied("consent"), gate.Decide(promo with { Channel = Channel.Sms }, []));
        Assert.Equal(Denied("consent"), gate.Decide(promo with { Partner = Cinema }, []));
        Assert.Equal(Denied("asked"), gate.Decide(promo with { Kind = ContactKind.Survey }, []));
        Assert.Equal(Denied("consent"), gate.Decide(promo with { Guest = null }, []));
        Assert.Equal(Allowed, gate.Decide(promo with { Guest = null, Kind = Complaint }, []));
        RuleFinding finding = gate.Explain(promo with { Channel = Channel.Sms }, []).Findings.Single();
        Assert.Equal((ConsentState.Unknown, true, (DateTimeOffset?)null), (finding.Consent, finding.Refuses, finding.FreeAt));
    }

    [Fact]
    public void A_history_that_nobody_knows_denies_with_the_reason()
    {
        ContactGate gate = Gate("""{ "exempt": ["transactional"] }""");
        GuestFacts guest = new() { HistoryIsKnown = false };
        Assert.Equal(Denied(ContactDecision.UnknownHistory), gate.Decide(Promo("2026-03-02T12:00Z") with { Guest = guest }, []));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-02T12:00Z") with { Guest = guest, Kind = ContactKind.Transactional }, []));
    }

    [Theory]
    [InlineData(ContactSensitivity.Low, true)]
    [InlineData(ContactSensitivity.High, false)]
    [InlineData(ContactSensitivity.Unknown, false)]
    public void A_cap_for_the_sensitive_concerns_them_and_those_nobody_knows(ContactSensitivity sensitivity, bool allowed)
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "gently", "sensitivities": ["high"], "max": 1, "window": "30d" }] }""");
        ContactRequest request = Promo("2026-03-02T12:00Z") with { Guest = new() { Sensitivity = sensitivity } };
        Assert.Equal(allowed, gate.Decide(request, [Sent("2026-03-01T12:00Z")]).IsAllowed);
        Assert.False(gate.Decide(request with { Guest = null }, [Sent("2026-03-01T12:00Z")]).IsAllowed);
    }

    [Fact]
    public void A_rule_for_a_segment_concerns_only_its_guests()
    {
        ContactGate gate = Gate("""{ "minimumGap": [{ "segments": ["sleeping", "new"], "gap": "10d" }] }""");
        ContactRequest request = Promo("2026-03-02T12:00Z");
        Contact[] history = [Sent("2026-03-01T12:00Z")];
        Assert.False(gate.Decide(request with { Guest = new() { Segments = ["new"] } }, history).IsAllowed);
        Assert.True(gate.Decide(request with { Guest = new() { Segments = ["vip"] } }, history).IsAllowed);
        Assert.True(gate.Decide(request, history).IsAllowed);
    }

    [Theory]
    [InlineData("2026-11-30T10:00Z", 3, "2027-02-28T10:00Z")]
    [InlineData("2027-11-30T10:00Z", 3, "2028-02-29T10:00Z")]
    [InlineData("2026-08-31T10:00Z", 1, "2026-09-30T10:00Z")]
    [InlineData("2026-10-15T10:00Z", 1, "2026-11-15T11:00Z")]
    [InlineData("2026-02-28T01:30Z", 1, "2026-03-28T01:30Z")]
    [InlineData("2026-02-28T23:30Z", 1, "2026-03-31T22:30Z")]
    [InlineData("2027-02-28T01:30Z", 1, "2027-03-28T01:00Z")]
    public void Three_months_are_counted_on_the_guests_calendar(string sent, int months, string free)
    {
        // In Berlin the clocks go back on 25 October 2026, and forward from 02:00 to 03:00 on 28 March 2027. 28 February, 23:30 UTC, is 1 March there.
        ContactGate gate = Gate($$"""{ "timeZone": "Europe/Berlin", "caps": [{ "id": "m", "max": 1, "window": "{{months}}mo" }] }""");
        Assert.Equal(Deferred("m", free), gate.Decide(Promo(sent), [Sent(sent)]));
    }

    [Fact]
    public void Contacts_of_a_months_last_days_may_leave_in_another_order_than_they_came()
    {
        // Both leave on 28 February, the later contact at 08:00 and the earlier at 20:00.
        ContactGate gate = Gate("""{ "caps": [{ "id": "two", "max": 2, "window": "3mo" }] }""");
        Contact[] history = [Sent("2026-11-29T20:00Z"), Sent("2026-11-30T08:00Z")];
        Assert.Equal(Deferred("two", "2027-02-28T08:00Z"), gate.Decide(Promo("2026-12-24T10:00Z"), history));
    }

    [Fact]
    public void Of_hundreds_of_contacts_in_a_window_of_months_the_instant_is_exact_too()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "ten", "max": 10, "window": "1mo" }] }""");
        Contact[] history = [.. Enumerable.Range(0, 500).Select(i => Sent("2026-03-01T00:00Z") with { At = At("2026-03-01T00:00Z").AddMinutes(i) })];
        Assert.Equal(new ContactDecision(ContactOutcome.Defer, "ten", At("2026-04-01T00:00Z").AddMinutes(490)), gate.Decide(Promo("2026-03-10T12:00Z"), history));
    }

    [Fact]
    public void Guests_in_thousands_of_sets_of_segments_are_decided_right()
    {
        ContactGate gate = Gate(new ContactMatrixOptions { Caps = [.. Enumerable.Range(0, 12).Select(i => new CapOptions { Id = $"s{i}", Segments = [$"s{i}"], Max = 0, Window = ContactWindow.Days(1) })] });
        for (int set = 0; set < 4096; set++)
        {
            GuestFacts guest = new() { Segments = [.. Enumerable.Range(0, 12).Where(i => ((set >> i) & 1) != 0).Select(i => $"s{i}")] };
            Assert.Equal(set == 0, gate.Decide(Promo("2026-03-10T12:00Z") with { Guest = guest }, []).IsAllowed);
        }
    }

    [Fact]
    public void Quiet_hours_for_one_kind_and_partner_leave_the_others_alone()
    {
        ContactGate gate = Gate("""{ "quietHours": [{ "kinds": ["promo"], "partners": ["cinema"], "from": "10:00", "to": "14:00" }] }""");
        Assert.False(gate.Decide(Promo("2026-03-02T12:00Z", partner: Cinema), []).IsAllowed);
        Assert.True(gate.Decide(Promo("2026-03-02T12:00Z", partner: Bakery), []).IsAllowed);
        Assert.True(gate.Decide(Promo("2026-03-02T12:00Z", partner: Cinema) with { Kind = ContactKind.Survey }, []).IsAllowed);
    }

    [Fact]
    public void Of_a_thousand_rules_only_those_that_concern_the_request_are_looked_at()
    {
        ContactGate gate = Gate(new ContactMatrixOptions
        {
            Caps =
            [
                .. Enumerable.Range(0, 998).Select(i => new CapOptions { Id = $"p{i}", Partners = CapPartners.Of(new PartnerId($"p{i}")), Max = 1, Window = ContactWindow.Days(7) }),
                new() { Id = "all", Max = 3, Window = ContactWindow.Days(7) }, new() { Id = "push", Channels = [Channel.Push], Max = 1, Window = ContactWindow.Days(1) },
            ],
        });
        ContactRequest request = Promo("2026-03-02T12:00Z", partner: new("p500"));
        Assert.Equal(["p500", "all"], gate.Matrix.Cell(request.Channel, request.Kind, request.Partner).RuleIds);
        Assert.Equal(["p500", "all"], gate.Explain(request, []).Findings.Select(f => f.Rule));
        Assert.Equal("p500", gate.Decide(request, [Sent("2026-03-01T12:00Z", partner: new("p500"))]).Rule);
        Assert.True(gate.Decide(request, [Sent("2026-03-01T12:00Z", partner: new("p501"))]).IsAllowed);
    }
}
