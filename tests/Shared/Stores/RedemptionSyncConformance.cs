using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Testing;

/// <summary>What every redemption store makes of tills' journals.</summary>
public abstract class RedemptionSyncConformance
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly LimitKey Dairy = LimitKey.OfOffer(new OfferId("dairy-20"));
    private static readonly LimitKey Budget = LimitKey.OfBudget("november");
    private static readonly LimitKey Code = LimitKey.OfCode("SAVE10");
    private static readonly TillId One = new("till-1");
    private static readonly TillId Two = new("till-2");

    /// <summary>Opens a store that knows nothing.</summary>
    protected abstract Task<IRedemptionStore> CreateAsync();

    private static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

    private static JournalEntry Sale(long sequence, string id, params LimitClaim[] claims) => JournalEntry.Redeemed(sequence, At((int)sequence), new(id), null, claims);

    private static async Task<LimitUsage> Usage(IRedemptionStore store, LimitKey key, int minute = 30) => (await store.UsageAsync([key], At(minute)))[0];

    [Fact]
    public async Task TheSameReceipt_SyncedTwice_HasOneEffect()
    {
        IRedemptionStore store = await CreateAsync();
        JournalEntry[] journal = [Sale(1, "r1", new LimitClaim(Dairy, 1, 9)), Sale(2, "r2", new LimitClaim(Dairy, 1, 9))];
        SyncReport first = await store.ApplyAsync(One, journal, At(20));
        Assert.Equal((2, 0, 2L), (first.Applied, first.Repeated, first.AcknowledgedThrough));
        SyncReport again = await store.ApplyAsync(One, journal, At(21));
        Assert.Equal((0, 2, 2L), (again.Applied, again.Repeated, again.AcknowledgedThrough));
        Assert.Empty(first.Late.Concat(again.Late));
        Assert.Empty(first.Suspicious.Concat(again.Suspicious));
        Assert.Equal(new LimitUsage(2, 0, 0, 9), await Usage(store, Dairy));
    }

    [Fact]
    public async Task TheSameReceipt_UnderAnotherNumberOrTill_HasOneEffect()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ApplyAsync(One, [Sale(1, "r1", new LimitClaim(Dairy, 1, 9))], At(20));
        Assert.Equal(1, (await store.ApplyAsync(One, [Sale(2, "r1", new LimitClaim(Dairy, 1, 9))], At(20))).Applied);
        Assert.Equal(1, (await store.ApplyAsync(Two, [Sale(1, "r1", new LimitClaim(Dairy, 1, 9))], At(20))).Applied);
        Assert.Equal(1, (await Usage(store, Dairy)).Used);
    }

    [Fact]
    public async Task TheSameReceipt_SyncedOutOfOrderOrAfterAVoid_HasOneEffect()
    {
        JournalEntry[] journal =
        [
            Sale(1, "r1", new LimitClaim(Budget, 100, 1000), new LimitClaim(Code, 1, 1)),
            JournalEntry.Reduced(2, At(2), new("r1"), [new(Budget, 40)]),
            JournalEntry.Voided(3, At(3), new("r2")),
            Sale(4, "r2", new LimitClaim(Budget, 7, 1000)),
        ];
        foreach (int[] order in new int[][] { [0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 1, 3, 0], [1, 1, 0, 0, 3, 2, 3] })
        {
            IRedemptionStore store = await CreateAsync();
            foreach (int i in order)
            {
                await store.ApplyAsync(One, [journal[i]], At(20));
            }

            Assert.Equal([new LimitUsage(40, 0, 0, 1000), new LimitUsage(1, 0, 0, 1)], await store.UsageAsync([Budget, Code], At(30)));
            Assert.Equal(4, (await store.ApplyAsync(One, journal, At(21))).AcknowledgedThrough);
        }
    }

    [Fact]
    public async Task TheSameCoupon_OnTwoOfflineTills_BothSalesStand_OneConflict()
    {
        IRedemptionStore store = await CreateAsync();
        SyncReport two = await store.ApplyAsync(Two, [Sale(5, "second", new LimitClaim(Code, 1, 1))], At(20));
        Assert.Empty(two.Conflicts);
        SyncReport one = await store.ApplyAsync(One, [Sale(3, "first", new LimitClaim(Code, 1, 1))], At(21));
        RedemptionConflict expected = new(Code, new("second"), At(5), Two, 1);
        Assert.Equal([expected], one.Conflicts);
        Assert.Equal([expected], await store.ConflictsAsync());
        Assert.Equal(2, (await Usage(store, Code)).Used);
        Assert.Empty((await store.ApplyAsync(One, [Sale(3, "first", new LimitClaim(Code, 1, 1))], At(22))).Conflicts);
    }

    [Fact]
    public async Task Conflicts_OfABudget_AreTheLastPayments_WhateverTheOrder()
    {
        foreach (long[] order in new long[][] { [1, 2, 3, 4], [4, 3, 2, 1], [2, 4, 1, 3] })
        {
            IRedemptionStore store = await CreateAsync();
            foreach (long i in order)
            {
                await store.ApplyAsync(One, [Sale(i, $"r{i}", new LimitClaim(Budget, 60, 150))], At(20));
            }

            Assert.Equal([new("r3"), new ReservationId("r4")], (await store.ConflictsAsync()).Select(c => c.Reservation));
            Assert.Equal(new LimitUsage(240, 0, 0, 150), await Usage(store, Budget));
        }
    }

    [Fact]
    public async Task Conflicts_PaidAtTheSameInstant_AreInOrderOfTheIds_AndOfTheLimits()
    {
        IRedemptionStore store = await CreateAsync();
        LimitKey accented = LimitKey.OfCode("Éclair");
        foreach (string id in new[] { "b", "B", "a-1", "é" })
        {
            await store.ApplyAsync(new TillId("till " + id), [Sale(1, id, new LimitClaim(Code, 1, 2), new LimitClaim(accented, 1, 3))], At(20));
        }

        Assert.Equal(
            [(Code, "b"), (Code, "é"), (accented, "é")],
            (await store.ConflictsAsync()).Select(c => (c.Key, c.Reservation.Value)));
    }

    [Fact]
    public async Task Acknowledged_IsWhatIsThereWithoutAGap()
    {
        IRedemptionStore store = await CreateAsync();
        Assert.Equal(0, (await store.ApplyAsync(One, [], At(20))).AcknowledgedThrough);
        Assert.Equal(0, (await store.ApplyAsync(One, [Sale(3, "r3", new LimitClaim(Dairy, 1, 9)), Sale(2, "r2", new LimitClaim(Dairy, 1, 9))], At(20))).AcknowledgedThrough);
        Assert.Equal(0, (await store.ApplyAsync(Two, [], At(20))).AcknowledgedThrough);
        Assert.Equal(3, (await store.ApplyAsync(One, [Sale(1, "r1", new LimitClaim(Dairy, 1, 9))], At(20))).AcknowledgedThrough);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ApplyAsync(default, [], At(20)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ApplyAsync(One, [Sale(4, "r4", new LimitClaim(Dairy, 1, 9)), null!], At(20)));
        Assert.Equal(3, (await Usage(store, Dairy)).Used);
    }

    [Fact]
    public async Task Redeemed_OfAReservedSale_Confirms()
    {
        IRedemptionStore store = await CreateAsync();
        LimitClaim claim = new(Dairy, 1, 1);
        await store.ReserveAsync(new Reservation(new("r1"), [claim], At(15)), Noon);
        SyncReport report = await store.ApplyAsync(One, [Sale(1, "r1", claim)], At(2));
        Assert.Empty(report.Late);
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(store, Dairy, 3));
        Assert.False((await store.ConfirmAsync(new("r1"), At(4))).IsChanged);
    }

    [Fact]
    public async Task Redeemed_OfAnExpiredReservation_CountsLate()
    {
        IRedemptionStore store = await CreateAsync();
        LimitClaim claim = new(Dairy, 1, 1);
        await store.ReserveAsync(new Reservation(new("r1"), [claim], At(15)), Noon);
        SyncReport report = await store.ApplyAsync(One, [Sale(1, "r1", claim)], At(15));
        Assert.Equal([new("r1")], report.Late);
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(store, Dairy, 30));
    }

    [Fact]
    public async Task Redeemed_WithOtherClaims_IsReported_AndWhatWasKnownIsPaid()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ReserveAsync(new Reservation(new("r1"), [new LimitClaim(Budget, 10, 100)], At(15)), Noon);
        SyncReport report = await store.ApplyAsync(One, [Sale(1, "r1", new LimitClaim(Budget, 11, 100), new LimitClaim(Code, 1, 1))], At(2));
        Assert.Equal([new SyncContradiction(1, new("r1"), ContradictionKind.OtherContent)], report.Suspicious);
        Assert.Equal([new LimitUsage(10, 0, 0, 100), default], await store.UsageAsync([Budget, Code], At(3)));
    }

    [Fact]
    public async Task ANumberUsedTwice_LosesNoSale()
    {
        IRedemptionStore store = await CreateAsync();
        await store.ApplyAsync(One, [Sale(1, "r1", new LimitClaim(Dairy, 1, 9))], At(2));
        SyncReport report = await store.ApplyAsync(One, [JournalEntry.Redeemed(1, At(3), new("r2"), null, [new LimitClaim(Dairy, 1, 9)])], At(4));
        Assert.Equal([new SyncContradiction(1, new("r2"), ContradictionKind.NumberUsedTwice)], report.Suspicious);
        Assert.Equal((1, 0), (report.Applied, report.Repeated));
        Assert.Equal(2, (await Usage(store, Dairy)).Used);
    }

    [Fact]
    public async Task ALease_PaysForWhatItsTillSold()
    {
        IRedemptionStore store = await CreateAsync();
        await store.LeaseAsync(new Lease(new("l1"), One, Dairy, 3, 3, At(60)), Noon);
        LimitClaim leased = new(Dairy, 1, 3, new("l1"));
        SyncReport report = await store.ApplyAsync(One, [Sale(1, "r1", leased), Sale(2, "r2", leased)], At(20));
        Assert.Empty(report.Late);
        Assert.Equal(new LimitUsage(2, 0, 1, 3), await Usage(store, Dairy));
        Assert.Empty(report.Conflicts);
    }

    [Fact]
    public async Task ALease_ThatHasEnded_IsTooSmall_OrForAnotherLimit_MakesTheSaleLate_NotLost()
    {
        IRedemptionStore store = await CreateAsync();
        await store.LeaseAsync(new Lease(new("l1"), One, Dairy, 3, 9, At(60)), Noon);
        LimitClaim two = new(Dairy, 2, 9, new("l1"));
        Assert.Equal([new("r2")], (await store.ApplyAsync(One, [Sale(1, "r1", two), Sale(2, "r2", two)], At(20))).Late);
        Assert.Equal(new LimitUsage(4, 0, 0, 9), await Usage(store, Dairy));
        Assert.Equal([new("r3")], (await store.ApplyAsync(One, [Sale(3, "r3", two)], At(61))).Late);
        Assert.Equal([new("r4")], (await store.ApplyAsync(One, [Sale(4, "r4", new LimitClaim(Dairy, 1, 9, new("unknown")))], At(61))).Late);
        await store.LeaseAsync(new Lease(new("l2"), One, Budget, 1, 9, At(90)), At(62));
        Assert.Equal([new("r5")], (await store.ApplyAsync(One, [Sale(5, "r5", new LimitClaim(Dairy, 1, 9, new("l2")))], At(63))).Late);
        Assert.Equal([new LimitUsage(8, 0, 0, 9), new LimitUsage(0, 0, 1, 9)], await store.UsageAsync([Dairy, Budget], At(64)));
        Assert.Empty(await store.ConflictsAsync());
    }

    [Fact]
    public async Task ALease_PaysForASaleThatAnotherTillRecorded()
    {
        IRedemptionStore store = await CreateAsync();
        await store.LeaseAsync(new Lease(new("l1"), One, Dairy, 3, 9, At(60)), Noon);
        Assert.Empty((await store.ApplyAsync(Two, [Sale(1, "r1", new LimitClaim(Dairy, 1, 9, new("l1")))], At(20))).Late);
        Assert.Equal(new LimitUsage(1, 0, 2, 9), await Usage(store, Dairy));
    }

    [Fact]
    public async Task ADeadTillsLease_GoesToAnother_AndWhatItsJournalBringsLaterIsAConflict()
    {
        IRedemptionStore store = await CreateAsync();
        await store.LeaseAsync(new Lease(new("l1"), One, Dairy, 1, 1, At(10)), Noon);
        await store.LeaseAsync(new Lease(new("l2"), Two, Dairy, 1, 1, At(60)), At(10));
        Assert.Empty((await store.ApplyAsync(Two, [JournalEntry.Redeemed(1, At(11), new("second"), null, [new LimitClaim(Dairy, 1, 1, new("l2"))])], At(20))).Conflicts);
        SyncReport revived = await store.ApplyAsync(One, [JournalEntry.Redeemed(1, At(9), new("first"), null, [new LimitClaim(Dairy, 1, 1, new("l1"))])], At(30));
        Assert.Equal([new("first")], revived.Late);
        Assert.Equal([new("second")], revived.Conflicts.Select(c => c.Reservation));
        Assert.Equal(2, (await Usage(store, Dairy)).Used);
    }

    [Fact]
    public async Task ALease_IsDrawnAlike_WhetherTheVoidComesBeforeOrAfter()
    {
        JournalEntry sale = Sale(1, "r1", new LimitClaim(Dairy, 1, 1, new("l1")));
        JournalEntry gone = JournalEntry.Voided(2, At(2), new("r1"));
        foreach (JournalEntry[] order in new JournalEntry[][] { [sale, gone], [gone, sale] })
        {
            IRedemptionStore store = await CreateAsync();
            await store.LeaseAsync(new Lease(new("l1"), One, Dairy, 1, 1, At(60)), Noon);
            await store.ApplyAsync(One, order, At(20));
            Assert.Equal(new LimitUsage(0, 0, 0, 1), await Usage(store, Dairy));
        }
    }

    [Fact]
    public async Task AnErasedGuest_DoesNotComeBackWithARepetition()
    {
        IRedemptionStore store = await CreateAsync();
        LimitKey annas = LimitKey.OfGuest(new OfferId("dairy-20"), "anna");
        LimitClaim[] claims = [new(annas, 1, 3), new(Dairy, 1, 9)];
        JournalEntry Entry(long sequence) => JournalEntry.Redeemed(sequence, At(1), new("r1"), "anna", claims);
        await store.ApplyAsync(One, [Entry(1)], At(20));
        await store.EraseAsync("anna");
        SyncReport again = await store.ApplyAsync(One, [Entry(1), Entry(2), JournalEntry.Redeemed(1, At(1), new("r1"), null, [claims[1]])], At(21));
        Assert.Empty(again.Suspicious);
        Assert.Equal([default, new LimitUsage(1, 0, 0, 9)], await store.UsageAsync([annas, Dairy], At(22)));
        Assert.Equal(0, await store.EraseAsync("anna"));
    }
}
