using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Testing;

/// <summary>A store answers every call as the store in memory does, in whatever order the calls come.</summary>
public abstract class RedemptionStoreAgreement
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly string?[] Guests = [null, "anna", "boris"];
    private static readonly TillId[] Tills = [new("till-1"), new("till-2")];

    /// <summary>How many stories are told; each of sixty calls.</summary>
    protected virtual int Stories => 60;

    /// <summary>Opens a store that knows nothing.</summary>
    protected abstract Task<IRedemptionStore> CreateAsync();

    [Fact]
    public async Task Store_AnswersAsTheOneInMemory_OverRandomStories()
    {
        for (int story = 0; story < Stories; story++)
        {
            SplitMix64 chance = new((ulong)story);
            IRedemptionStore store = await CreateAsync();
            IRedemptionStore memory = new MemoryRedemptionStore();
            DateTimeOffset now = Noon;
            for (int step = 0; step < 60; step++)
            {
                now = now.AddMinutes(chance.Below(4));
                (string name, Func<IRedemptionStore, Task<string>> call) = Call(ref chance, now);
                string expected = await call(memory);
                string found = await call(store);
                Assert.True(expected == found, $"Story {story}, step {step}, {name}:\nexpected {expected}\nfound    {found}");
                Assert.Equal(await State(memory, now), await State(store, now));
            }
        }
    }

    [Fact]
    public async Task WhatWasFoundExpiredOnOneLimit_IsExpiredAsAWhole_EvenWhenTheClockGoesBack()
    {
        IRedemptionStore store = await CreateAsync();
        LimitKey[] keys = [LimitKey.OfCode("CODE"), LimitKey.OfBudget("b")];
        LimitClaim[] claims = [new(keys[0], 1, 2), new(keys[1], 5, 10)];
        await store.ReserveAsync(new Reservation(new("r1"), claims, Noon.AddMinutes(15)), Noon);
        await store.ReserveAsync(new Reservation(new("r2"), claims, Noon.AddMinutes(15)), Noon);
        Assert.Equal(0, (await store.UsageAsync([keys[0]], Noon.AddMinutes(20)))[0].Held);
        Assert.Equal(ReserveOutcome.Reserved, (await store.ReserveAsync(new Reservation(new("r1"), claims, Noon.AddMinutes(30)), Noon.AddMinutes(5))).Outcome);
        SettleResult late = await store.ConfirmAsync(new("r2"), Noon.AddMinutes(5));
        Assert.Equal((RedemptionState.Expired, true), (late.Before, late.IsLate));
        Assert.Equal([new LimitUsage(1, 1, 0, 2), new LimitUsage(5, 5, 0, 10)], await store.UsageAsync(keys, Noon.AddMinutes(6)));
    }

    private static LimitKey[] Keys(string? guest) =>
    [
        LimitKey.OfOffer(new OfferId("o")), LimitKey.OfCode("CODE"), LimitKey.OfBudget("b"),
        LimitKey.OfGuest(new OfferId("o"), guest ?? "anna"),
    ];

    private static (string Name, Func<IRedemptionStore, Task<string>> Call) Call(ref SplitMix64 chance, DateTimeOffset now)
    {
        ReservationId id = new(string.Create(CultureInfo.InvariantCulture, $"r{chance.Below(8)}"));
        LeaseId lease = new(string.Create(CultureInfo.InvariantCulture, $"l{chance.Below(4)}"));
        TillId till = Tills[chance.Below(2)];
        string? guest = Guests[chance.Below(3)];
        switch (chance.Below(16))
        {
            case 0 or 1 or 2 or 3:
                Reservation reservation = new(id, Claims(ref chance, guest, []), now.AddMinutes(1 + chance.Below(10)), guest, till);
                return ($"reserve {id}", async s => Show(await s.ReserveAsync(reservation, now)));
            case 4 or 5:
                return ($"confirm {id}", async s => Show(await s.ConfirmAsync(id, now)));
            case 6:
                return ($"release {id}", async s => Show(await s.ReleaseAsync(id, now)));
            case 7:
                return ($"void {id}", async s => Show(await s.VoidAsync(id, now)));
            case 8:
                LimitAmount[] bounds = Bounds(ref chance, guest);
                return ($"reduce {id}", async s => Show(await s.ReduceAsync(id, bounds, now)));
            case 9:
                Lease wanted = new(lease, till, Keys(null)[chance.Below(3)], 1 + chance.Below(3), 4, now.AddMinutes(1 + chance.Below(10)));
                return ($"lease {lease}", async s => (await s.LeaseAsync(wanted, now)).ToString());
            case 10:
                return ($"return {lease}", async s => (await s.ReturnAsync(lease, now)).ToString());
            case 11 or 12 or 13:
                JournalEntry[] entries = [.. Entries(ref chance, now)];
                return ($"apply {string.Join(", ", entries.Select(e => $"{e.Sequence} {e.Kind} {e.Id}"))}", async s => Show(await s.ApplyAsync(till, entries, now)));
            case 14:
                return ($"erase {guest}", async s => (await s.EraseAsync(guest ?? "nobody")).ToString(CultureInfo.InvariantCulture));
            default:
                DateTimeOffset before = now.AddMinutes(-chance.Below(20));
                return ($"forget {before:t}", async s => (await s.ForgetAsync(before)).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static LimitClaim[] Claims(ref SplitMix64 chance, string? guest, LeaseId[] leases)
    {
        List<LimitClaim> claims = [];
        foreach (LimitKey key in Keys(guest))
        {
            if ((key.Guest is null || key.Guest == guest) && chance.Below(2) == 0)
            {
                LeaseId lease = leases.Length > 0 && key.Guest is null ? leases[chance.Below(leases.Length)] : default;
                claims.Add(new LimitClaim(key, 1 + chance.Below(2), 2 + chance.Below(3), lease));
            }
        }

        return claims.Count > 0 ? [.. claims] : [new LimitClaim(LimitKey.OfCode("CODE"), 1, 3)];
    }

    private static LimitAmount[] Bounds(ref SplitMix64 chance, string? guest) => [new(Keys(guest)[chance.Below(4)], chance.Below(2))];

    private static List<JournalEntry> Entries(ref SplitMix64 chance, DateTimeOffset now)
    {
        List<JournalEntry> entries = [];
        int count = 1 + chance.Below(4);
        for (int i = 0; i < count; i++)
        {
            long sequence = 1 + chance.Below(12);
            ReservationId id = new(string.Create(CultureInfo.InvariantCulture, $"r{chance.Below(8)}"));
            DateTimeOffset at = now.AddMinutes(-chance.Below(3));
            string? guest = Guests[chance.Below(3)];
            entries.Add(chance.Below(5) switch
            {
                0 => JournalEntry.Voided(sequence, at, id),
                1 => JournalEntry.Reduced(sequence, at, id, Bounds(ref chance, guest)),
                _ => JournalEntry.Redeemed(sequence, at, id, guest, Claims(ref chance, guest, [default, new("l0"), new("l1")])),
            });
        }

        return entries;
    }

    private static async Task<string> State(IRedemptionStore store, DateTimeOffset now)
    {
        LimitKey[] keys = [.. Keys("anna"), .. Keys("boris")];
        return Show(await store.ConflictsAsync()) + string.Join(", ", (await store.UsageAsync(keys, now)).Select(u => u.ToString()));
    }

    private static string Show(ReserveResult r) => $"{r.Outcome} {r.State} {r.ExpiresAt:O} {string.Join(", ", r.Reached)}";

    private static string Show(SettleResult r) => $"{r.Before} {r.After} {Show(r.Conflicts)}";

    private static string Show(SyncReport r) =>
        $"{r.Applied} {r.Repeated} {r.AcknowledgedThrough} late {string.Join(", ", r.Late)} {Show(r.Conflicts)} {string.Join(", ", r.Suspicious)}";

    private static string Show(IReadOnlyList<RedemptionConflict> conflicts) => $"conflicts [{string.Join(", ", conflicts)}] ";
}
