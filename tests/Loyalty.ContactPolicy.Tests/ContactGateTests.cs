using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests;

public class ContactGateTests
{
    private const string Weekly = """{ "caps": [{ "id": "weekly", "channels": ["*"], "kinds": ["promo"], "partners": "all-together", "max": 1, "window": "7d" }] }""";

    [Fact]
    public void Decide_NoHistory_Allows() => Assert.Equal(Allowed, Gate(Weekly).Decide(Promo("2026-03-01T12:00Z"), []));

    [Fact]
    public void Decide_SlidingWindow_EndsAtExactlyContactPlusLength()
    {
        ContactGate gate = Gate(Weekly);
        Contact[] history = [Sent("2026-03-01T12:00:00.0000001Z")];
        Assert.Equal(Deferred("weekly", "2026-03-08T12:00:00.0000001Z"), gate.Decide(Promo("2026-03-08T12:00:00Z"), history));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-08T12:00:00.0000001Z"), history));
    }

    [Fact]
    public void Decide_MaxOfTwo_WaitsForTheSecondNewest()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "two", "max": 2, "window": "24h" }] }""");
        Contact[] history = [Sent("2026-03-01T08:00Z"), Sent("2026-03-01T10:00Z"), Sent("2026-03-01T11:00Z")];
        Assert.Equal(Deferred("two", "2026-03-02T10:00Z"), gate.Decide(Promo("2026-03-01T12:00Z"), history));
    }

    [Theory]
    [InlineData("calendar-day", "2026-03-04T21:00Z")]
    [InlineData("calendar-week", "2026-03-08T21:00Z")]
    [InlineData("calendar-month", "2026-03-31T21:00Z")]
    public void Decide_CalendarWindow_EndsAtTheGuestsMidnight(string window, string until)
    {
        // 23:00 and 00:00 in Moscow: three hours before UTC says the same.
        ContactGate gate = Gate($$"""{ "timeZone": "Europe/Moscow", "caps": [{ "id": "c", "max": 1, "window": "{{window}}" }] }""");
        Contact[] history = [Sent("2026-03-04T07:00+03:00")];
        Assert.Equal(Deferred("c", until), gate.Decide(Promo("2026-03-04T23:00+03:00"), history));
        Assert.Equal(Allowed, gate.Decide(Promo(until), history));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-04T00:00+03:00", zone: GuestZone.Named("Asia/Vladivostok")), [Sent("2026-02-28T16:59+03:00")]));
    }

    [Theory]
    [InlineData("monday", "2026-03-08T21:00Z")]
    [InlineData("sunday", "2026-03-07T21:00Z")]
    [InlineData("wednesday", "2026-03-10T21:00Z")]
    [InlineData("thursday", "2026-03-04T21:00Z")]
    public void Weeks_begin_on_monday_unless_told(string first, string until)
    {
        // Written to on Wednesday 4 March, in Moscow; a week is over at its last midnight there.
        string pair = """ "pairs": [{ "first": { "kinds": ["promo"] }, "then": { "kinds": ["survey"] }, "window": "calendar-week" }] """;
        ContactGate gate = Gate($$"""{ "timeZone": "Europe/Moscow", "firstDayOfWeek": "{{first}}", {{pair}}, "caps": [{ "id": "week", "kinds": ["promo"], "max": 1, "window": "calendar-week" }] }""");
        Contact[] history = [Sent("2026-03-04T07:00+03:00")];
        Assert.Equal(Deferred("week", until), gate.Decide(Promo("2026-03-04T23:00+03:00"), history));
        Assert.Equal(Allowed, gate.Decide(Promo(until), history));
        Assert.Equal(Deferred("pair", until), gate.Decide(Promo("2026-03-04T23:00+03:00") with { Kind = ContactKind.Survey }, history));
    }

    [Fact]
    public void One_a_day_lets_the_second_go_at_midnight_and_one_in_24_hours_does_not()
    {
        // Moscow is three hours ahead: 20:00Z is 23:00 there, 21:00Z is midnight.
        Contact[] history = [Sent("2026-03-04T20:00Z")];
        ContactRequest midnight = Promo("2026-03-04T21:00Z");
        Assert.Equal(Allowed, Gate("""{ "timeZone": "Europe/Moscow", "caps": [{ "id": "day", "max": 1, "window": "calendar-day" }] }""").Decide(midnight, history));
        Assert.Equal(Deferred("hours", "2026-03-05T20:00Z"), Gate("""{ "timeZone": "Europe/Moscow", "caps": [{ "id": "hours", "max": 1, "window": "24h" }] }""").Decide(midnight, history));
    }

    [Fact]
    public void Decide_ThreeMonthsFrom30November_AreCountedInDays()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "survey-quarter", "kinds": ["promo"], "max": 1, "window": "90d" }] }""");
        Assert.Equal(Deferred("survey-quarter", "2027-02-28T10:00Z"), gate.Decide(Promo("2026-12-24T10:00Z"), [Sent("2026-11-30T10:00Z")]));
    }

    [Fact]
    public void Decide_Gap_IsMeasuredToTheLastContactOnTheRulesChannels()
    {
        ContactGate gate = Gate("""{ "minimumGap": [{ "channels": ["sms", "push"], "gap": "4h" }] }""");
        Contact[] history = [Sent("2026-03-01T10:00Z", Channel.Push, Cinema, ContactKind.Survey), Sent("2026-03-01T11:00Z", Channel.Email)];
        Assert.Equal(Deferred("minimum-gap", "2026-03-01T14:00Z"), gate.Decide(Promo("2026-03-01T12:00Z", Channel.Sms), history));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-01T14:00Z", Channel.Sms), history));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-01T11:00Z", Channel.Email), history));
    }

    [Fact]
    public void Decide_PartnersEach_CountsEachPartnerAlone()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "own", "partners": "each", "max": 1, "window": "1d" }] }""");
        Contact[] history = [Sent("2026-03-01T10:00Z", partner: Bakery)];
        Assert.False(gate.Decide(Promo("2026-03-01T12:00Z", partner: Bakery), history).IsAllowed);
        Assert.True(gate.Decide(Promo("2026-03-01T12:00Z", partner: Cinema), history).IsAllowed);
    }

    [Fact]
    public void Decide_PartnersListed_CountsThemTogetherAndLeavesOthersAlone()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "pair", "partners": ["bakery", "cinema"], "max": 1, "window": "1d" }] }""");
        Contact[] history = [Sent("2026-03-01T10:00Z", partner: Bakery)];
        Assert.False(gate.Decide(Promo("2026-03-01T12:00Z", partner: Cinema), history).IsAllowed);
        Assert.True(gate.Decide(Promo("2026-03-01T12:00Z", partner: new("fuel")), history).IsAllowed);
    }

    [Fact]
    public void Decide_RuleForSms_DoesNotLoosenTheDefaultForEmail()
    {
        ContactGate gate = Gate("""
            { "caps": [{ "id": "default", "max": 1, "window": "7d" }, { "id": "sms", "channels": ["sms"], "max": 5, "window": "7d" }] }
            """);
        Contact[] history = [Sent("2026-03-01T10:00Z", Channel.Sms)];
        Assert.Equal("default", gate.Decide(Promo("2026-03-02T10:00Z", Channel.Email), history).Rule);
        Assert.Equal("default", gate.Decide(Promo("2026-03-02T10:00Z", Channel.Sms), history).Rule);
    }

    [Fact]
    public void Decide_MaxZero_DeniesBeforeAnyOtherRuleDefers()
    {
        ContactGate gate = Gate("""
            { "quietHours": [{ "channels": ["call"], "from": "10:00", "to": "14:00" }],
              "caps": [{ "id": "any", "max": 1, "window": "7d" }, { "id": "never-call", "channels": ["call"], "max": 0, "window": "7d" }] }
            """);
        Assert.Equal(Denied("never-call"), gate.Decide(Promo("2026-03-01T12:00Z", Channel.Call), [Sent("2026-03-01T11:00Z")]));
    }

    [Fact]
    public void Decide_NoInstantWithinAYear_DeniesByTheRule()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "rare", "max": 1, "window": "400d" }] }""");
        Contact[] history = [Sent("2026-03-01T12:00Z")];
        Assert.Equal(Denied("rare"), gate.Decide(Promo("2026-03-02T12:00Z"), history));
        Assert.Equal(Deferred("rare", "2027-04-05T12:00Z"), gate.Decide(Promo("2026-04-05T12:00Z"), history));
    }

    [Fact]
    public void Decide_QuietHoursThatFillTheDayTogether_Deny()
    {
        ContactGate gate = Gate("""{ "quietHours": [{ "from": "08:00", "to": "20:00" }, { "from": "20:00", "to": "08:00" }] }""");
        Assert.Equal(ContactOutcome.Deny, gate.Decide(Promo("2026-03-01T12:00Z"), []).Outcome);
    }

    [Fact]
    public void Decide_SeveralRules_NamesTheOneThatRefusesLast()
    {
        // The cap ends at 23:00, inside the quiet hours, which then hold until 09:00.
        ContactGate gate = Gate("""
            { "quietHours": [{ "from": "21:00", "to": "09:00" }], "minimumGap": [{ "gap": "4h" }], "caps": [{ "id": "daily", "max": 1, "window": "24h" }] }
            """);
        Assert.Equal(Deferred("quiet-hours", "2026-03-03T09:00Z"), gate.Decide(Promo("2026-03-02T12:00Z"), [Sent("2026-03-01T23:00Z")]));
        Assert.Equal(Deferred("daily", "2026-03-03T11:00Z"), gate.Decide(Promo("2026-03-02T12:00Z"), [Sent("2026-03-02T11:00Z")]));
    }

    [Fact]
    public void Decide_RulesThatEndTogether_AreNamedInOrder()
    {
        ContactGate gate = Gate("""{ "minimumGap": [{ "gap": "24h" }], "caps": [{ "id": "a", "max": 1, "window": "24h" }, { "id": "b", "max": 1, "window": "1d" }] }""");
        Assert.Equal("minimum-gap", gate.Decide(Promo("2026-03-01T12:00Z"), [Sent("2026-03-01T11:00Z")]).Rule);
    }

    [Fact]
    public void Decide_ExemptKind_NeitherObeysNorUsesUpAnyRule()
    {
        ContactGate gate = Gate("""{ "exempt": ["transactional"], "caps": [{ "id": "none", "channels": ["sms"], "max": 0, "window": "1d" }, { "id": "one", "max": 1, "window": "1d" }] }""");
        ContactRequest code = Promo("2026-03-01T12:00Z", Channel.Sms, zone: GuestZone.Unknown) with { Kind = ContactKind.Transactional };
        Assert.Equal(Allowed, gate.Decide(code, [Sent("2026-03-01T11:00Z")]));
        Assert.Equal(Allowed, gate.Decide(Promo("2026-03-01T12:00Z"), [Sent("2026-03-01T11:00Z", kind: ContactKind.Transactional)]));
    }

    [Fact]
    public void Decide_UnknownZone_FailsClosedWithTheReason()
    {
        GuestZone atlantis = GuestZone.Named("Europe/Atlantis");
        Assert.True(atlantis.IsUnknown);
        Assert.Equal(Denied(ContactDecision.UnknownZone), Gate(Weekly).Decide(Promo("2026-03-01T12:00Z", zone: atlantis), []));
        Assert.Equal(Denied(ContactDecision.UnknownZone), Gate("{}").Decide(Promo("2026-03-01T12:00Z", zone: atlantis), []));
    }

    [Fact]
    public void Decide_ContactLaterThanTheRequest_CountsToo() =>
        Assert.Equal(Deferred("weekly", "2026-03-09T12:00Z"), Gate(Weekly).Decide(Promo("2026-03-01T12:00Z"), [Sent("2026-03-02T12:00Z")]));

    [Fact]
    public void Decide_LongHistory_IsNotBoundByTheStack()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "many", "max": 1000, "window": "1d" }] }""");
        Contact[] history = [.. Enumerable.Range(0, 1000).Select(i => Sent("2026-03-01T10:00Z") with { At = At("2026-03-01T10:00Z").AddSeconds(i) })];
        Assert.Equal(Deferred("many", "2026-03-02T10:00Z"), gate.Decide(Promo("2026-03-01T12:00Z"), history));
        Assert.True(gate.Decide(Promo("2026-03-01T12:00Z"), history.AsSpan(1)).IsAllowed);
    }

    [Fact]
    public void Decide_RequestThatNamesNothing_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate("{}").Decide(default(ContactRequest) with { Partner = Bakery, Channel = Channel.Sms, Kind = ContactKind.Promo }, []));
        ArgumentException e = Assert.Throws<ArgumentException>(() => Gate("{}").Decide(Promo("2026-01-01T00:00Z") with { Channel = default }, []));
        Assert.Contains("the channel is default", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Promo("3000-01-01T00:00Z"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gate(Weekly).Decide(Promo("2026-01-01T00:00Z"), [Sent("1899-12-31T23:59Z")]));
    }

    [Fact]
    public void Explain_LooksAtEveryRuleThatConcerns()
    {
        ContactGate gate = Gate("""
            { "quietHours": [{ "channels": ["sms"], "from": "21:00", "to": "09:00" }], "minimumGap": [{ "gap": "4h" }],
              "caps": [{ "id": "weekly", "max": 2, "window": "7d" }, { "id": "surveys", "kinds": ["survey"], "max": 1, "window": "90d" }, { "id": "never-sms", "channels": ["sms"], "max": 0, "window": "1d" }] }
            """);
        ContactExplanation explained = gate.Explain(Promo("2026-03-02T12:00Z", Channel.Sms), [Sent("2026-03-02T10:00Z")]);
        Assert.Equal(Denied("never-sms"), explained.Decision);
        Assert.Equal(gate.Matrix.Version, explained.MatrixVersion);
        Assert.Equal(
            [
                new RuleFinding("quiet-hours", ContactRuleKind.QuietHours, false, 0, 0, At("2026-03-02T12:00Z")),
                new RuleFinding("minimum-gap", ContactRuleKind.MinimumGap, true, 1, 1, At("2026-03-02T14:00Z")),
                new RuleFinding("weekly", ContactRuleKind.Cap, false, 1, 2, At("2026-03-02T12:00Z")),
                new RuleFinding("never-sms", ContactRuleKind.Cap, true, 0, 0, null),
            ],
            explained.Findings);
        Assert.True(gate.Explain(Promo("2026-03-02T12:00Z", zone: GuestZone.Unknown), []) is { Decision.Rule: "unknown-zone", Findings.Count: 0 });
    }

    [Theory]
    [InlineData("2026-03-08T11:59Z", 1)]
    [InlineData("2026-03-08T12:00Z", 0)]
    public void Explain_AContactThatLeavesTheWindowNow_IsNotCounted(string at, int counted)
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "weekly", "max": 2, "window": "7d" }] }""");

        ContactExplanation explained = gate.Explain(Promo(at), [Sent("2026-03-01T12:00Z")]);

        Assert.Equal(counted, Assert.Single(explained.Findings).Counted);
    }

    [Fact]
    public void ForPartner_TellsUntilWhen_AndNothingElse()
    {
        PartnerAnswer answer = Gate(Weekly).Decide(Promo("2026-03-02T12:00Z"), [Sent("2026-03-01T12:00Z", partner: Cinema)]).ForPartner();
        Assert.Equal(new PartnerAnswer(false, At("2026-03-08T12:00Z")), answer);
        Assert.DoesNotContain("weekly", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Default_Denies()
    {
        Assert.False(default(ContactDecision).IsAllowed);
        Assert.Equal(ContactOutcome.Deny, default(ContactDecision).Outcome);
        Assert.False(default(PartnerAnswer).IsAllowed);
    }

    [Theory]
    [InlineData("2026-03-29T10:00Z")]
    [InlineData("2026-03-28T23:00Z")]
    public void Decide_AllowedDeferredOrDenied_AllocatesNothing(string at)
    {
        ContactGate gate = Gate("""
            { "timeZone": "Europe/Kyiv", "quietHours": [{ "channels": ["sms"], "from": "22:00", "to": "08:00" }], "minimumGap": [{ "gap": "1h" }],
              "caps": [{ "id": "day", "max": 2, "window": "calendar-day" }, { "id": "week", "max": 3, "window": "7d" }, { "id": "no-calls", "channels": ["call"], "max": 0, "window": "1d" }] }
            """);
        Contact[] history = [Sent("2026-03-28T12:00Z", Channel.Sms), Sent("2026-03-27T12:00Z"), Sent("2026-03-01T12:00Z")];
        ContactRequest[] requests = [Promo(at, Channel.Sms), Promo(at), Promo(at, Channel.Call)];
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            foreach (ContactRequest request in requests)
            {
                _ = gate.Decide(request, history);
            }
        }));
    }
}
