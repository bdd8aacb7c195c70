using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Testing;

/// <summary>The laws of every redemption store, on random calls: it says what a naive one says, never grants beyond a limit, and does not care how journals arrive.</summary>
public abstract class RedemptionLawConformance
{
    private const int Sales = 10;
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly LimitKey Uses = LimitKey.OfOffer(new OfferId("dairy-20"));
    private static readonly LimitKey Budget = LimitKey.OfBudget("november");
    private static readonly LimitKey Code = LimitKey.OfCode("SAVE10");
    private static readonly (LimitKey Key, long Limit)[] Limits = [(Budget, 12), (Code, 1), (Uses, 4)];

    /// <summary>Random calls, each a number that is taken apart; a failing history is cut down call by call.</summary>
    private static Arbitrary<uint[]> Calls { get; } = Arb.From(
        Gen.Choose(0, 999_999).Select(i => (uint)i).ArrayOf(),
        calls => Enumerable.Range(0, calls.Length).Select(i => calls.Where((_, at) => at != i).ToArray()));

    /// <summary>How many random histories are tried.</summary>
    protected virtual int Histories => 500;

    /// <summary>Opens a store that knows nothing.</summary>
    protected abstract Task<IRedemptionStore> CreateAsync();

    [Fact]
    public void AnyCallsInAnyOrder_GiveWhatANaiveStoreGives_AndNeverGrantBeyondALimit() =>
        Check.One(Laws(), Prop.ForAll(Calls, calls => History(calls).GetAwaiter().GetResult()));

    [Fact]
    public void JournalsInAnyOrder_InAnyParts_HoweverOften_GiveTheSameState() =>
        Check.One(Laws(), Prop.ForAll(Calls, Gen.Choose(0, int.MaxValue).ToArbitrary(), (calls, seed) => Permutation(calls, seed).GetAwaiter().GetResult()));

    [Fact]
    public async Task ManyTillsAtOnce_NeverHoldOrUseMoreThanTheLimit()
    {
        IRedemptionStore store = await CreateAsync();
        long[] held = await Task.WhenAll(Enumerable.Range(0, 6).Select(till => Task.Run(async () =>
        {
            long granted = 0;
            for (int i = 0; i < 20; i++)
            {
                ReservationId id = new($"r{till}-{i}");
                if ((await store.ReserveAsync(new Reservation(id, [new LimitClaim(Uses, 1, 25), new LimitClaim(Budget, 3, 60)], Noon.AddHours(1)), Noon)).IsHeld)
                {
                    bool pays = i % 3 != 0;
                    granted += pays ? 1 : 0;
                    Assert.Empty((pays ? await store.ConfirmAsync(id, Noon) : await store.ReleaseAsync(id, Noon)).Conflicts);
                }
            }

            return granted;
        })));
        IReadOnlyList<LimitUsage> usage = await store.UsageAsync([Uses, Budget], Noon);
        Assert.Equal([new LimitUsage(20, 0, 0, 25), new LimitUsage(60, 0, 0, 60)], usage);
        Assert.Equal(20, held.Sum());
        Assert.Empty(await store.ConflictsAsync());
    }

    private static LimitClaim[] Claims(uint sale) =>
    [
        sale < 6 ? new(Uses, 1 + (sale % 2), 4) : new(Uses, 1 + (sale % 2), 4, new($"l{sale % 3}")),
        new(Budget, 2 + sale, 12),
        .. sale % 3 == 0 ? [new LimitClaim(Code, 1, 1)] : Array.Empty<LimitClaim>(),
    ];

    private static JournalEntry Entry(long sequence, uint call, uint sale, DateTimeOffset at)
    {
        ReservationId id = new($"s{sale}");
        return (call % 8) switch
        {
            0 => JournalEntry.Voided(sequence, at, id),
            1 => JournalEntry.Reduced(sequence, at, id, [new(Budget, call / 8 % 4)]),
            _ => JournalEntry.Redeemed(sequence, at, id, null, Claims(sale)),
        };
    }

    private Config Laws() => Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(60).WithReplay(20_261_122, 5);

    private async Task History(uint[] calls)
    {
        IRedemptionStore store = await CreateAsync();
        NaiveRedemptions naive = new();
        DateTimeOffset now = Noon;
        long sequence = 0;
        List<(TillId Till, JournalEntry Entry)> sent = [];
        foreach (uint call in calls)
        {
            uint sale = call / 16 % Sales;
            uint more = call / 16 / Sales;
            ReservationId id = new($"s{sale}");
            naive.Expire(now);
            RedemptionState before = naive.StateOf(id.Value);
            switch (call % 16)
            {
                case 0 or 1 or 2 or 3 when sale < 6:
                    Reservation wanted = new(id, Claims(sale), now.AddMinutes(10));
                    ReserveOutcome expected = naive.Reserve(wanted);
                    Assert.Equal(expected, (await store.ReserveAsync(wanted, now)).Outcome);
                    await NothingBeyond(store, now, expected == ReserveOutcome.Reserved ? Claims(sale).Select(c => c.Key) : []);
                    break;
                case 4 or 5:
                    naive.Confirm(id.Value, now);
                    Same(before, naive.StateOf(id.Value), await store.ConfirmAsync(id, now));
                    break;
                case 6:
                    naive.Release(id.Value);
                    Same(before, naive.StateOf(id.Value), await store.ReleaseAsync(id, now));
                    break;
                case 7:
                    naive.Void(id.Value);
                    Same(before, RedemptionState.Voided, await store.VoidAsync(id, now));
                    break;
                case 8:
                    LimitAmount remaining = new(more % 2 == 0 ? Budget : Uses, more / 2 % 4);
                    naive.Reduce(id.Value, remaining);
                    Same(before, before, await store.ReduceAsync(id, [remaining], now));
                    break;
                case 9 or 10:
                    Lease lease = new(new($"l{sale % 3}"), new("t"), Uses, 2, 4, now.AddMinutes(20));
                    LeaseResult granted = naive.Grant(lease);
                    Assert.Equal(granted, await store.LeaseAsync(lease, now));
                    await NothingBeyond(store, now, granted.Outcome == LeaseOutcome.Granted ? [Uses] : []);
                    break;
                case 11:
                    naive.Return($"l{sale % 3}");
                    await store.ReturnAsync(new($"l{sale % 3}"), now);
                    break;
                case 12 or 13:
                    sent.Add((new TillId($"t{more % 2}"), Entry(++sequence, more, sale, now.AddMinutes(-(more % 5)))));
                    await Send(store, naive, sent[^1], now);
                    break;
                case 14 when sent.Count > 0:
                    await Send(store, naive, sent[(int)(more % (uint)sent.Count)], now);
                    break;
                default:
                    now = now.AddMinutes(more % 7);
                    break;
            }

            naive.Expire(now);
            await Agree(store, naive, now);
        }
    }

    private async Task Permutation(uint[] calls, int seed)
    {
        List<(TillId Till, JournalEntry Entry)> entries = [];
        foreach (uint call in calls)
        {
            TillId till = new($"t{call % 3}");
            // A till pays a sale at one instant, and a sale is of one till.
            uint sale = call / 3 % Sales;
            entries.Add((till, Entry(entries.Count(e => e.Till == till) + 1, call / 3 / Sales, sale, Noon.AddMinutes(sale % 4))));
        }

        Random chance = new(seed);
        (TillId Till, JournalEntry Entry)[] shuffled = [.. entries, .. entries.Where(_ => chance.Next(3) == 0)];
        chance.Shuffle(shuffled);
        IRedemptionStore inOrder = await CreateAsync();
        IRedemptionStore other = await CreateAsync();
        foreach (IRedemptionStore store in new[] { inOrder, other })
        {
            for (int i = 0; i < 2; i++)
            {
                await store.LeaseAsync(new Lease(new($"l{i}"), new("t0"), Uses, 2, 4, Noon.AddHours(2)), Noon);
            }
        }

        foreach (IGrouping<TillId, (TillId Till, JournalEntry Entry)> till in entries.GroupBy(e => e.Till))
        {
            await inOrder.ApplyAsync(till.Key, [.. till.Select(e => e.Entry)], Noon.AddHours(1));
        }

        foreach ((TillId till, JournalEntry entry) in shuffled)
        {
            await other.ApplyAsync(till, [entry], Noon.AddHours(1));
        }

        LimitKey[] keys = [.. Limits.Select(l => l.Key)];
        Assert.Equal(await inOrder.UsageAsync(keys, Noon.AddHours(1)), await other.UsageAsync(keys, Noon.AddHours(1)));
        Assert.Equal(
            (await inOrder.ConflictsAsync()).Select(c => (c.Key, c.Reservation, c.PaidAt, c.Amount)),
            (await other.ConflictsAsync()).Select(c => (c.Key, c.Reservation, c.PaidAt, c.Amount)));
        for (uint sale = 0; sale < Sales; sale++)
        {
            Assert.Equal((await inOrder.ReleaseAsync(new($"s{sale}"), Noon)).After, (await other.ReleaseAsync(new($"s{sale}"), Noon)).After);
        }
    }

    private static async Task Send(IRedemptionStore store, NaiveRedemptions naive, (TillId Till, JournalEntry Entry) sent, DateTimeOffset now)
    {
        HashSet<(LimitKey, string)> before = [.. Limits.SelectMany(l => naive.Conflicts(l.Key, l.Limit))];
        naive.Apply(sent.Till, sent.Entry);
        SyncReport report = await store.ApplyAsync(sent.Till, [sent.Entry], now);
        Assert.Equal(Limits.SelectMany(l => naive.Conflicts(l.Key, l.Limit)).Where(c => !before.Contains(c)), report.Conflicts.Select(c => (c.Key, c.Reservation.Value)));
    }

    private static void Same(RedemptionState before, RedemptionState after, SettleResult result) => Assert.Equal((before, after), (result.Before, result.After));

    private static async Task NothingBeyond(IRedemptionStore store, DateTimeOffset now, IEnumerable<LimitKey> keys)
    {
        foreach ((LimitKey key, long limit) in Limits.Where(l => keys.Contains(l.Key)))
        {
            Assert.InRange((await store.UsageAsync([key], now))[0].Taken, 0, limit);
        }
    }

    private static async Task Agree(IRedemptionStore store, NaiveRedemptions naive, DateTimeOffset now)
    {
        IReadOnlyList<LimitUsage> usage = await store.UsageAsync([.. Limits.Select(l => l.Key)], now);
        IReadOnlyList<RedemptionConflict> conflicts = await store.ConflictsAsync();
        Assert.Equal(Limits.Select(l => naive.Usage(l.Key)), usage.Select(u => (u.Used, u.Held, u.Leased)));
        Assert.Equal(Limits.SelectMany(l => naive.Conflicts(l.Key, l.Limit)), conflicts.Select(c => (c.Key, c.Reservation.Value)));
        for (int i = 0; i < Limits.Length; i++)
        {
            // More is used than the limit allows only by so much as is reported.
            Assert.True(usage[i].Used - conflicts.Where(c => c.Key == Limits[i].Key).Sum(c => c.Amount) <= Limits[i].Limit);
        }
    }
}
