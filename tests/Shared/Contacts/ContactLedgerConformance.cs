using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.Testing;

/// <summary>What every ledger of contacts does. A ledger's tests derive from this and from <see cref="ContactLedgerAgreement"/>.</summary>
public abstract class ContactLedgerConformance
{
    private const string OneADay = """{ "caps": [{ "id": "daily", "max": 1, "window": "24h" }], "exempt": ["transactional"] }""";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PartnerId Bakery = new("bakery");
    private static readonly PartnerId Cinema = new("cinema");

    /// <summary>How many times a race is run.</summary>
    protected virtual int Races => 200;

    /// <summary>The clock of all ledgers.</summary>
    protected HandClock Clock { get; } = new(Noon);

    /// <summary>Opens a ledger at a place; a place that was not named before holds nothing.</summary>
    protected abstract Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options);

    private Task<IContactLedger> LedgerAsync(string json = OneADay, ContactLedgerOptions? options = null) =>
        OpenAsync(0, new ContactGate(ContactMatrix.Parse(json)), Clock, options ?? new() { Hold = TimeSpan.FromMinutes(10) });

    private static DateTimeOffset At(double hours) => Noon.AddHours(hours);

    private static ContactRequest Promo(double hours = 0, PartnerId? partner = null, ContactKind? kind = null, Channel? channel = null) =>
        new(CustomerId.None, partner ?? Bakery, channel ?? Channel.Email, kind ?? ContactKind.Promo, At(hours));

    private static Contact Sent(double hours = 0, PartnerId? partner = null, ContactKind? kind = null, Channel? channel = null) =>
        new(CustomerId.None, partner ?? Bakery, channel ?? Channel.Email, kind ?? ContactKind.Promo, At(hours));

    private static ContactDecision Allowed => new(ContactOutcome.Allow, null, null);

    private static ContactDecision Deferred(double hours) => new(ContactOutcome.Defer, "daily", At(hours));

    [Fact]
    public async Task Reserve_HoldsTheSlot_ForThatMessageOnly()
    {
        IContactLedger ledger = await LedgerAsync();
        Reservation first = await ledger.ReserveAsync("anna", "m1", Promo());
        Assert.Equal(new Reservation(Allowed, MessageState.Reserved, Noon.AddMinutes(10), false), first);
        Clock.Now = Noon.AddMinutes(5);
        Assert.Equal(first with { IsRepeated = true }, await ledger.ReserveAsync("anna", "m1", Promo()));
        Assert.Equal(new Reservation(Deferred(24), MessageState.Unknown, null, false), await ledger.ReserveAsync("anna", "m2", Promo(1, Cinema)));
        Assert.Equal(Allowed, (await ledger.ReserveAsync("boris", "m1", Promo())).Decision);
        Assert.Equal([Sent()], await ledger.HistoryAsync("anna"));
        Assert.Equal(Allowed, (await ledger.ReserveAsync("anna", "m2", Promo(24))).Decision);
    }

    [Fact]
    public async Task Confirm_Twice_CountsOnce_AndAReserveAfterIsTheSameAnswer()
    {
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 2, "window": "24h" }] }""");
        await ledger.ReserveAsync("anna", "m1", Promo());
        Assert.Equal(new MessageChange(MessageState.Reserved, MessageState.Confirmed), await ledger.ConfirmAsync("anna", "m1"));
        Assert.Equal(new MessageChange(MessageState.Confirmed, MessageState.Confirmed), await ledger.ConfirmAsync("anna", "m1"));
        Assert.Equal(new Reservation(Allowed, MessageState.Confirmed, null, true), await ledger.ReserveAsync("anna", "m1", Promo()));
        Clock.Now = At(5);
        Assert.Equal([Sent()], await ledger.HistoryAsync("anna"));
        Assert.True((await ledger.ReserveAsync("anna", "m2", Promo())).Decision.IsAllowed);
        Assert.False((await ledger.ReserveAsync("anna", "m3", Promo())).Decision.IsAllowed);
    }

    [Fact]
    public async Task Release_FreesTheSlot_AndAConfirmationAfterIsLate()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo());
        Assert.Equal(new MessageChange(MessageState.Reserved, MessageState.Released), await ledger.ReleaseAsync("anna", "m1"));
        Assert.False((await ledger.ReleaseAsync("anna", "m1")).IsChanged);
        Assert.Empty(await ledger.HistoryAsync("anna"));
        Assert.True((await ledger.ReserveAsync("anna", "m2", Promo())).Decision.IsAllowed);
        MessageChange late = await ledger.ConfirmAsync("anna", "m1");
        Assert.Equal((MessageState.Released, MessageState.Confirmed, true), (late.Before, late.After, late.IsLate));
        Assert.Equal(2, (await ledger.HistoryAsync("anna")).Count);
        Assert.Equal(MessageState.Confirmed, (await ledger.ReleaseAsync("anna", "m1")).After);
    }

    [Fact]
    public async Task Slot_ThatNobodyConfirms_Expires_AndALateConfirmationCountsAndSaysSo()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo());
        Clock.Now = Noon.AddMinutes(10).AddTicks(-1);
        Assert.False((await ledger.ReserveAsync("anna", "m2", Promo(0, Cinema))).Decision.IsAllowed);
        Clock.Now = Noon.AddMinutes(10);
        Assert.True((await ledger.ReserveAsync("anna", "m2", Promo(0, Cinema))).Decision.IsAllowed);
        Assert.Equal(new MessageChange(MessageState.Expired, MessageState.Expired), await ledger.ReleaseAsync("anna", "m1"));
        MessageChange late = await ledger.ConfirmAsync("anna", "m1");
        Assert.Equal((MessageState.Expired, true), (late.Before, late.IsLate));
        Assert.Equal([Sent(), Sent(0, Cinema)], (await ledger.HistoryAsync("anna")).OrderBy(c => c.Partner));
        Assert.False((await ledger.ReserveAsync("anna", "m3", Promo(1))).Decision.IsAllowed);
    }

    [Fact]
    public async Task Message_ThatExpired_IsDecidedAnew_AtItsNewInstant()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo() with { Carried = [Cinema] });
        Clock.Now = At(1);
        Reservation again = await ledger.ReserveAsync("anna", "m1", Promo(1, Cinema) with { Carried = [new PartnerId("fuel")] });
        Assert.Equal(new Reservation(Allowed, MessageState.Reserved, At(1).AddMinutes(10), false), again);
        Assert.Equal([Sent(1, Cinema) with { Carried = [new PartnerId("fuel")] }], await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task Message_ThatExpiredAndIsRefusedNow_StaysExpired()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo());
        Clock.Now = At(1);
        await ledger.ReserveAsync("anna", "m2", Promo(1));
        Assert.Equal(new Reservation(Deferred(25), MessageState.Unknown, null, false), await ledger.ReserveAsync("anna", "m1", Promo(1)));
        Assert.Equal(MessageState.Expired, (await ledger.ConfirmAsync("anna", "m1")).Before);
    }

    [Fact]
    public async Task ClockThatRunsBackwards_BringsNoSlotBack_AndDecidesByTheRequest()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo());
        Clock.Now = Noon.AddMinutes(20);
        Assert.Empty(await ledger.HistoryAsync("anna"));
        Clock.Now = Noon.AddMinutes(-20);
        Assert.Empty(await ledger.HistoryAsync("anna"));
        Reservation slot = await ledger.ReserveAsync("anna", "m2", Promo());
        Assert.Equal(Noon.AddMinutes(-10), slot.ExpiresAt);
        Assert.True((await ledger.ConfirmAsync("anna", "m1")).IsLate);
        Assert.True((await ledger.ConfirmAsync("anna", "m2")) is { IsChanged: true, IsLate: false });
    }

    [Fact]
    public async Task Message_WithASponsorsBlock_IsOneContactForAll_AndOneForEachOfBoth()
    {
        IContactLedger ledger = await LedgerAsync("""
            { "caps": [{ "id": "all", "max": 2, "window": "7d" }, { "id": "each", "partners": "each", "max": 1, "window": "7d" }, { "id": "two", "partners": ["bakery", "cinema"], "max": 2, "window": "7d" }] }
            """);
        Assert.True((await ledger.ReserveAsync("anna", "m1", Promo() with { Carried = [Cinema] })).Decision.IsAllowed);
        Assert.Equal("each", (await ledger.ReserveAsync("anna", "m2", Promo(1))).Decision.Rule);
        Assert.Equal("each", (await ledger.ReserveAsync("anna", "m2", Promo(1, Cinema))).Decision.Rule);
        Assert.Equal("each", (await ledger.ReserveAsync("anna", "m2", Promo(1, new PartnerId("fuel")) with { Carried = [new PartnerId("spa"), Cinema] })).Decision.Rule);
        Assert.True((await ledger.ReserveAsync("anna", "m2", Promo(1, new PartnerId("fuel")))).Decision.IsAllowed);
        Assert.Equal("all", (await ledger.ReserveAsync("anna", "m3", Promo(2, new PartnerId("spa")))).Decision.Rule);

        IReadOnlyList<Reservation> batch = await ledger.ReserveAsync([
            new("boris", "m1", Promo(0, new PartnerId("fuel")) with { Carried = [Bakery, Cinema] }), new("boris", "m2", Promo(1, Cinema)), new("boris", "m3", Promo(1, new PartnerId("spa")))]);
        Assert.Equal([null, "each", null], batch.Select(r => r.Decision.Rule));
    }

    [Fact]
    public async Task Message_WithASponsorsBlock_StandsOnceInTheLoad_AndKeepsItsPartners()
    {
        IContactLedger ledger = await LedgerAsync();
        PartnerId fuel = new("fuel");
        await ledger.ReserveAsync("anna", "m1", Promo() with { Carried = [fuel, Bakery, Cinema] });
        Assert.Equal([Sent() with { Carried = [Cinema, fuel] }], await ledger.HistoryAsync("anna"));
        Assert.Equal([(Bakery, 0, 1, 0), (Cinema, 0, 0, 0), (fuel, 0, 0, 0)], (await ledger.LoadAsync("anna", At(-1))).Lines.Select(l => (l.Partner, l.Sent, l.Reserved, l.Carried)));
        await ledger.ConfirmAsync("anna", "m1");
        await ledger.RecordAsync("anna", "m2", Sent(1, Cinema) with { Carried = [Bakery] });
        await ledger.RecordAsync("anna", "m3", Sent(2, Cinema));
        await ledger.MarkOpenedAsync("anna", "m2");
        GuestLoad load = await ledger.LoadAsync("anna", At(-1));
        Assert.Equal((3, 1), (load.Sent, load.Opened));
        Assert.Equal([(Bakery, 1, 1), (Cinema, 2, 1), (fuel, 0, 1)], load.Lines.Select(l => (l.Partner, l.Sent, l.Carried)));
        Assert.Equal([Sent() with { Carried = [Cinema, fuel] }, Sent(1, Cinema) with { Carried = [Bakery] }, Sent(2, Cinema)], await ledger.HistoryAsync("anna"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.ReserveAsync("anna", "m4", Promo(30) with { Carried = [new PartnerId("\uD800")] }));
    }

    [Fact]
    public async Task Request_OfWhomNotEnoughIsKnown_IsDeniedWithTheReason_AndCountsNothing()
    {
        IContactLedger ledger = await LedgerAsync("""{ "consent": [{ "purpose": "marketing" }], "caps": [{ "id": "daily", "max": 1, "window": "24h" }] }""");
        GuestFacts yes = new() { Consent = GuestConsent.Of(new Dictionary<ConsentPurpose, ConsentState> { [ConsentPurpose.Marketing] = ConsentState.Granted }) };
        ContactRequest asked = Promo() with { Guest = yes };
        (ContactRequest Request, string Reason)[] unknown =
        [
            (Promo(), "consent"), (asked with { Guest = new() { Consent = GuestConsent.Of(ConsentBook.Empty) } }, "consent"),
            (asked with { Zone = GuestZone.Named("Europe/Atlantis") }, ContactDecision.UnknownZone), (asked with { Guest = yes with { HistoryIsKnown = false } }, ContactDecision.UnknownHistory),
        ];
        foreach ((ContactRequest request, string reason) in unknown)
        {
            Reservation denied = new(new(ContactOutcome.Deny, reason, null), MessageState.Unknown, null, false);
            Assert.Equal(denied, await ledger.ReserveAsync("anna", "m1", request));
            Assert.Equal([denied, denied], await ledger.ReserveAsync([new("anna", "m1", request), new("boris", "m1", request)]));
        }

        Assert.Empty(await ledger.HistoryAsync("anna"));
        Assert.True((await ledger.ReserveAsync("anna", "m1", asked)).Decision.IsAllowed);
        Assert.Equal(ContactDecision.UnknownZone, (await ledger.ReserveAsync("anna", "m2", unknown[2].Request)).Decision.Rule);
    }

    [Fact]
    public async Task RequestFromThePast_SeesWhatCameLater()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.RecordAsync("anna", "m1", Sent(10));
        Assert.Equal(Deferred(34), (await ledger.ReserveAsync("anna", "m2", Promo(-14))).Decision);
        Assert.Equal(Deferred(34), (await ledger.ReserveAsync("anna", "m2", Promo(-500))).Decision);
        await ledger.RecordAsync("anna", "old", Sent(-200));
        Assert.Equal([Sent(-200), Sent(10)], await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task Record_CountsOnce_WhateverTheRulesSay()
    {
        IContactLedger ledger = await LedgerAsync();
        Assert.Equal(new MessageChange(MessageState.Unknown, MessageState.Confirmed), await ledger.RecordAsync("anna", "m1", Sent()));
        Assert.False((await ledger.RecordAsync("anna", "m1", Sent(3))).IsChanged);
        Assert.True((await ledger.RecordAsync("anna", "m2", Sent(1, Cinema))).IsChanged);
        Assert.Equal([Sent(), Sent(1, Cinema)], await ledger.HistoryAsync("anna"));
        await ledger.ReserveAsync("anna", "m3", Promo(48));
        Assert.Equal(MessageState.Reserved, (await ledger.RecordAsync("anna", "m3", Sent(50))).Before);
        Assert.Equal(Sent(48), (await ledger.HistoryAsync("anna"))[2]);
    }

    [Fact]
    public async Task Contact_AtTheFarEdgeOfAWindow_CountsToTheTick()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.RecordAsync("anna", "m1", Sent(-24));
        await ledger.RecordAsync("boris", "m1", Sent(-24) with { At = At(-24).AddTicks(1) });
        Assert.Equal(Allowed, (await ledger.ReserveAsync("anna", "m2", Promo())).Decision);
        Assert.Equal(Deferred(0) with { NextAllowedAt = Noon.AddTicks(1) }, (await ledger.ReserveAsync("boris", "m2", Promo())).Decision);
    }

    [Fact]
    public async Task GuestsOwnLimits_SeeFurtherBackThanTheMatrix()
    {
        IContactLedger ledger = await LedgerAsync();
        GuestFacts guest = new() { Limits = ContactMatrix.Parse("""{ "caps": [{ "id": "mine", "max": 1, "window": "20d" }] }""") };
        await ledger.RecordAsync("anna", "m1", Sent(-240));
        Assert.Equal(new(ContactOutcome.Defer, "guest:mine", At(240)), (await ledger.ReserveAsync("anna", "m2", Promo() with { Guest = guest })).Decision);
        Assert.Equal(Allowed, (await ledger.ReserveAsync("anna", "m2", Promo())).Decision);
    }

    [Fact]
    public async Task Forget_LeavesMessagesThatAreReserved_AndTakesThoseWhoseTimeHasCome()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo(-2000));
        await ledger.ReserveAsync("boris", "m1", Promo(-2000));
        await ledger.ForgetAsync(Noon);
        Assert.Equal(MessageState.Reserved, (await ledger.ConfirmAsync("anna", "m1")).Before);
        Clock.Now = Noon.AddMinutes(10);
        await ledger.ForgetAsync(Clock.Now);
        Assert.Equal(MessageState.Unknown, (await ledger.ConfirmAsync("boris", "m1")).Before);
    }

    [Fact]
    public async Task GuestWithoutEnd_IsRefused_AlsoWhereAllIsReserved()
    {
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 100, "window": "24h" }] }""", new() { MostContacts = 3 });
        for (int i = 0; i < 3; i++)
        {
            Assert.True((await ledger.ReserveAsync("anna", $"m{i}", Promo())).Decision.IsAllowed);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync("anna", "more", Promo()));
        Assert.Equal(3, (await ledger.HistoryAsync("anna")).Count);
    }

    [Fact]
    public async Task Message_ThatIsTaggedAnew_StaysWhatItWasWhenSent()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo());
        await ledger.ConfirmAsync("anna", "m1");
        await ledger.RecordAsync("anna", "m1", Sent(kind: ContactKind.Transactional));
        Assert.True((await ledger.ReserveAsync("anna", "m1", Promo(kind: ContactKind.Transactional))).IsRepeated);
        Assert.Equal([Sent()], await ledger.HistoryAsync("anna"));
        Assert.Equal(Deferred(24), (await ledger.ReserveAsync("anna", "m2", Promo(1))).Decision);
    }

    [Fact]
    public async Task Load_TellsWhatWasSentReservedExemptAndOpened()
    {
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 3, "window": "24h" }], "exempt": ["transactional"] }""");
        await ledger.RecordAsync("anna", "old", Sent(-100));
        await ledger.RecordAsync("anna", "a", Sent(-1, Cinema, channel: Channel.Sms));
        await ledger.RecordAsync("anna", "b", Sent(-1, kind: ContactKind.Transactional));
        await ledger.RecordAsync("anna", "c", Sent());
        await ledger.ReserveAsync("anna", "d", Promo());
        Assert.True(await ledger.MarkOpenedAsync("anna", "c"));
        Assert.False(await ledger.MarkOpenedAsync("anna", "c"));
        Assert.False(await ledger.MarkOpenedAsync("anna", "d"));
        Assert.False(await ledger.MarkOpenedAsync("anna", "nobody"));
        GuestLoad load = await ledger.LoadAsync("anna", At(-2));
        Assert.Equal([new(Channel.Email, Bakery, 2, 1, 1, 1), new GuestLoadLine(Channel.Sms, Cinema, 1, 0, 0, 0)], load.Lines);
        Assert.Equal((CustomerId.None, At(-2), 3, 1), (load.Customer, load.Since, load.Sent, load.Opened));
        Clock.Now = At(1);
        Assert.Equal(new GuestLoadLine(Channel.Email, Bakery, 3, 1, 0, 1), (await ledger.LoadAsync("anna", At(-200))).Lines[0]);
        Assert.Empty((await ledger.LoadAsync("boris", At(-200))).Lines);
    }

    [Fact]
    public async Task ExemptMessages_NeitherObeyNorUseUpARule()
    {
        IContactLedger ledger = await LedgerAsync();
        for (int i = 0; i < 3; i++)
        {
            Assert.True((await ledger.ReserveAsync("anna", $"t{i}", Promo(0, kind: ContactKind.Transactional))).Decision.IsAllowed);
        }

        Assert.True((await ledger.ReserveAsync("anna", "m1", Promo())).Decision.IsAllowed);
        Assert.True((await ledger.ReserveAsync("anna", "t3", Promo(0, kind: ContactKind.Transactional))).Decision.IsAllowed);
        Assert.Equal(5, (await ledger.HistoryAsync("anna")).Count);
    }

    [Fact]
    public async Task Erase_LeavesNoContactAndNoMessage()
    {
        IContactLedger ledger = await LedgerAsync();
        await ledger.ReserveAsync("anna", "m1", Promo());
        await ledger.ReserveAsync("boris", "m1", Promo());
        await ledger.EraseAsync("anna");
        await ledger.EraseAsync("anna");
        Assert.Empty(await ledger.HistoryAsync("anna"));
        Assert.Equal(default, await ledger.ConfirmAsync("anna", "m1"));
        Assert.Equal(MessageState.Reserved, (await ledger.ConfirmAsync("boris", "m1")).Before);
        Assert.False((await ledger.ReserveAsync("anna", "m1", Promo())).IsRepeated);
    }

    [Fact]
    public async Task Forget_TakesWhatNobodyCanSee_AndNothingElse()
    {
        IContactLedger ledger = await LedgerAsync(options: new() { LoadPeriod = TimeSpan.FromDays(2) });
        await ledger.RecordAsync("anna", "old", Sent(-48) with { At = At(-48).AddTicks(-1) });
        await ledger.RecordAsync("anna", "edge", Sent(-48));
        await ledger.RecordAsync("anna", "new", Sent(-47));
        await ledger.RecordAsync("anna", "future", Sent(500));
        await ledger.ForgetAsync(At(400));
        Assert.Equal([Sent(-48), Sent(-47), Sent(500)], await ledger.HistoryAsync("anna"));
        Assert.Equal(MessageState.Unknown, (await ledger.ConfirmAsync("anna", "old")).After);
        Assert.Equal(MessageState.Confirmed, (await ledger.ConfirmAsync("anna", "edge")).After);
        Assert.Equal(MessageState.Confirmed, (await ledger.ConfirmAsync("anna", "new")).After);
        Assert.Equal(3, (await ledger.LoadAsync("anna", At(-48))).Sent);
    }

    [Fact]
    public async Task GuestWithoutEnd_IsRefused_UntilSomethingCanBeForgotten()
    {
        ContactLedgerOptions few = new() { MostContacts = 50, LoadPeriod = TimeSpan.FromDays(2) };
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 100, "window": "24h" }] }""", few);
        for (int i = 0; i < 50; i++)
        {
            await ledger.RecordAsync("anna", string.Create(CultureInfo.InvariantCulture, $"m{i}"), Sent());
        }

        InvalidOperationException full = await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.RecordAsync("anna", "more", Sent()));
        Assert.Contains("50 contacts", full.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", full.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync("anna", "more", Promo()));
        Assert.True((await ledger.RecordAsync("boris", "more", Sent())).IsChanged);
        Assert.False((await ledger.RecordAsync("anna", "m7", Sent())).IsChanged);
        Assert.Equal(50, (await ledger.HistoryAsync("anna")).Count);
        Clock.Now = At(49);
        Assert.True((await ledger.ReserveAsync("anna", "more", Promo(49))).Decision.IsAllowed);
        Assert.Equal([Sent(49)], await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task RoomForAGuest_IsMadeOfWhatNobodyCanSee_NotOfWhatIsHeldOrJustSeen()
    {
        ContactLedgerOptions few = new() { MostContacts = 3, LoadPeriod = TimeSpan.FromDays(2), Hold = TimeSpan.FromHours(1) };
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 100, "window": "24h" }] }""", few);

        // A message of long ago is still held when others of its age make room.
        await ledger.ReserveAsync("anna", "held", Promo(-100));
        await ledger.RecordAsync("anna", "old", Sent(-101));
        await ledger.RecordAsync("anna", "older", Sent(-102));
        Assert.True((await ledger.ReserveAsync("anna", "new", Promo())).Decision.IsAllowed);
        Assert.Equal(new MessageChange(MessageState.Reserved, MessageState.Confirmed), await ledger.ConfirmAsync("anna", "held"));

        // At two days to the tick a load card still sees a contact.
        await ledger.RecordAsync("boris", "edge", Sent(-48));
        await ledger.RecordAsync("boris", "m1", Sent(-47));
        await ledger.RecordAsync("boris", "m2", Sent(-46));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync("boris", "more", Promo()));
        Assert.Equal([Sent(-48), Sent(-47), Sent(-46)], await ledger.HistoryAsync("boris"));
    }

    [Fact]
    public async Task RoomForAGuest_IsNotTakenByMessagesThatDidNotGo()
    {
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 100, "window": "24h" }] }""", new() { MostContacts = 2 });
        foreach (string id in new[] { "m1", "m2", "m3" })
        {
            await ledger.ReserveAsync("anna", id, Promo());
            await ledger.ReleaseAsync("anna", id);
        }

        Assert.True((await ledger.ReserveAsync("anna", "m4", Promo())).Decision.IsAllowed);
        Assert.True((await ledger.RecordAsync("anna", "m5", Sent())).IsChanged);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync("anna", "m6", Promo()));
    }

    [Fact]
    public async Task ThousandCallsAtOnce_OfWhichSomeAreRefused_AreAnsweredEachByItself()
    {
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 100, "window": "24h" }] }""", new() { MostContacts = 1 });
        await ledger.RecordAsync("anna", "m", Sent());
        bool[] went = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(async () =>
        {
            try
            {
                string guest = i % 10 == 0 ? "anna" : string.Create(CultureInfo.InvariantCulture, $"guest-{i}");
                return (await ledger.ReserveAsync(guest, string.Create(CultureInfo.InvariantCulture, $"m{i}"), Promo())).Decision.IsAllowed;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        })));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i % 10 != 0), went);
        Assert.Single(await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task Race_OfManyMessagesForThreeSlots_HasThreeWinners()
    {
        IContactLedger ledger = await LedgerAsync("""{ "caps": [{ "id": "daily", "max": 3, "window": "24h" }] }""");
        for (int race = 0; race < Races; race++)
        {
            string guest = string.Create(CultureInfo.InvariantCulture, $"guest-{race}");
            Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
                await ledger.ReserveAsync(guest, string.Create(CultureInfo.InvariantCulture, $"m{i}"), Promo(0, new PartnerId($"p{i % 4}"))))));
            Assert.Equal(3, answers.Count(a => a.Decision.IsAllowed));
            Assert.All(answers.Where(a => !a.Decision.IsAllowed), a => Assert.Equal(Deferred(24), a.Decision));
            Assert.Equal(3, (await ledger.HistoryAsync(guest)).Count);
        }
    }

    [Fact]
    public async Task Race_OfOneMessageWithItself_CountsOnce()
    {
        IContactLedger ledger = await LedgerAsync();
        for (int race = 0; race < Races / 4; race++)
        {
            string guest = string.Create(CultureInfo.InvariantCulture, $"guest-{race}");
            Reservation[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () => await ledger.ReserveAsync(guest, "m", Promo()))));
            Assert.All(answers, a => Assert.True(a is { Decision.IsAllowed: true, State: MessageState.Reserved }));
            Assert.Equal(5, answers.Count(a => a.IsRepeated));
            Assert.Single(await ledger.HistoryAsync(guest));
        }
    }

    [Fact]
    public async Task Race_OfConfirmReleaseAndRecord_EndsInOneState()
    {
        IContactLedger ledger = await LedgerAsync();
        for (int race = 0; race < Races / 4; race++)
        {
            string guest = string.Create(CultureInfo.InvariantCulture, $"guest-{race}");
            await ledger.ReserveAsync(guest, "m", Promo());
            MessageChange[] changes = await Task.WhenAll(
                Task.Run(async () => await ledger.ConfirmAsync(guest, "m")), Task.Run(async () => await ledger.ReleaseAsync(guest, "m")),
                Task.Run(async () => await ledger.RecordAsync(guest, "m", Sent())));
            Assert.Equal(MessageState.Confirmed, (await ledger.ConfirmAsync(guest, "m")).Before);
            Assert.InRange(changes.Count(c => c.IsChanged), 1, 2);
            Assert.Single(await ledger.HistoryAsync(guest));
        }
    }

    [Fact]
    public async Task Batch_AnswersInOrder_AndDecidesEachGuestsInOrder()
    {
        IContactLedger ledger = await LedgerAsync();
        List<SlotRequest> slots = [];
        for (int i = 0; i < 700; i++)
        {
            string guest = string.Create(CultureInfo.InvariantCulture, $"guest-{(i * 37) % 350}");
            slots.Add(new SlotRequest(guest, string.Create(CultureInfo.InvariantCulture, $"m{i}"), Promo(i / 350)));
        }

        IReadOnlyList<Reservation> answers = await ledger.ReserveAsync(slots);
        Assert.Equal(slots.Select((_, i) => i < 350 ? Allowed : Deferred(24)), answers.Select(a => a.Decision));
        Assert.All((await ledger.ReserveAsync(slots)).Take(350), a => Assert.True(a.IsRepeated));
        Assert.Empty(await ledger.ReserveAsync([]));
    }

    [Fact]
    public async Task Batch_WithABadQuestion_CountsNothing()
    {
        IContactLedger ledger = await LedgerAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.ReserveAsync([new("anna", "m1", Promo()), default]));
        Assert.Empty(await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task Batches_ThatNameTheSameGuestsInOtherOrders_DoNotStandInEachOthersWay()
    {
        IContactLedger ledger = await LedgerAsync();
        string[] guests = [.. Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"guest-{i}"))];
        IReadOnlyList<Reservation>[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(b => Task.Run(async () =>
            await ledger.ReserveAsync([.. (b % 2 == 0 ? guests : guests.Reverse()).Select(g => new SlotRequest(g, $"m{b}", Promo()))]))));
        Assert.Equal(guests.Length, answers.Sum(a => a.Count(r => r.Decision.IsAllowed)));
    }

    [Fact]
    public async Task Names_ThatAreNone_AreRefused()
    {
        IContactLedger ledger = await LedgerAsync();
        foreach (string bad in new[] { "", " anna", "an\0na", new string('a', 129), "\uD800" })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.ReserveAsync(bad, "m", Promo()));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.ReserveAsync("anna", bad, Promo()));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.EraseAsync(bad));
        }

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.ReserveAsync("anna", "m", default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.RecordAsync("anna", "m", default));
        ContactMatrix far = ContactMatrix.Parse("""{ "caps": [{ "id": "c", "max": 1, "window": "400d" }] }""");
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ledger.ReserveAsync("anna", "m", Promo() with { Guest = new() { Limits = far } }));
        Assert.Empty(await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task Guests_AreToldApartByEveryCharacter()
    {
        IContactLedger ledger = await LedgerAsync();
        string[] guests = ["anna", "Anna", "anna-", "änna", "a\u0308nna", "42", "042", "анна", "😀", "o'hara;--"];
        foreach (string guest in guests)
        {
            Assert.True((await ledger.ReserveAsync(guest, "m", Promo(0, new PartnerId("пекарня 'x'"), channel: new Channel(guest)))).Decision.IsAllowed);
        }

        Assert.All(guests, g => Assert.Equal(new Channel(g), Assert.Single(ledger.HistoryAsync(g).AsTask().GetAwaiter().GetResult()).Channel));
    }

    [Fact]
    public async Task Call_ThatIsCancelledBefore_DoesNothing()
    {
        IContactLedger ledger = await LedgerAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ledger.ReserveAsync("anna", "m1", Promo(), new CancellationToken(true)));
        Assert.Empty(await ledger.HistoryAsync("anna"));
    }

    [Fact]
    public async Task Options_OutsideTheirRanges_AreRefused()
    {
        foreach (ContactLedgerOptions bad in new ContactLedgerOptions[] { new() { Hold = TimeSpan.Zero }, new() { MostContacts = 0 }, new() { MostContacts = 65_535 } })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LedgerAsync(options: bad));
        }
    }
}
