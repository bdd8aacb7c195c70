using FsCheck;
using FsCheck.Fluent;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

/// <summary>Three tills that lease, sell, void, crash, sync and are late in any order: what they sold is what the store knows in the end.</summary>
public class OfflineRedemptionLawTests
{
    private static Arbitrary<int[]> Days { get; } = Arb.From(
        Gen.Choose(0, 9_999).ArrayOf(), static day => Enumerable.Range(0, day.Length).Select(i => day.Where((_, at) => at != i).ToArray()));

    [Fact]
    public void AnyDayOfThreeTills_EndsWithEverySaleOnce_AndBeyondTheLimitOnlyWhatWasLate() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(50).WithReplay(20_261_122, 9),
        Prop.ForAll(Days, static day => Day(day).GetAwaiter().GetResult()));

    private static async Task Day(int[] calls)
    {
        using Desk shop = new();
        MemoryRedemptionStore store = new();
        TillJournal[] journals = [.. Enumerable.Range(0, 3).Select(i => shop.Journal($"till-{i}"))];
        HashSet<string> paid = [];
        List<ReservationId> late = [];
        int number = 0;
        foreach (int call in calls)
        {
            int t = call % 3;
            OfflineRedemptionDesk till = shop.Offline(journals[t]);
            switch (call / 3 % 10)
            {
                case 0 or 1:
                    await till.LeaseAsync(store, Desk.DairyUses, 1 + (call / 30 % 2));
                    break;
                case 2 or 3 or 4 or 5:
                    (PricedBasket priced, Basket basket) = shop.Milk($"guest-{++number}");
                    if (till.Reserve(new($"r{number}"), priced, basket).Ticket is { } ticket)
                    {
                        shop.Time.Now += TimeSpan.FromHours(call % 7 == 0 ? 25 : 0);
                        till.Confirm(ticket);
                        paid.Add($"r{number}");
                    }

                    break;
                case 6 when paid.Count > 0:
                    string gone = paid.Order(StringComparer.Ordinal).ElementAt(call / 30 % paid.Count);
                    paid.Remove(gone);
                    till.Void(new(gone));
                    break;
                case 7:
                    late.AddRange((await till.SyncAsync(store)).Late);
                    break;
                case 8:
                    late.AddRange((await till.ReturnAsync(store)).Late);
                    break;
                default:
                    journals[t].Dispose();
                    File.AppendAllBytes(shop.PathOf($"till-{t}"), [7, 0, 0, 0, 1, 2]);
                    journals[t] = shop.Journal($"till-{t}");
                    Assert.Equal(6, journals[t].TornBytes);
                    break;
            }
        }

        foreach (int t in new[] { 2, 0, 1, 0 })
        {
            late.AddRange((await shop.Offline(journals[t]).SyncAsync(store)).Late);
            Assert.Equal(journals[t].LastSequence, journals[t].AcknowledgedThrough);
        }

        LimitUsage usage = (await store.UsageAsync([Desk.DairyUses], shop.Time.Now.AddDays(2)))[0];
        Assert.Equal((paid.Count, 0, 0), ((int)usage.Used, (int)usage.Held, (int)usage.Leased));
        IReadOnlyList<RedemptionConflict> conflicts = await store.ConflictsAsync();
        Assert.Equal(Math.Max(0, paid.Count - 3), conflicts.Count);
        Assert.True(late.Count > 0 || conflicts.Count == 0, "A limit was exceeded although every sale was paid out of a lease in time.");
    }
}
