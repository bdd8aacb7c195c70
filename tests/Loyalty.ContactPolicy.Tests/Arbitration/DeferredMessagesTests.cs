using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Core.Consent;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.Arbitration;

public class DeferredMessagesTests
{
    private const string Overnight = """
        { "timeZone": "Europe/Kyiv", "quietHours": [{ "from": "22:00", "to": "08:00" }], "caps": [{ "id": "daily", "max": 1, "window": "calendar-day" }] }
        """;

    /// <summary>Facts that differ each in one thing.</summary>
    private static readonly GuestFacts?[] Facts =
    [
        null,
        new(),
        new() { Sensitivity = ContactSensitivity.High },
        new() { Segments = ["vip"] },
        new() { HistoryIsKnown = false },
        new() { Consent = GuestConsent.Of(new Dictionary<ConsentPurpose, ConsentState> { [ConsentPurpose.Marketing] = ConsentState.Granted }) },
        new() { Consent = GuestConsent.Of(ConsentBook.Of([new ConsentEntry(ConsentPurpose.Marketing, granted: false, At("2026-06-01T00:00Z"))])) },
        new() { Limits = Gate("""{ "caps": [{ "id": "mine", "max": 1, "window": "7d" }] }""").Matrix },
        new() { Limits = Gate("""{ "caps": [{ "id": "mine", "max": 2, "window": "7d" }] }""").Matrix },
    ];

    [Fact]
    public void What_was_held_overnight_passes_the_caps_again_in_order_of_priority_and_what_has_expired_is_dropped()
    {
        Clock clock = new() { Now = At("2026-06-10T20:00Z") };
        ContactLedger ledger = new(Gate(Overnight), clock);
        DeferredMessages held = new();
        foreach ((string id, PartnerId partner, int priority, string? expires) in new (string, PartnerId, int, string?)[]
            { ("news", Bakery, 1, null), ("film", Cinema, 5, null), ("tonight", Cinema, 9, "2026-06-11T04:00Z") })
        {
            ContactRequest request = Promo("2026-06-10T20:00Z", partner: partner);
            Reservation reservation = ledger.Reserve(id, request);
            Assert.Equal(Deferred("quiet-hours", "2026-06-11T05:00Z"), reservation.Decision);
            bool waits = held.Hold(id, request, reservation.Decision, priority, expires is null ? null : At(expires));
            Assert.Equal(id != "tonight", waits);
        }

        Assert.Empty(held.Ask(At("2026-06-11T04:59Z"), _ => throw new InvalidOperationException("Nothing is due.")));
        clock.Now = At("2026-06-11T05:00Z");
        IReadOnlyList<DeferredResult> morning = held.Ask(clock.Now, m => ledger.Reserve(m.Id, m.Request).Decision);
        Assert.Equal(["film", "news"], morning.Select(r => r.Message.Id));
        Assert.Equal([DeferredOutcome.Allowed, DeferredOutcome.Deferred], morning.Select(r => r.Outcome));
        Assert.Equal(Deferred("daily", "2026-06-12T05:00Z") with { Rule = "quiet-hours" }, morning[1].Decision);
        Assert.Equal(At("2026-06-12T05:00Z"), held.NextAt);
    }

    [Fact]
    public void Of_what_is_due_at_once_the_more_important_is_asked_first_though_it_was_due_later()
    {
        DeferredMessages held = new();
        held.Add(new("news", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z")) { Priority = 1 });
        held.Add(new("film", Promo("2026-06-10T21:00Z"), At("2026-06-11T06:00Z")) { Priority = 5 });
        held.Add(new("later", Promo("2026-06-10T21:00Z"), At("2026-06-11T07:00:01Z")) { Priority = 9 });
        ContactLedger ledger = new(Gate(Overnight), new Clock { Now = At("2026-06-11T07:00Z") });
        IReadOnlyList<DeferredResult> results = held.Ask(At("2026-06-11T07:00Z"), m => ledger.Reserve(m.Id, m.Request).Decision);
        Assert.Equal([("film", DeferredOutcome.Allowed), ("news", DeferredOutcome.Deferred)], results.Select(r => (r.Message.Id, r.Outcome)));
    }

    [Fact]
    public void Hold_WhatWouldNowExpireBefore_NoLongerWaitsFromAnEarlierTime()
    {
        DeferredMessages held = new();
        Assert.True(held.Hold("a", Promo("2026-06-10T20:00Z"), Deferred("daily", "2026-06-11T05:00Z"), expiresAt: At("2026-06-11T06:00Z")));
        Assert.False(held.Hold("a", Promo("2026-06-10T21:00Z"), Deferred("weekly", "2026-06-12T05:00Z"), expiresAt: At("2026-06-11T06:00Z")));
        Assert.Equal((0, null), (held.Count, held.NextAt));
    }

    [Fact]
    public void Ask_WhatExpiredMeanwhile_IsDroppedWithoutAsking()
    {
        DeferredMessages held = new();
        held.Add(new("a", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z")) { ExpiresAt = At("2026-06-11T06:00Z") });
        DeferredResult late = Assert.Single(held.Ask(At("2026-06-11T06:00Z"), _ => throw new InvalidOperationException("It has expired.")));
        Assert.Equal((DeferredOutcome.Expired, null, true), (late.Outcome, late.Decision, late.IsDropped));
        Assert.Equal(0, held.Count);
    }

    [Fact]
    public void Ask_WouldExpireBeforeItsNextInstantOrIsDenied_IsDroppedWithTheRule()
    {
        DeferredMessages held = new();
        held.Add(new("a", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z")) { ExpiresAt = At("2026-06-12T05:00Z") });
        held.Add(new("b", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z")));
        IReadOnlyList<DeferredResult> results = held.Ask(At("2026-06-11T05:00Z"), m => m.Id == "a" ? Deferred("daily", "2026-06-12T05:00Z") : Denied("unsubscribed"));
        Assert.Equal([(DeferredOutcome.Expired, "daily"), (DeferredOutcome.Denied, "unsubscribed")], results.Select(r => (r.Outcome, r.Decision?.Rule)));
        Assert.Equal(0, held.Count);
    }

    [Fact]
    public void Ask_TheStoreFails_LosesNothing()
    {
        DeferredMessages held = new();
        held.Add(new("a", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z")) { Priority = 2 });
        held.Add(new("b", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z")) { Priority = 1 });
        Assert.Throws<InvalidOperationException>(() => held.Ask(At("2026-06-11T05:00Z"), m => m.Id == "a" ? Allowed : throw new InvalidOperationException("The store does not answer.")));
        Assert.Equal(["a", "b"], held.Messages.Select(m => m.Id));
    }

    [Fact]
    public void Add_TheSameMessageTwice_WaitsOnce()
    {
        DeferredMessages held = new();
        DeferredMessage message = new("a", Promo("2026-06-10T20:00Z"), At("2026-06-11T05:00Z"));
        held.Add(message);
        held.Add(message);
        Assert.Equal(1, held.Count);
        held.Erase(Anna);
        held.Erase(Anna);
        Assert.Null(held.NextAt);
    }

    [Fact]
    public void Hold_NotDeferredOrWithoutCustomerOrId_IsRefused()
    {
        DeferredMessages held = new();
        Assert.Throws<ArgumentException>(() => held.Hold("a", Promo("2026-06-10T20:00Z"), Allowed));
        Assert.Throws<ArgumentException>(() => held.Hold("", Promo("2026-06-10T20:00Z"), Deferred("daily", "2026-06-11T05:00Z")));
        Assert.Throws<ArgumentException>(() => held.Add(new("a", Promo("2026-06-10T20:00Z") with { Customer = default }, At("2026-06-11T05:00Z"))));
    }

    [Fact]
    public void Merge_HalvesInAnyOrder_IsTheWhole()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            SplitMix64 random = new(SplitMix64.Mix(seed));
            DeferredMessages[] parts = [new(), new(), new()];
            for (int i = 0; i < 30; i++)
            {
                ContactRequest request = Promo("2026-06-10T20:00Z") with { Customer = new(random.Below(4)), At = At("2026-06-10T20:00Z").AddHours(random.Below(2)), Guest = Facts[random.Below(Facts.Length)] };
                parts[random.Below(3)].Add(new($"m{random.Below(5)}", request, request.At.AddHours(1 + random.Below(2))) { Priority = random.Below(2) });
            }

            DeferredMessages forth = new();
            DeferredMessages back = new();
            foreach (int i in new[] { 0, 1, 2 })
            {
                forth.Merge(parts[i]);
                back.Merge(parts[2 - i]);
                back.Merge(parts[2 - i]);
            }

            return forth.Messages.SequenceEqual(back.Messages);
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Merge_OfOneMessageWithOtherFacts_KeepsOneOfThem_WhateverTheOrder_AndWhatIsKnownRatherThanNothing()
    {
        for (int i = 0; i < Facts.Length; i++)
        {
            for (int j = 0; j < Facts.Length; j++)
            {
                DeferredMessage one = new("a", Promo("2026-06-10T20:00Z") with { Guest = Facts[i] }, At("2026-06-11T05:00Z"));
                DeferredMessage other = one with { Request = one.Request with { Guest = Facts[j] } };
                DeferredMessage kept = Merged(one, other);
                Assert.Same(kept, i == j ? Merged(one, one) : Merged(other, one));
                Assert.True(kept.Request.Guest is not null || (i == 0 && j == 0));
            }
        }

        DeferredMessage late = new("a", Promo("2026-06-10T21:00Z"), At("2026-06-11T05:00Z"));
        Assert.Same(late, Merged(late, late with { Request = Promo("2026-06-10T20:00Z") with { Guest = Facts[1] } }));
    }

    private static DeferredMessage Merged(DeferredMessage first, DeferredMessage second)
    {
        (DeferredMessages one, DeferredMessages other) = (new(), new());
        one.Add(first);
        other.Add(second);
        one.Merge(other);
        return Assert.Single(one.Messages);
    }
}
