using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

public sealed class OfflineRedemptionDeskTests : IDisposable
{
    private readonly Desk shop = new();
    private readonly MemoryRedemptionStore store = new();

    public void Dispose() => shop.Dispose();

    private static RedemptionAnswer Reserve(OfflineRedemptionDesk desk, string id, (PricedBasket Priced, Basket Basket) receipt, params Coupon[] coupons) =>
        desk.Reserve(new(id), receipt.Priced, receipt.Basket, coupons);

    private static SettleResult Sell(OfflineRedemptionDesk desk, string id, (PricedBasket Priced, Basket Basket) receipt) =>
        desk.Confirm(Reserve(desk, id, receipt).Ticket!);

    private async Task<LimitUsage> Usage(LimitKey key) => (await store.UsageAsync([key], shop.Time.Now))[0];

    [Fact]
    public void Reserve_WithoutALease_RefusesWhatAllTillsShare()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        RedemptionAnswer answer = Reserve(till, "r1", shop.Milk());
        Assert.Equal((ReserveOutcome.LimitReached, false), (answer.Outcome, answer.IsHeld));
        Assert.Equal([Desk.Dairy], answer.UsedUp);
        Assert.Equal([new LimitAmount(Desk.DairyUses, 0)], answer.Reached);
    }

    [Fact]
    public async Task ALease_IsSpentWithoutANetwork_AndTheRestReturned()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        Assert.Equal(2, (await till.LeaseAsync(store, Desk.DairyUses, 2)).Amount);
        Assert.Equal(2, till.Leased(Desk.DairyUses));
        Assert.Equal(RedemptionState.Confirmed, Sell(till, "r1", shop.Milk()).After);
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        Assert.Equal(new LimitUsage(0, 0, 2, 3), await Usage(Desk.DairyUses));
        SyncReport report = await till.ReturnAsync(store);
        Assert.Equal((1, 0, 1L), (report.Applied, report.Repeated, report.AcknowledgedThrough));
        Assert.Empty(report.Late);
        Assert.Equal(new LimitUsage(1, 0, 0, 3), await Usage(Desk.DairyUses));
        Assert.Equal(0, till.Leased(Desk.DairyUses));
        Assert.False(Reserve(till, "r2", shop.Milk()).IsHeld);
    }

    [Fact]
    public async Task AllTillsTogether_NeverExceedWhatIsLeased()
    {
        int sold = 0;
        for (int t = 0; t < 4; t++)
        {
            OfflineRedemptionDesk till = shop.Offline(shop.Journal($"till-{t}"));
            await till.LeaseAsync(store, Desk.DairyUses, 2);
            for (int i = 0; i < 5; i++)
            {
                if (Reserve(till, $"r{t}-{i}", shop.Milk($"guest-{t}-{i}")) is { Ticket: { } ticket })
                {
                    till.Confirm(ticket);
                    sold++;
                }
            }

            SyncReport report = await till.SyncAsync(store);
            Assert.Empty(report.Conflicts);
        }

        Assert.Equal(3, sold);
        Assert.Equal(new LimitUsage(3, 0, 0, 3), await Usage(Desk.DairyUses));
    }

    [Fact]
    public async Task ABasketThatIsHeld_KeepsItsPartOfTheLease_UntilItExpires()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        RedemptionAnswer held = Reserve(till, "r1", shop.Milk());
        Assert.True(held.IsHeld);
        Assert.Equal(ReserveOutcome.Repeated, Reserve(till, "r1", shop.Milk()).Outcome);
        Assert.Equal(ReserveOutcome.OtherContent, Reserve(till, "r1", shop.Milk("boris")).Outcome);
        Assert.False(Reserve(till, "r2", shop.Milk("boris")).IsHeld);
        shop.Time.Now += TimeSpan.FromMinutes(15);
        Assert.True(Reserve(till, "r2", shop.Milk("boris")).IsHeld);
        SettleResult late = till.Confirm(held.Ticket!);
        Assert.True(late.IsLate);
        Assert.Equal(RedemptionState.Released, till.Release(new("r2")).After);
        Assert.False(Reserve(till, "r3", shop.Milk("clara")).IsHeld);
    }

    [Fact]
    public async Task Release_FreesTheLease_AndLeavesNoTrace()
    {
        TillJournal journal = shop.Journal("till-1");
        OfflineRedemptionDesk till = shop.Offline(journal);
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        Reserve(till, "r1", shop.Milk());
        till.Release(new("r1"));
        Assert.True(Reserve(till, "r2", shop.Milk()).IsHeld);
        Assert.Equal(RedemptionState.Unknown, till.Release(new("r9")).After);
        Assert.Equal(0, journal.LastSequence);
    }

    [Fact]
    public async Task ALease_IsNotSpent_ShortlyBeforeItExpires()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"), new() { LeaseTime = TimeSpan.FromHours(1), LeaseMargin = TimeSpan.FromMinutes(20) });
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        shop.Time.Now += TimeSpan.FromMinutes(39);
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        shop.Time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(0, till.Leased(Desk.DairyUses));
        Assert.False(Reserve(till, "r1", shop.Milk()).IsHeld);
    }

    [Fact]
    public async Task TheSameCoupon_OnTwoOfflineTills_BothSalesStand_OneConflict()
    {
        OfflineRedemptionDesk one = shop.Offline(shop.Journal("till-1"));
        OfflineRedemptionDesk two = shop.Offline(shop.Journal("till-2"));
        Assert.Equal(RedemptionState.Confirmed, Sell(one, "r1", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00")).After);
        shop.Time.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(RedemptionState.Confirmed, Sell(two, "r2", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00")).After);
        Assert.Equal([Desk.Save], Reserve(one, "r3", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00")).UsedUp);
        Assert.Empty((await two.SyncAsync(store)).Conflicts);
        RedemptionConflict conflict = Assert.Single((await one.SyncAsync(store)).Conflicts);
        Assert.Equal((LimitKey.OfCode("SAVE1"), new ReservationId("r2"), new TillId("till-2")), (conflict.Key, conflict.Reservation, conflict.Till));
        Assert.Equal(2, (await Usage(LimitKey.OfCode("SAVE1"))).Used);
        two.Void(new("r2"));
        await two.SyncAsync(store);
        Assert.Empty(await store.ConflictsAsync());
    }

    [Fact]
    public void Codes_AreRefusedOffline_WhereTheOptionsSaySo()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"), new() { TakesCodesOffline = false });
        Assert.Equal([Desk.Save], Reserve(till, "r1", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00")).UsedUp);
    }

    [Fact]
    public async Task AGuestsLimit_IsKeptByTheTillsOwnJournal_OrRefused()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        await till.LeaseAsync(store, Desk.DairyUses, 3);
        Sell(till, "r1", shop.Milk());
        Sell(till, "r2", shop.Milk());
        Assert.Equal([new LimitAmount(LimitKey.OfGuest(Desk.Dairy, "anna"), 0)], Reserve(till, "r3", shop.Milk()).Reached);
        OfflineRedemptionDesk strict = shop.Offline(shop.Journal("till-2"), new() { TakesGuestLimitsOffline = false });
        Assert.Contains(LimitKey.OfGuest(Desk.Dairy, "anna"), Reserve(strict, "r4", shop.Milk()).Reached.Select(r => r.Key));
    }

    [Fact]
    public async Task Void_AfterPayment_GivesTheUseToAllTills_NotToTheLease()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        Sell(till, "r1", shop.Milk());
        Assert.Equal(RedemptionState.Voided, till.Void(new("r1")).After);
        Assert.False(till.Void(new("r1")).IsChanged);
        Assert.False(Reserve(till, "r2", shop.Milk()).IsHeld);
        Assert.Equal(ReserveOutcome.Voided, Reserve(till, "r1", shop.Milk()).Outcome);
        await till.SyncAsync(store);
        Assert.Equal(new LimitUsage(0, 0, 0, 3), await Usage(Desk.DairyUses));
        Assert.Equal(0, (await Usage(LimitKey.OfGuest(Desk.Dairy, "anna"))).Used);
    }

    [Fact]
    public async Task APartialReturn_GivesPartOfTheBudgetBack()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        await till.LeaseAsync(store, Desk.Budget, 1000);
        Sell(till, "r1", shop.Receipt(null, [], "wine 2 x 8.00"));
        Assert.Equal(200, till.Leased(Desk.Budget));
        till.Reduce(new("r1"), [new(Desk.Budget, 400)]);
        await till.SyncAsync(store);
        Assert.Equal(new LimitUsage(400, 0, 200, 1200), await Usage(Desk.Budget));
    }

    [Fact]
    public async Task Confirm_OfAnOnlineTicket_WhenTheNetworkIsGone_IsSyncedOnce()
    {
        RedemptionAnswer online = await shop.Online(store).ReserveAsync(new("r1"), shop.Milk().Priced, shop.Milk().Basket);
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        Assert.Equal(RedemptionState.Confirmed, till.Confirm(online.Ticket!).After);
        Assert.False(till.Confirm(online.Ticket!).IsChanged);
        await till.SyncAsync(store);
        Assert.Equal(new LimitUsage(1, 0, 0, 3), await Usage(Desk.DairyUses));
        Assert.False((await shop.Online(store).ConfirmAsync(online.Ticket!)).IsChanged);
    }

    [Fact]
    public async Task ALeaseThatExpiredWhileTheTillWasAway_IsReported_TheSaleStands()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        RedemptionTicket ticket = Reserve(till, "r1", shop.Milk()).Ticket!;
        shop.Time.Now += TimeSpan.FromHours(25);
        Assert.Equal(new LimitUsage(0, 0, 0, 3), await Usage(Desk.DairyUses));
        Assert.True(till.Confirm(ticket).IsLate);
        SyncReport report = await till.SyncAsync(store);
        Assert.Equal([new("r1")], report.Late);
        Assert.Empty(report.Conflicts);
        Assert.Equal(1, (await Usage(Desk.DairyUses)).Used);
    }

    [Fact]
    public async Task AClockThatGoesBack_LosesNoSale_AndFreesNothingTwice()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        RedemptionTicket held = Reserve(till, "r1", shop.Milk()).Ticket!;
        shop.Time.Now += TimeSpan.FromMinutes(20);
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        shop.Time.Now -= TimeSpan.FromMinutes(40);
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        Assert.Equal(RedemptionState.Expired, till.Confirm(held).Before);
        Assert.Equal(0, till.Leased(Desk.DairyUses));
        SyncReport report = await till.SyncAsync(store);
        Assert.Equal((1, 0, 0), (report.Applied, report.Late.Count, report.Conflicts.Count));
        Assert.Equal(new LimitUsage(1, 0, 0, 3), await Usage(Desk.DairyUses));
    }

    [Fact]
    public async Task Restart_KeepsWhatWasPaidAndLeased_AndForgetsWhatWasNot()
    {
        RedemptionTicket unpaid;
        using (TillJournal before = shop.Journal("till-1"))
        {
            OfflineRedemptionDesk till = shop.Offline(before);
            await till.LeaseAsync(store, Desk.DairyUses, 2);
            Sell(till, "r1", shop.Milk());
            unpaid = Reserve(till, "r2", shop.Milk()).Ticket!;
        }

        OfflineRedemptionDesk again = shop.Offline(shop.Journal("till-1"));
        Assert.Equal(1, again.Leased(Desk.DairyUses));
        Assert.Equal(RedemptionState.Confirmed, again.Confirm(unpaid).After);
        Assert.Equal(0, again.Leased(Desk.DairyUses));
        Assert.Equal(ReserveOutcome.Repeated, Reserve(again, "r1", shop.Milk()).Outcome);
        Assert.Equal(2, (await again.SyncAsync(store)).Applied);
        Assert.Equal(new LimitUsage(2, 0, 0, 3), await Usage(Desk.DairyUses));
    }

    [Fact]
    public async Task Lease_AfterACrashThatTheJournalKnowsNothingOf_FindsItsSliceAgain_OrTakesTheNextNumber()
    {
        await store.LeaseAsync(new Lease(new("till-1/1"), new("till-1"), Desk.DairyUses, 1, 3, shop.Time.Now.AddHours(1)), shop.Time.Now);
        await store.LeaseAsync(new Lease(new("till-1/2"), new("till-1"), Desk.Budget, 7, 1200, shop.Time.Now.AddHours(1)), shop.Time.Now);
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        Assert.Equal(LeaseOutcome.Repeated, (await till.LeaseAsync(store, Desk.DairyUses, 1)).Outcome);
        Assert.Equal(LeaseOutcome.Granted, (await till.LeaseAsync(store, Desk.DairyUses, 1)).Outcome);
        Assert.Equal(2, till.Leased(Desk.DairyUses));
        Assert.Equal(new LimitUsage(0, 0, 2, 3), await Usage(Desk.DairyUses));
        await Assert.ThrowsAsync<ArgumentException>(async () => await till.LeaseAsync(store, LimitKey.OfCode("SAVE1"), 1));
    }

    [Fact]
    public async Task Sync_ToAStoreThatWasRestoredFromACopy_SendsAgainWhatItLacks()
    {
        OfflineRedemptionDesk till = shop.Offline(shop.Journal("till-1"));
        Sell(till, "r1", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"));
        await till.SyncAsync(store);
        MemoryRedemptionStore restored = new();
        Sell(till, "r2", shop.Receipt(null, ["SAVE2"], "bread 1 x 3.00"));
        SyncReport report = await till.SyncAsync(restored);
        Assert.Equal((2, 2L), (report.Applied, report.AcknowledgedThrough));
        Assert.Equal([1L, 1], (await restored.UsageAsync([LimitKey.OfCode("SAVE1"), LimitKey.OfCode("SAVE2")], shop.Time.Now)).Select(u => u.Used));
    }

    [Fact]
    public async Task Sync_OfManyEntries_GoesInBatches_AndRemembersHowFar()
    {
        TillJournal journal = shop.Journal("till-1");
        OfflineRedemptionDesk till = shop.Offline(journal);
        for (int i = 0; i < 1100; i++)
        {
            till.Confirm(new RedemptionTicket(new($"r{i}"), [new LimitClaim(LimitKey.OfCode("MANY"), 1, 5000)], shop.Time.Now));
        }

        SyncReport report = await till.SyncAsync(store);
        Assert.Equal((1100, 1100L), (report.Applied, report.AcknowledgedThrough));
        Assert.Equal(1100, journal.AcknowledgedThrough);
        Assert.Equal((0, 0), ((await till.SyncAsync(store)).Applied, (await till.SyncAsync(store)).Repeated));
    }

    [Fact]
    public async Task Erase_ThenSync_TellsTheStoreNothingOfTheGuest_AndTheSumsStand()
    {
        TillJournal journal = shop.Journal("till-1");
        OfflineRedemptionDesk till = shop.Offline(journal);
        await till.LeaseAsync(store, Desk.DairyUses, 3);
        Sell(till, "r1", shop.Milk("anna-the-guest"));
        RedemptionTicket unpaid = Reserve(till, "r2", shop.Milk("boris")).Ticket!;
        Assert.Equal(1, journal.Erase("anna-the-guest"));
        Assert.Equal(0, journal.Erase("anna-the-guest"));
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        till.Confirm(unpaid);
        journal.Dispose();
        Assert.DoesNotContain("anna-the-guest", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(shop.PathOf("till-1"))), StringComparison.Ordinal);
        OfflineRedemptionDesk again = shop.Offline(shop.Journal("till-1"));
        Assert.Equal(2, (await again.SyncAsync(store)).Applied);
        Assert.Equal(0, await store.EraseAsync("anna-the-guest"));
        Assert.Equal(new LimitUsage(2, 0, 1, 3), await Usage(Desk.DairyUses));
    }

    [Fact]
    public async Task Forget_DropsOldSyncedEntries_AndKeepsNumbersAndLiveLeases()
    {
        TillJournal journal = shop.Journal("till-1");
        OfflineRedemptionDesk till = shop.Offline(journal);
        Sell(till, "r1", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"));
        await till.SyncAsync(store);
        await till.LeaseAsync(store, Desk.DairyUses, 2);
        Sell(till, "r2", shop.Milk());
        await till.SyncAsync(store);
        shop.Time.Now += TimeSpan.FromHours(1);
        Sell(till, "r3", shop.Receipt(null, ["SAVE2"], "bread 1 x 3.00"));
        Assert.Equal(1, journal.Forget(shop.Time.Now));
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        Assert.Equal((3L, 2L), (journal.LastSequence, journal.AcknowledgedThrough));
        Assert.Equal(["r2", "r3"], journal.EntriesAfter(0).Select(e => e.Id.Value));
        shop.Time.Now += TimeSpan.FromHours(30);
        Assert.Equal(1, (await till.SyncAsync(store)).Applied);
        Assert.Equal(2, journal.Forget(shop.Time.Now));
        await till.LeaseAsync(store, Desk.DairyUses, 1);
        Assert.Equal(1, till.Leased(Desk.DairyUses));
        Sell(till, "r4", shop.Receipt(null, [], "bread 1 x 3.00"));
        Assert.Equal(3, (await till.SyncAsync(store)).AcknowledgedThrough);
    }
}
