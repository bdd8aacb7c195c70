using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Testing;

/// <summary>What every redemption store does. A store's tests derive from this and from <see cref="RedemptionSyncConformance"/>, and open an empty store for each test.</summary>
public abstract class RedemptionStoreConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly LimitKey Dairy = LimitKey.OfOffer(new OfferId("dairy-20"));
    private static readonly LimitKey Budget = LimitKey.OfBudget("november");
    private static readonly LimitKey Code = LimitKey.OfCode("SAVE10");
    private static readonly LimitKey Annas = LimitKey.OfGuest(new OfferId("dairy-20"), "anna");

    /// <summary>How many times a race is run.</summary>
    protected virtual int Races => 1000;

    /// <summary>Opens a store that knows nothing.</summary>
    protected abstract Task<IRedemptionStore> CreateAsync();

    private static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

    private static LimitClaim Claim(LimitKey key, long amount = 1, long limit = 1) => new(key, amount, limit);

    private static Reservation Of(string id, params LimitClaim[] claims) => new(new ReservationId(id), claims, At(15));

    private static async Task<LimitUsage> Usage(IRedemptionStore store, LimitKey key, int minute = 0) => (await store.UsageAsync([key], At(minute)))[0];

    private static async Task<bool> Reserve(IRedemptionStore store, string id, params LimitClaim[] claims) => (await store.ReserveAsync(Of(id, claims), Noon)).IsHeld;

    private static async Task<SettleResult> Confirm(IRedemptionStore store, string id, int minute = 1) => await store.ConfirmAsync(new(id), At(minute));

    [Fact]
    public async Task Usage_OfWhatNothingTouched_IsNothing()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.Equal([default, default], await store.UsageAsync([Dairy, Dairy], Noon));
        Assert.Empty(await store.UsageAsync([], Noon));
    }

    [Fact]
    public async Task Reserve_HoldsUntilConfirmed_ThenUses()
    {
        IRedemptionStore store = await CreateAsync();
        ReserveResult held = await store.ReserveAsync(Of("r1", Claim(Dairy, 1, 10), Claim(Budget, 250, 1000)), Noon);
        Assert.Equal((ReserveOutcome.Reserved, RedemptionState.Reserved, At(15)), (held.Outcome, held.State, held.ExpiresAt!.Value));
        Assert.Empty(held.Reached);
        Assert.Equal([new LimitUsage(0, 1, 0, 10), new LimitUsage(0, 250, 0, 1000)], await store.UsageAsync([Dairy, Budget], Noon));
        SettleResult paid = await Confirm(store, "r1");
        Assert.Equal((RedemptionState.Reserved, RedemptionState.Confirmed, true, false), (paid.Before, paid.After, paid.IsChanged, paid.IsLate));
        Assert.Empty(paid.Conflicts);
        Assert.Equal([new LimitUsage(250, 0, 0, 1000), new LimitUsage(1, 0, 0, 10)], await store.UsageAsync([Budget, Dairy], At(60)));
    }

    [Fact]
    public async Task Reserve_WhereOneLimitIsReached_HoldsNothing_AndNamesEachReached()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.True(await Reserve(store, "r1", Claim(Dairy), Claim(Budget, 700, 1000)));
        ReserveResult refused = await store.ReserveAsync(Of("r2", Claim(Dairy), Claim(Budget, 301, 1000), Claim(Code)), Noon);
        Assert.Equal((ReserveOutcome.LimitReached, RedemptionState.Unknown, null), (refused.Outcome, refused.State, refused.ExpiresAt));
        Assert.Equal([new LimitAmount(Budget, 300), new LimitAmount(Dairy, 0)], refused.Reached);
        Assert.Equal(default, await Usage(store, Code));
        Assert.Equal(new LimitUsage(0, 700, 0, 1000), await Usage(store, Budget));
        Assert.Equal(RedemptionState.Unknown, (await Confirm(store, "r2")).After);
        Assert.True(await Reserve(store, "r2", Claim(Budget, 300, 1000)));
    }

    [Fact]
    public async Task Reserve_UnderALimitOfNothing_IsRefused()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.False(await Reserve(store, "r1", Claim(Dairy, 1, 0)));
    }

    [Fact]
    public async Task Reserve_Again_CountsOnce_AndHoldsUntilTheLaterExpiry()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ReserveAsync(Of("r1", Claim(Dairy), Claim(Budget, 5, 9)), Noon);
        ReserveResult again = await store.ReserveAsync(new Reservation(new("r1"), [Claim(Budget, 5, 9), Claim(Dairy)], At(30)), At(1));
        Assert.Equal((ReserveOutcome.Repeated, RedemptionState.Reserved, At(30)), (again.Outcome, again.State, again.ExpiresAt!.Value));
        Assert.Equal(At(30), (await store.ReserveAsync(Of("r1", Claim(Dairy), Claim(Budget, 5, 9)), At(2))).ExpiresAt);
        Assert.Equal(1, (await Usage(store, Dairy, 29)).Held);
        Assert.Equal(0, (await Usage(store, Dairy, 30)).Held);
    }

    [Fact]
    public async Task Reserve_TheSameIdWithOtherContent_IsRefused_AndChangesNothing()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ReserveAsync(new Reservation(new("r1"), [Claim(Budget, 5, 9)], At(15), "anna"), Noon);
        foreach (Reservation other in new[]
        {
            new Reservation(new("r1"), [Claim(Budget, 6, 9)], At(15), "anna"),
            new Reservation(new("r1"), [Claim(Budget, 5, 9), Claim(Code)], At(15), "anna"),
            new Reservation(new("r1"), [Claim(Code)], At(15), "anna"),
            new Reservation(new("r1"), [Claim(Budget, 5, 9)], At(15), "boris"),
        })
        {
            ReserveResult result = await store.ReserveAsync(other, Noon);
            Assert.Equal((ReserveOutcome.OtherContent, RedemptionState.Reserved, false), (result.Outcome, result.State, result.IsHeld));
        }

        Assert.Equal(new LimitUsage(0, 5, 0, 9), await Usage(store, Budget));
        Assert.Equal(default, await Usage(store, Code));
    }

    [Fact]
    public async Task Reserve_OfAConfirmedSale_SaysSo()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        await Confirm(store, "r1");
        ReserveResult again = await store.ReserveAsync(Of("r1", Claim(Dairy)), At(2));
        Assert.Equal((ReserveOutcome.Repeated, RedemptionState.Confirmed, null), (again.Outcome, again.State, again.ExpiresAt));
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(store, Dairy));
    }

    [Fact]
    public async Task Reserve_AfterExpiryOrRelease_IsDecidedAnew()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        Assert.Equal(ReserveOutcome.Reserved, (await store.ReserveAsync(new Reservation(new("r2"), [Claim(Dairy)], At(40)), At(15))).Outcome);
        Reservation late = new(new("r1"), [Claim(Dairy)], At(60));
        ReserveResult refused = await store.ReserveAsync(late, At(16));
        Assert.Equal((ReserveOutcome.LimitReached, RedemptionState.Expired), (refused.Outcome, refused.State));
        await store.ReleaseAsync(new("r2"), At(17));
        Assert.Equal(ReserveOutcome.Reserved, (await store.ReserveAsync(late, At(18))).Outcome);
        Assert.Equal(new LimitUsage(0, 1, 0, 1), await Usage(store, Dairy, 19));
    }

    [Fact]
    public async Task Reserve_ThatIsOverBeforeItBegins_IsRefused()
    {
        IRedemptionStore store = await CreateAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ReserveAsync(Of("r1", Claim(Dairy)), At(15)));
    }

    [Fact]
    public async Task Reservation_Expires_AtTheInstantItNames_WhateverTheOffset()
    {
        IRedemptionStore store = await CreateAsync();
        DateTimeOffset end = At(15).AddTicks(1);
        await store.ReserveAsync(new Reservation(new("r1"), [Claim(Dairy)], end.ToOffset(TimeSpan.FromHours(3))), Noon);
        Assert.Equal(1, (await store.UsageAsync([Dairy], end.AddTicks(-1).ToOffset(TimeSpan.FromHours(-5))))[0].Held);
        Assert.Equal(0, (await store.UsageAsync([Dairy], end))[0].Held);
    }

    [Fact]
    public async Task Expired_StaysExpired_WhenTheClockGoesBack()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        Assert.True((await store.ReserveAsync(new Reservation(new("r2"), [Claim(Dairy)], At(40)), At(20))).IsHeld);
        Assert.Equal(new LimitUsage(0, 1, 0, 1), await Usage(store, Dairy, 0));
        Assert.False((await store.ReserveAsync(Of("r3", Claim(Dairy)), Noon)).IsHeld);
    }

    [Fact]
    public async Task Confirm_Twice_CountsOnce()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        await Confirm(store, "r1");
        SettleResult again = await Confirm(store, "r1", 20);
        Assert.Equal((RedemptionState.Confirmed, RedemptionState.Confirmed, false), (again.Before, again.After, again.IsChanged));
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(store, Dairy));
    }

    [Fact]
    public async Task Confirm_OfTheUnknown_CountsNothing()
    {
        IRedemptionStore store = await CreateAsync();
        SettleResult result = await Confirm(store, "r1");
        Assert.Equal((RedemptionState.Unknown, RedemptionState.Unknown, false), (result.Before, result.After, result.IsLate));
    }

    [Fact]
    public async Task Confirm_AfterExpiry_Counts_AndSaysLate()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        SettleResult late = await Confirm(store, "r1", 15);
        Assert.Equal((RedemptionState.Expired, RedemptionState.Confirmed, true), (late.Before, late.After, late.IsLate));
        Assert.Empty(late.Conflicts);
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(store, Dairy, 16));
    }

    [Fact]
    public async Task Confirm_AfterRelease_Counts_AndSaysLate()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        await store.ReleaseAsync(new("r1"), At(1));
        Assert.True((await Confirm(store, "r1", 2)).IsLate);
        Assert.Equal(1, (await Usage(store, Dairy, 3)).Used);
    }

    [Fact]
    public async Task Confirm_LateAndBeyondTheLimit_StandsAsAConflict()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ReserveAsync(new Reservation(new("r1"), [Claim(Code)], At(15), till: new TillId("till-1")), Noon);
        await store.ReserveAsync(new Reservation(new("r2"), [Claim(Code)], At(40)), At(15));
        Assert.Empty((await Confirm(store, "r2", 16)).Conflicts);
        SettleResult late = await Confirm(store, "r1", 17);
        RedemptionConflict conflict = new(Code, new("r1"), At(17), new TillId("till-1"), 1);
        Assert.Equal([conflict], late.Conflicts);
        Assert.Equal([conflict], await store.ConflictsAsync());
        Assert.Equal(new LimitUsage(2, 0, 0, 1), await Usage(store, Code, 18));
        Assert.Empty((await Confirm(store, "r1", 19)).Conflicts);
    }

    [Fact]
    public async Task Confirm_InTime_IsTheConflictWhereAnEarlierPaymentIsKnownLater()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Code));
        SyncReport report = await store.ApplyAsync(new("till-2"), [JournalEntry.Redeemed(1, At(-5), new("r2"), null, [Claim(Code)])], At(1));
        Assert.Empty(report.Conflicts);
        Assert.Equal([new("r1")], (await Confirm(store, "r1", 2)).Conflicts.Select(c => c.Reservation));
    }

    [Fact]
    public async Task Release_FreesWhatIsHeld_ButNotWhatIsPaid()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy));
        SettleResult released = await store.ReleaseAsync(new("r1"), At(1));
        Assert.Equal((RedemptionState.Reserved, RedemptionState.Released), (released.Before, released.After));
        Assert.False((await store.ReleaseAsync(new("r1"), At(1))).IsChanged);
        Assert.True(await Reserve(store, "r2", Claim(Dairy)));
        await Confirm(store, "r2");
        Assert.Equal(RedemptionState.Confirmed, (await store.ReleaseAsync(new("r2"), At(2))).After);
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(store, Dairy, 3));
        Assert.Equal(RedemptionState.Unknown, (await store.ReleaseAsync(new("r9"), At(2))).After);
    }

    [Fact]
    public async Task Void_AfterPayment_GivesEverythingBack_ForEver()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Code), Claim(Budget, 5, 9));
        await Confirm(store, "r1");
        SettleResult voided = await store.VoidAsync(new("r1"), At(2));
        Assert.Equal((RedemptionState.Confirmed, RedemptionState.Voided), (voided.Before, voided.After));
        Assert.Equal([new LimitUsage(0, 0, 0, 1), new LimitUsage(0, 0, 0, 9)], await store.UsageAsync([Code, Budget], At(3)));
        Assert.False((await store.VoidAsync(new("r1"), At(3))).IsChanged);
        Assert.False((await Confirm(store, "r1", 4)).IsChanged);
        Assert.Equal(ReserveOutcome.Voided, (await store.ReserveAsync(Of("r1", Claim(Code), Claim(Budget, 5, 9)), At(5))).Outcome);
        Assert.Equal(0, (await Usage(store, Code, 6)).Taken);
    }

    [Fact]
    public async Task Void_OfTheUnknown_IsRemembered()
    {
        IRedemptionStore store = await CreateAsync();
        SettleResult voided = await store.VoidAsync(new("r1"), Noon);
        Assert.Equal((RedemptionState.Unknown, RedemptionState.Voided), (voided.Before, voided.After));
        Assert.Equal(ReserveOutcome.Voided, (await store.ReserveAsync(Of("r1", Claim(Code)), Noon)).Outcome);
    }

    [Fact]
    public async Task Void_OfTheConflictingSale_SolvesTheConflict()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ApplyAsync(new("a"), [JournalEntry.Redeemed(1, At(0), new("r1"), null, [Claim(Code)])], At(5));
        await store.ApplyAsync(new("b"), [JournalEntry.Redeemed(1, At(1), new("r2"), null, [Claim(Code)])], At(5));
        Assert.Single(await store.ConflictsAsync());
        await store.VoidAsync(new("r1"), At(6));
        Assert.Empty(await store.ConflictsAsync());
        Assert.Equal(1, (await Usage(store, Code, 7)).Used);
    }

    [Fact]
    public async Task Reduce_LowersWhatIsHeldOrUsed_InAnyOrder()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Budget, 100, 1000), Claim(Dairy, 2, 9));
        SettleResult reduced = await store.ReduceAsync(new("r1"), [new(Budget, 60)], At(1));
        Assert.Equal((RedemptionState.Reserved, RedemptionState.Reserved), (reduced.Before, reduced.After));
        Assert.Equal(60, (await Usage(store, Budget, 1)).Held);
        await Confirm(store, "r1", 2);
        await store.ReduceAsync(new("r1"), [new(Budget, 20), new(Code, 0)], At(3));
        await store.ReduceAsync(new("r1"), [new(Budget, 80)], At(3));
        Assert.Equal([new LimitUsage(20, 0, 0, 1000), new LimitUsage(2, 0, 0, 9), default], await store.UsageAsync([Budget, Dairy, Code], At(4)));
        await store.ReduceAsync(new("r1"), [new(Budget, 0)], At(5));
        Assert.Equal(0, (await Usage(store, Budget, 6)).Used);
        await store.VoidAsync(new("r1"), At(7));
        Assert.Equal([0L, 0L], (await store.UsageAsync([Budget, Dairy], At(8))).Select(u => u.Used));
    }

    [Fact]
    public async Task Reduce_BeforeTheRedemptionIsKnown_BindsItLater()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.Equal(RedemptionState.Unknown, (await store.ReduceAsync(new("r1"), [new(Budget, 60)], Noon)).After);
        Assert.Equal(RedemptionState.Unknown, (await Confirm(store, "r1")).After);
        Assert.True(await Reserve(store, "r1", Claim(Budget, 100, 1000)));
        Assert.Equal(60, (await Usage(store, Budget)).Held);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ReduceAsync(new("r1"), [], Noon));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ReduceAsync(new("r1"), [new(Budget, 1), new(Budget, 2)], Noon));
    }

    [Fact]
    public async Task Limit_ThatWasRaised_IsTheOneByWhichConflictsAreJudged()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.True(await Reserve(store, "r1", Claim(Dairy, 1, 1)));
        Assert.True(await Reserve(store, "r2", Claim(Dairy, 1, 2)));
        Assert.False(await Reserve(store, "r3", Claim(Dairy, 1, 1)));
        await Confirm(store, "r1");
        Assert.Empty((await Confirm(store, "r2")).Conflicts);
        Assert.Equal(new LimitUsage(2, 0, 0, 2), await Usage(store, Dairy));
    }

    [Fact]
    public async Task Lease_HoldsASlice_AsMuchAsIsLeft()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "r1", Claim(Dairy, 1, 10));
        Lease first = new(new("l1"), new("till-1"), Dairy, 6, 10, At(60));
        Assert.Equal(new LeaseResult(LeaseOutcome.Granted, 6, At(60)), await store.LeaseAsync(first, Noon));
        Assert.Equal(new LeaseResult(LeaseOutcome.Repeated, 6, At(60)), await store.LeaseAsync(first, At(1)));
        Assert.Equal(new LeaseResult(LeaseOutcome.Granted, 3, At(60)), await store.LeaseAsync(new Lease(new("l2"), new("till-2"), Dairy, 6, 10, At(60)), Noon));
        Assert.Equal(new LeaseResult(LeaseOutcome.LimitReached, 0, null), await store.LeaseAsync(new Lease(new("l3"), new("till-3"), Dairy, 6, 10, At(60)), Noon));
        Assert.Equal(new LeaseResult(LeaseOutcome.OtherContent, 0, null), await store.LeaseAsync(new Lease(new("l1"), new("till-2"), Dairy, 6, 10, At(60)), Noon));
        Assert.Equal(new LimitUsage(0, 1, 9, 10), await Usage(store, Dairy));
        Assert.False(await Reserve(store, "r2", Claim(Dairy, 1, 10)));
    }

    [Fact]
    public async Task Lease_AskedForAgain_LastsUntilTheLaterExpiry()
    {
        IRedemptionStore store = await CreateAsync();
        await store.LeaseAsync(new Lease(new("l1"), new("a"), Dairy, 6, 10, At(60)), Noon);
        Assert.Equal(new LeaseResult(LeaseOutcome.Repeated, 6, At(90)), await store.LeaseAsync(new Lease(new("l1"), new("a"), Dairy, 6, 10, At(90)), At(30)));
        Assert.Equal(6, (await Usage(store, Dairy, 89)).Leased);
        Assert.Equal(0, (await Usage(store, Dairy, 90)).Leased);
        Assert.Equal(new LeaseResult(LeaseOutcome.Ended, 0, null), await store.LeaseAsync(new Lease(new("l1"), new("a"), Dairy, 6, 10, At(120)), At(91)));
        Assert.Equal(new LeaseResult(LeaseOutcome.Ended, 0, null), await store.ReturnAsync(new("l1"), At(92)));
    }

    [Fact]
    public async Task Return_FreesTheUnspentPart_Once()
    {
        IRedemptionStore store = await CreateAsync();
        await store.LeaseAsync(new Lease(new("l1"), new("a"), Dairy, 6, 10, At(60)), Noon);
        await store.ApplyAsync(new("a"), [JournalEntry.Redeemed(1, At(1), new("r1"), null, [new LimitClaim(Dairy, 2, 10, new("l1"))])], At(2));
        Assert.Equal(new LimitUsage(2, 0, 4, 10), await Usage(store, Dairy, 2));
        Assert.Equal(new LeaseResult(LeaseOutcome.Returned, 4, null), await store.ReturnAsync(new("l1"), At(3)));
        Assert.Equal(new LeaseResult(LeaseOutcome.Ended, 0, null), await store.ReturnAsync(new("l1"), At(4)));
        Assert.Equal(new LeaseResult(LeaseOutcome.Unknown, 0, null), await store.ReturnAsync(new("l9"), At(4)));
        Assert.Equal(new LimitUsage(2, 0, 0, 10), await Usage(store, Dairy, 5));
    }

    [Fact]
    public async Task Lease_WithoutContentOrTime_IsRefused()
    {
        IRedemptionStore store = await CreateAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.LeaseAsync(default, Noon));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.LeaseAsync(new Lease(new("l1"), new("a"), Dairy, 6, 10, At(60)), At(60)));
    }

    [Fact]
    public async Task Erase_TakesTheGuestAway_AndLeavesTheSums()
    {
        IRedemptionStore store = await CreateAsync();
        LimitClaim[] claims = [Claim(Dairy, 1, 100), Claim(Annas, 1, 3), Claim(Budget, 50, 1000)];
        await store.ReserveAsync(new Reservation(new("r1"), claims, At(15), "anna"), Noon);
        await store.ReserveAsync(new Reservation(new("r2"), claims, At(15), "anna"), Noon);
        await Confirm(store, "r1");
        Assert.Equal(new LimitUsage(1, 1, 0, 3), await Usage(store, Annas, 2));
        Assert.Equal(2, await store.EraseAsync("anna"));
        Assert.Equal(0, await store.EraseAsync("anna"));
        Assert.Equal([default, new LimitUsage(1, 1, 0, 100), new LimitUsage(50, 50, 0, 1000)], await store.UsageAsync([Annas, Dairy, Budget], At(2)));
        Assert.Equal(RedemptionState.Confirmed, (await Confirm(store, "r2", 3)).After);
        await store.VoidAsync(new("r1"), At(4));
        Assert.Equal([default, new LimitUsage(1, 0, 0, 100), new LimitUsage(50, 0, 0, 1000)], await store.UsageAsync([Annas, Dairy, Budget], At(4)));
    }

    [Fact]
    public async Task Erase_TakesTheGuestsConflictsAway()
    {
        IRedemptionStore store = await CreateAsync();
        for (int i = 1; i <= 2; i++)
        {
            await store.ApplyAsync(new("a"), [JournalEntry.Redeemed(i, At(i), new($"r{i}"), "anna", [Claim(Annas), Claim(Dairy, 1, 9)])], At(5));
        }

        Assert.Equal(Annas, Assert.Single(await store.ConflictsAsync()).Key);
        await store.EraseAsync("anna");
        Assert.Empty(await store.ConflictsAsync());
        Assert.Equal(new LimitUsage(2, 0, 0, 9), await Usage(store, Dairy, 6));
    }

    [Fact]
    public async Task Forget_DropsWhatEnded_AndKeepsTheCounters()
    {
        IRedemptionStore store = await CreateAsync();
        await Reserve(store, "paid", Claim(Dairy, 1, 9));
        await Reserve(store, "expired", Claim(Dairy, 1, 9));
        await Confirm(store, "paid");
        await store.ReserveAsync(new Reservation(new("live"), [Claim(Dairy, 1, 9)], At(40)), At(20));
        await store.LeaseAsync(new Lease(new("l1"), new("a"), Dairy, 1, 9, At(25)), At(20));
        await store.ApplyAsync(new("a"), [JournalEntry.Redeemed(1, At(2), new("r1"), null, [Claim(Dairy, 1, 9)])], At(20));
        Assert.Equal(3, await store.ForgetAsync(At(30)));
        Assert.Equal(new LimitUsage(2, 1, 0, 9), await Usage(store, Dairy, 30));
        Assert.Equal(RedemptionState.Unknown, (await Confirm(store, "paid", 31)).After);
        Assert.Equal(RedemptionState.Confirmed, (await Confirm(store, "live", 31)).After);
        Assert.Equal(LeaseOutcome.Unknown, (await store.ReturnAsync(new("l1"), At(31))).Outcome);
        Assert.Equal(1, (await store.ApplyAsync(new("a"), [JournalEntry.Redeemed(1, At(2), new("r1"), null, [Claim(Dairy, 1, 9)])], At(32))).Repeated);
        Assert.Equal(new LimitUsage(3, 0, 0, 9), await Usage(store, Dairy, 33));
    }

    [Fact]
    public async Task Names_OfAnyText_AreKeptApart()
    {
        IRedemptionStore store = await CreateAsync();
        string[] names = ["SAVE", "save", "SAVÉ", "SAVE\u0301", "S'A\"V\\E%_", "😀", "SAVE#1", new string('x', 512), new string('x', 511), "a:b", "null"];
        foreach (string name in names)
        {
            string id = name[..Math.Min(name.Length, 128)] is { Length: 128 } cut ? cut[..100] + name.Length : name;
            LimitClaim[] claims = [Claim(LimitKey.OfCode(name)), Claim(LimitKey.OfGuest(new OfferId("a:%"), name)), Claim(LimitKey.OfBudget(name), 7, 7)];
            Assert.True((await store.ReserveAsync(new Reservation(new(id), claims, At(15), name, new TillId(id)), Noon)).IsHeld);
            Assert.True((await Confirm(store, id)).IsChanged);
        }

        Assert.All(await store.UsageAsync([.. names.Select(LimitKey.OfCode)], At(2)), u => Assert.Equal(new LimitUsage(1, 0, 0, 1), u));
        foreach (string name in names)
        {
            Assert.Equal(1, await store.EraseAsync(name));
            Assert.Equal(default, await Usage(store, LimitKey.OfGuest(new OfferId("a:%"), name), 2));
        }

        Assert.All(await store.UsageAsync([.. names.Select(LimitKey.OfBudget)], At(2)), u => Assert.Equal(7, u.Used));
    }

    [Fact]
    public async Task Numbers_AtTheirEnds_AreKept()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.True(await Reserve(store, "r1", Claim(Budget, LimitAmount.Most, LimitClaim.MostLimit)));
        await Confirm(store, "r1");
        Assert.True((await store.LeaseAsync(new Lease(new("l1"), new("a"), Budget, LimitAmount.Most, LimitClaim.MostLimit, DateTimeOffset.MaxValue), At(2))).IsGranted);
        Assert.Equal(new LimitUsage(LimitAmount.Most, 0, LimitAmount.Most, LimitClaim.MostLimit), await Usage(store, Budget, 3));
        Assert.Equal(new LimitAmount(Budget, LimitAmount.Most / 2), (await store.ReserveAsync(Of("r2", Claim(Budget, LimitAmount.Most, (LimitAmount.Most * 2) + (LimitAmount.Most / 2))), At(3))).Reached[0]);
    }

    [Fact]
    public async Task Reserve_TwoTillsAndOneSlot_HasOneWinnerEachTime()
    {
        IRedemptionStore store = await CreateAsync();
        for (int race = 0; race < Races; race++)
        {
            LimitKey slot = LimitKey.OfCode($"slot-{race}");
            LimitKey other = LimitKey.OfCode($"other-{race}");
            Reservation one = new(new($"a{race}"), [Claim(slot), Claim(other, 1, 5)], At(15));
            Reservation two = new(new($"b{race}"), [Claim(slot), Claim(other, 1, 5)], At(15));
            ReserveResult[] results = await Task.WhenAll(
                Task.Run(async () => await store.ReserveAsync(one, Noon)),
                Task.Run(async () => await store.ReserveAsync(two, Noon)));
            Assert.Equal(1, results.Count(r => r.IsHeld));
            Assert.Equal(1, results.Count(r => r.Outcome == ReserveOutcome.LimitReached));
            Assert.Equal([1L, 1L], (await store.UsageAsync([slot, other], Noon)).Select(u => u.Held));
        }
    }

    [Fact]
    public async Task Reserve_TheSameSaleFromTwoThreads_CountsOnceEachTime()
    {
        IRedemptionStore store = await CreateAsync();
        for (int race = 0; race < Races / 10; race++)
        {
            Reservation sale = new(new($"r{race}"), [Claim(LimitKey.OfCode($"slot-{race}"), 1, 9)], At(15));
            ReserveResult[] results = await Task.WhenAll(
                Task.Run(async () => await store.ReserveAsync(sale, Noon)),
                Task.Run(async () => await store.ReserveAsync(sale, Noon)));
            Assert.Equal([ReserveOutcome.Reserved, ReserveOutcome.Repeated], results.Select(r => r.Outcome).Order());
            Assert.Equal(1, (await Usage(store, LimitKey.OfCode($"slot-{race}"))).Held);
        }
    }
}
