using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.Ledger;

public class ContactLedgerTests
{
    private const string OneADay = """{ "caps": [{ "id": "daily", "max": 1, "window": "24h" }], "exempt": ["transactional"] }""";
    private readonly Clock clock = new() { Now = At("2026-03-01T12:00Z") };

    private ContactLedger Ledger(string json = OneADay) => new(Gate(json), clock, new() { Hold = TimeSpan.FromMinutes(10) });

    [Fact]
    public void Take_Allowed_CountsAtOnce()
    {
        ContactLedger ledger = Ledger();
        Assert.Equal(Allowed, ledger.Take(Promo("2026-03-01T12:00Z")));
        Assert.Equal(Deferred("daily", "2026-03-02T12:00Z"), ledger.Take(Promo("2026-03-01T13:00Z", partner: Cinema)));
        Assert.Equal(Allowed, ledger.Take(Promo("2026-03-02T12:00Z")));
    }

    [Fact]
    public void Decide_CountsNothing()
    {
        ContactLedger ledger = Ledger();
        Assert.True(ledger.Decide(Promo("2026-03-01T12:00Z")).IsAllowed);
        Assert.True(ledger.Decide(Promo("2026-03-01T12:00Z")).IsAllowed);
        Assert.Equal(0, ledger.Load(Anna, default).Sent);
    }

    [Fact]
    public void Take_AnotherGuest_HasACountOfItsOwn()
    {
        ContactLedger ledger = Ledger();
        Assert.True(ledger.Take(Promo("2026-03-01T12:00Z")).IsAllowed);
        Assert.True(ledger.Take(Promo("2026-03-01T12:00Z") with { Customer = new(64) }).IsAllowed);
        Assert.False(ledger.Take(Promo("2026-03-01T12:00Z") with { Customer = new(64) }).IsAllowed);
    }

    [Fact]
    public void Reserve_HoldsTheSlot_ForThatMessageOnly()
    {
        ContactLedger ledger = Ledger();
        Reservation first = ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        Assert.Equal(new Reservation(Allowed, MessageState.Reserved, At("2026-03-01T12:10Z"), false), first);
        Assert.Equal(first with { IsRepeated = true }, ledger.Reserve("m1", Promo("2026-03-01T12:00Z")));
        Reservation other = ledger.Reserve("m2", Promo("2026-03-01T12:00Z", partner: Cinema));
        Assert.Equal(new Reservation(Deferred("daily", "2026-03-02T12:00Z"), MessageState.Unknown, null, false), other);
    }

    [Fact]
    public void Confirm_Twice_CountsOnce()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "daily", "max": 2, "window": "24h" }] }""");
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        Assert.Equal(new MessageChange(MessageState.Reserved, MessageState.Confirmed), ledger.Confirm(Anna, "m1"));
        Assert.False(ledger.Confirm(Anna, "m1").IsChanged);
        Assert.True(ledger.Reserve("m1", Promo("2026-03-01T12:00Z")) is { IsRepeated: true, State: MessageState.Confirmed, ExpiresAt: null });
        Assert.Equal(1, ledger.Load(Anna, default).Sent);
        Assert.True(ledger.Reserve("m2", Promo("2026-03-01T12:00Z")).Decision.IsAllowed);
    }

    [Fact]
    public void Release_FreesTheSlot_ButNotOfAMessageThatWent()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        Assert.True(ledger.Release(Anna, "m1") is { IsChanged: true, After: MessageState.Released });
        Assert.False(ledger.Release(Anna, "m1").IsChanged);
        ledger.Reserve("m2", Promo("2026-03-01T12:00Z"));
        ledger.Confirm(Anna, "m2");
        Assert.Equal(new MessageChange(MessageState.Confirmed, MessageState.Confirmed), ledger.Release(Anna, "m2"));
        Assert.False(ledger.Decide(Promo("2026-03-01T12:00Z")).IsAllowed);
    }

    [Fact]
    public void Reserve_AfterRelease_IsDecidedAnew()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        ledger.Release(Anna, "m1");
        Assert.True(ledger.Reserve("m1", Promo("2026-03-01T12:05Z")) is { IsRepeated: false, State: MessageState.Reserved });
    }

    [Fact]
    public void Expire_FreesTheSlot_AtExactlyItsTime()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        clock.Now = At("2026-03-01T12:09:59.9999999Z");
        Assert.False(ledger.Decide(Promo("2026-03-01T12:00Z")).IsAllowed);
        clock.Now = At("2026-03-01T12:10Z");
        Assert.True(ledger.Decide(Promo("2026-03-01T12:00Z")).IsAllowed);
        Assert.Equal(new MessageChange(MessageState.Expired, MessageState.Expired), ledger.Release(Anna, "m1"));
    }

    [Fact]
    public void A_slot_that_ran_out_is_free_whatever_is_asked_next()
    {
        Action<ContactLedger>[] calls =
        [
            l => Assert.True(l.Explain(Promo("2026-03-01T12:10Z")).Decision.IsAllowed),
            l => Assert.True(l.Record(Promo("2026-03-01T12:10Z"), "m2").Explanation.Decision.IsAllowed),
            l => Assert.True(l.Take(Promo("2026-03-01T12:10Z")).IsAllowed),
            l => Assert.True(l.TryTake(Anna, l.Gate.Matrix.Cell(Channel.Email, ContactKind.Promo, Bakery), clock.Now)),
            l => Assert.Equal(1, l.TryTake([new ContactAsk(Anna, l.Gate.Matrix.Cell(Channel.Email, ContactKind.Promo, Bakery), clock.Now)], new bool[1])),
            l => Assert.True(l.Reserve("m2", Promo("2026-03-01T12:10Z")).Decision.IsAllowed),
            l => Assert.True(l.Record("m1", Sent("2026-03-01T12:10Z")).IsLate),
            l => Assert.True(l.Confirm(Anna, "m1").IsLate),
            l => Assert.Equal(MessageState.Expired, l.Release(Anna, "m1").Before),
            l => Assert.Empty(l.History(Anna)),
            l => Assert.Empty(l.Load(Anna, default).Lines),
        ];
        foreach (Action<ContactLedger> call in calls)
        {
            clock.Now = At("2026-03-01T12:00Z");
            ContactLedger ledger = Ledger();
            ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
            clock.Now = At("2026-03-01T12:10Z");
            call(ledger);
        }
    }

    [Fact]
    public void Reserve_AgainAfterRelease_HoldsAsLongAsEveryOther()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        ledger.Release(Anna, "m1");
        clock.Now = At("2026-03-01T12:05Z");
        Assert.Equal(At("2026-03-01T12:15Z"), ledger.Reserve("m1", Promo("2026-03-01T12:00Z")).ExpiresAt);

        // The first reservation would have ended at 12:10; the second holds.
        clock.Now = At("2026-03-01T12:14:59Z");
        Assert.False(ledger.Decide(Promo("2026-03-01T12:14Z")).IsAllowed);
        clock.Now = At("2026-03-01T12:15Z");
        Assert.True(ledger.Decide(Promo("2026-03-01T12:15Z")).IsAllowed);
    }

    [Fact]
    public void Messages_of_one_instant_are_confirmed_opened_and_given_back_each_by_itself()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "three", "max": 3, "window": "24h" }] }""");
        foreach (string id in new[] { "m1", "m2", "m3" })
        {
            Assert.True(ledger.Reserve(id, Promo("2026-03-01T12:00Z")).Decision.IsAllowed);
        }

        ledger.Confirm(Anna, "m1");
        ledger.Release(Anna, "m3");
        Assert.Equal([new GuestLoadLine(Channel.Email, Bakery, 1, 0, 1, 0)], ledger.Load(Anna, default).Lines);
        Assert.True(ledger.MarkOpened(Anna, "m1"));
        ledger.Confirm(Anna, "m2");
        Assert.Equal([new GuestLoadLine(Channel.Email, Bakery, 2, 0, 0, 1)], ledger.Load(Anna, default).Lines);
        Assert.True(ledger.MarkOpened(Anna, "m2"));
        Assert.Equal([new GuestLoadLine(Channel.Email, Bakery, 2, 0, 0, 2)], ledger.Load(Anna, default).Lines);
    }

    [Fact]
    public void MarkOpened_BesideOneThatIsStillHeld_MarksTheOneThatWent()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "three", "max": 3, "window": "24h" }] }""");
        ledger.Reserve("held", Promo("2026-03-01T12:00Z"));
        ledger.Record("sent", Sent("2026-03-01T12:00Z"));
        Assert.True(ledger.MarkOpened(Anna, "sent"));
        Assert.Equal([new GuestLoadLine(Channel.Email, Bakery, 1, 0, 1, 1)], ledger.Load(Anna, default).Lines);
    }

    [Fact]
    public void Release_OfOneOfTwoChannelsAtOneInstant_LeavesTheOther()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "three", "max": 3, "window": "24h" }] }""");
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        ledger.Reserve("m2", Promo("2026-03-01T12:00Z", Channel.Sms));
        ledger.Release(Anna, "m2");
        Assert.Equal([new GuestLoadLine(Channel.Email, Bakery, 0, 0, 1, 0)], ledger.Load(Anna, default).Lines);
    }

    [Fact]
    public void Forget_ManyOldContactsOfManyGuests_LeavesEachGuestsLateOnesWhateverComesAfter()
    {
        ContactLedger ledger = new(Gate("""{ "caps": [{ "id": "daily", "max": 100, "window": "24h" }] }"""), clock, new() { LoadPeriod = TimeSpan.FromDays(2) });
        PartnerId[] partners = [.. Enumerable.Range(0, 40).Select(i => new PartnerId($"p{i}"))];
        for (int guest = 0; guest < 40; guest++)
        {
            for (int i = 0; i < 25; i++)
            {
                ledger.Record(Sent(i < 22 ? "2026-02-01T12:00Z" : "2026-03-01T11:00Z", partner: partners[guest]) with { Customer = new(guest * 64) });
            }
        }

        ledger.Forget(clock.Now);
        for (int guest = 0; guest < 40; guest++)
        {
            ledger.Record(Sent("2026-03-01T11:30Z", partner: partners[guest]) with { Customer = new(guest * 64) });
        }

        for (int guest = 0; guest < 40; guest++)
        {
            Assert.Equal(
                [.. Enumerable.Repeat(At("2026-03-01T11:00Z"), 3), At("2026-03-01T11:30Z")],
                ledger.History(new(guest * 64)).Where(c => c.Partner == partners[guest]).Select(c => c.At));
        }
    }

    [Fact]
    public void Ids_of_old_messages_are_forgotten_as_further_ones_come_and_those_of_late_are_not()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "daily", "max": 5, "window": "24h" }] }""");

        // Every 64th guest shares a group; a group is looked through when it has a thousand ids.
        for (int guest = 0; guest < 1_100; guest++)
        {
            ledger.Record($"old-{guest}", Sent("2026-03-01T12:00Z") with { Customer = new(guest * 64) });
        }

        clock.Now = At("2026-04-10T12:00Z");
        ledger.Record("late", Sent("2026-04-09T12:00Z"));
        for (int guest = 0; guest < 1_100; guest++)
        {
            ledger.Record($"new-{guest}", Sent("2026-04-10T12:00Z") with { Customer = new(guest * 64) });
        }

        Assert.Equal(default, ledger.Confirm(new(64), "old-1"));
        Assert.Equal(MessageState.Confirmed, ledger.Confirm(Anna, "late").Before);
        Assert.Equal(MessageState.Confirmed, ledger.Confirm(new(64), "new-1").Before);
    }

    [Fact]
    public void Confirm_AfterExpiry_CountsAndSaysItIsLate()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        clock.Now = At("2026-03-01T12:10Z");
        ledger.Reserve("m2", Promo("2026-03-01T12:10Z", partner: Cinema));
        MessageChange late = ledger.Confirm(Anna, "m1");
        Assert.True(late.IsLate);
        Assert.Equal(MessageState.Expired, late.Before);
        Assert.False(ledger.Confirm(Anna, "m1").IsLate);
        GuestLoad load = ledger.Load(Anna, default);
        Assert.Equal((1, 1), (load.Sent, load.Lines.Sum(l => l.Reserved)));
        Assert.Equal(At("2026-03-02T12:10Z"), ledger.Decide(Promo("2026-03-01T13:00Z")).NextAllowedAt);
    }

    [Fact]
    public void Confirm_UnknownMessage_SaysSoAndCountsNothing()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        ledger.Reserve("refused", Promo("2026-03-01T12:00Z"));
        Assert.Equal(default, ledger.Confirm(Anna, "refused"));
        Assert.Equal(default, ledger.Confirm(new(1), "m1"));
        Assert.Equal(default, ledger.Release(Anna, "m9"));
        Assert.Equal(0, ledger.Load(Anna, default).Sent);
    }

    [Fact]
    public void Two_partners_one_slot_a_thousand_trials_one_winner()
    {
        ContactLedger ledger = Ledger();
        int[] winners = new int[1000];
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            ContactRequest request = Promo("2026-03-01T12:00Z", partner: i % 2 == 0 ? Bakery : Cinema) with { Customer = new(i / 2) };
            if (ledger.Reserve($"m{i}", request).Decision.IsAllowed)
            {
                Interlocked.Increment(ref winners[i / 2]);
            }
        });
        Assert.All(winners, w => Assert.Equal(1, w));
    }

    [Fact]
    public void Many_threads_asking_for_one_guest_never_overrun_the_cap()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "ten", "max": 10, "window": "24h" }] }""");
        int won = 0;
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            string id = $"m{i}";
            if (ledger.Reserve(id, Promo("2026-03-01T12:00Z", partner: new($"p{i}"))).Decision.IsAllowed)
            {
                Interlocked.Increment(ref won);
                ledger.Confirm(Anna, id);
            }
        });
        Assert.Equal(10, won);
        Assert.Equal(10, ledger.Load(Anna, default).Sent);
    }

    [Fact]
    public void Load_ShowsChannelsPartnersExemptReservedAndOpened()
    {
        ContactLedger ledger = Ledger();
        ledger.Record(Sent("2026-02-20T10:00Z", Channel.Sms, Cinema));
        ledger.Record(Sent("2026-02-22T10:00Z", Channel.Sms, Cinema));
        ledger.Record(Sent("2026-01-01T10:00Z", Channel.Sms, Cinema));
        ContactRequest receipt = Promo("2026-03-01T12:00Z") with { Kind = ContactKind.Transactional };
        ledger.Reserve("receipt", receipt);
        ledger.Confirm(Anna, "receipt");
        ledger.Reserve("promo", Promo("2026-03-01T12:00Z"));
        Assert.True(ledger.MarkOpened(Anna, "receipt"));
        Assert.False(ledger.MarkOpened(Anna, "receipt"));
        Assert.False(ledger.MarkOpened(Anna, "promo"));
        GuestLoad load = ledger.Load(Anna, At("2026-02-01T00:00Z"));
        Assert.Equal([new GuestLoadLine(Channel.Email, Bakery, 1, 1, 1, 1), new GuestLoadLine(Channel.Sms, Cinema, 2, 0, 0, 0)], load.Lines);
        Assert.Equal((3, 1), (load.Sent, load.Opened));
    }

    [Fact]
    public void Forget_OldContacts_ChangesNoDecision()
    {
        ContactLedger ledger = new(Gate("""{ "caps": [{ "id": "month", "max": 2, "window": "calendar-month" }] }"""), clock, new() { LoadPeriod = TimeSpan.Zero });
        ledger.Record(Sent("2026-01-31T23:59Z"));
        ledger.Record(Sent("2026-03-01T00:00Z"));
        ledger.Reserve("m1", Promo("2026-03-31T12:00Z"));
        ledger.Confirm(Anna, "m1");
        clock.Now = At("2026-03-31T23:00Z");
        ContactDecision before = ledger.Decide(Promo("2026-03-31T23:00Z"));
        ledger.Forget(At("2026-03-31T23:00Z"));
        Assert.Equal(before, ledger.Decide(Promo("2026-03-31T23:00Z")));
        Assert.Equal(2, ledger.Load(Anna, default).Sent);
        ledger.Forget(At("2027-01-01T00:00Z"));
        Assert.Equal(2, ledger.Load(Anna, default).Sent);
        clock.Now = At("2027-01-01T00:00Z");
        ledger.Forget(At("2027-01-01T00:00Z"));
        Assert.Equal(0, ledger.Load(Anna, default).Sent);
        Assert.Equal(default, ledger.Confirm(Anna, "m1"));
    }

    [Fact]
    public void Record_InstantInTheFutureByMistake_ForgetsNothing()
    {
        ContactLedger ledger = Ledger();
        for (int i = 0; i < 4; i++)
        {
            ledger.Record(Sent("2026-03-01T11:00Z"));
        }

        ledger.Record(Sent("2999-01-01T00:00Z"));
        Assert.Equal(5, ledger.Load(Anna, default).Sent);
    }

    [Fact]
    public void Record_InAnyOrder_DecidesTheSameAsThePureGate()
    {
        SplitMix64 random = new(7);
        for (int trial = 0; trial < 200; trial++)
        {
            Scenario scenario = Scenario.Of(random.Next());
            ContactGate gate = new(new ContactMatrix(scenario.Matrix));
            ContactLedger ledger = new(gate, clock, new() { LoadPeriod = TimeSpan.FromDays(36_500) });
            foreach (Contact contact in scenario.History)
            {
                ledger.Record(contact);
            }

            ContactDecision expected = gate.Decide(scenario.Request, scenario.History);
            Assert.Equal(expected, ledger.Decide(scenario.Request));
            Assert.Equal(expected, ledger.Explain(scenario.Request).Decision);
            MatrixCell cell = gate.Matrix.Cell(scenario.Request.Channel, scenario.Request.Kind, scenario.Request.Partner, scenario.Request.Carried);
            Assert.Equal(expected.IsAllowed, ledger.TryTake(Anna, cell, scenario.Request.At, scenario.Request.Zone, scenario.Request.Guest));
        }
    }

    [Fact]
    public void Erase_LeavesNoTrace()
    {
        ContactLedger ledger = Ledger();
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        ledger.Reserve("m2", Promo("2026-03-01T12:00Z") with { Customer = new(64) });
        ledger.Erase(Anna);
        ledger.Erase(Anna);
        Assert.Equal(default, ledger.Confirm(Anna, "m1"));
        Assert.Empty(ledger.Load(Anna, default).Lines);
        Assert.True(ledger.Confirm(new(64), "m2").IsChanged);
    }

    [Fact]
    public void Erase_OfOneGuest_LeavesTheSlotsOfOthersToRunOut()
    {
        ContactLedger ledger = Ledger();
        CustomerId boris = new(64);
        ledger.Reserve("m1", Promo("2026-03-01T12:00Z"));
        ledger.Reserve("m2", Promo("2026-03-01T12:00Z") with { Customer = boris });
        ledger.Erase(Anna);
        Assert.False(ledger.Decide(Promo("2026-03-01T12:09Z") with { Customer = boris }).IsAllowed);
        clock.Now = At("2026-03-01T12:10Z");
        Assert.True(ledger.Decide(Promo("2026-03-01T12:10Z") with { Customer = boris }).IsAllowed);
    }

    [Fact]
    public void Erase_LeavesNoIdOfAMessageInMemory()
    {
        ContactLedger ledger = Ledger("""{ "caps": [{ "id": "daily", "max": 5, "window": "24h" }] }""");
        ledger.Reserve("of another", Promo("2026-03-01T12:00Z") with { Customer = new(64) });
        WeakReference[] ids = [.. Enumerable.Range(0, 3).Select(i => Told(ledger, i))];
        GC.Collect();
        Assert.All(ids, id => Assert.True(id.IsAlive));
        ledger.Erase(Anna);
        GC.Collect();
        Assert.All(ids, id => Assert.False(id.IsAlive));
        GC.KeepAlive(ledger);
    }

    /// <summary>A message that is held, confirmed or released; only the ledger knows its id afterwards.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Told(ContactLedger ledger, int number)
    {
        string id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"message-{number}");
        Assert.True(ledger.Reserve(id, Promo("2026-03-01T12:00Z")).Decision.IsAllowed);
        _ = number == 1 ? ledger.Confirm(Anna, id) : number == 2 ? ledger.Release(Anna, id) : default;
        return new WeakReference(id);
    }

    [Fact]
    public void Call_WithoutCustomerIdOrWithAStrangersCell_IsRefused()
    {
        ContactLedger ledger = Ledger();
        MatrixCell strange = ContactMatrix.Parse(OneADay).Cell(Channel.Email, ContactKind.Promo, Bakery);
        Assert.Throws<ArgumentException>(() => ledger.Take(Promo("2026-03-01T12:00Z") with { Customer = CustomerId.None }));
        Assert.Throws<ArgumentException>(() => ledger.TryTake(Anna, strange, clock.Now));
        Assert.Throws<ArgumentException>(() => ledger.Reserve("", Promo("2026-03-01T12:00Z")));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContactLedger(ledger.Gate, clock, new() { Hold = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContactLedger(ledger.Gate, clock, new() { LoadPeriod = TimeSpan.FromDays(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContactLedger(ledger.Gate, clock, new() { ExpectedCustomers = -1 }));
    }
}
