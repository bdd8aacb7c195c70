using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Internal;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Ledger;

/// <summary>Batches against lists that are counted by name and never forget.</summary>
public class ContactLedgerBatchOracleTests
{
    private const int Guests = 70;
    private static readonly PartnerId[] Partners = [new("a"), new("b"), new("c")];
    private static readonly DateTimeOffset Start = Given.At("2026-01-01T00:00Z");

    private static readonly CapOptions[] Caps =
    [
        new() { Id = "hour", Channels = [Channel.Email], Max = 2, Window = ContactWindow.Hours(1) },
        new() { Id = "day", Max = 9, Window = ContactWindow.Days(1) },
        new() { Id = "own", Partners = CapPartners.Each, Max = 12, Window = ContactWindow.Days(4) },
        new() { Id = "many", Max = 30, Window = ContactWindow.Days(5) },
    ];

    [Fact]
    public void TryTake_BatchesWithSlotsRecordsAndClocksThatRunBack_SaysWhatCountingListsSays()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            SplitMix64 random = new(SplitMix64.Mix(seed));
            ContactMatrix matrix = new(new() { Caps = Caps });
            // The longest step back and the longest window together are less than what is remembered.
            ContactLedger ledger = new(new ContactGate(matrix), new Clock { Now = Start.AddYears(3) }, new() { LoadPeriod = TimeSpan.FromDays(9), ExpectedCustomers = random.Below(3) * 50 });
            List<(MatrixCell Cell, DateTimeOffset At)>[] lists = [.. Enumerable.Range(0, Guests).Select(_ => new List<(MatrixCell, DateTimeOffset)>())];
            double day = 0;
            for (int round = 0; round < 12; round++)
            {
                day += random.Below(4);
                ContactAsk[] asks = Asks(ref random, matrix, day);
                bool[] expected = [.. asks.Select(a => Take(lists[a.Customer.Index], a))];
                bool[] actual = new bool[asks.Length];
                if (ledger.TryTake(asks, actual) != expected.Count(t => t) || !actual.SequenceEqual(expected))
                {
                    return false.Label($"round {round}: question {actual.Zip(expected).TakeWhile(b => b.First == b.Second).Count()} of {asks.Length}");
                }

                Meanwhile(ref random, ledger, matrix, lists, day);
            }

            return true.Label("");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property);
    }

    [Fact]
    public void PackedAsk_AnyGuestAndPlace_GivesBackWhatWasPacked()
    {
        foreach (int customer in (int[])[0, 1, 77, CustomerId.MaxIndex])
        {
            foreach (bool plain in (bool[])[true, false])
            {
                PackedAsk.Put(out PackedAsk ask, long.MaxValue, customer, ushort.MaxValue, ushort.MaxValue, plain);
                Assert.Equal((long.MaxValue, customer, ushort.MaxValue, ushort.MaxValue, plain), (ask.Ticks, ask.Customer, ask.Cell, ask.Place, ask.IsPlain));
            }
        }
    }

    private static ContactAsk[] Asks(ref SplitMix64 random, ContactMatrix matrix, double day)
    {
        ContactAsk[] asks = new ContactAsk[1 + random.Below(random.Below(3) == 0 ? 900 : 60)];
        int guests = 1 + random.Below(Guests);
        for (int i = 0; i < asks.Length; i++)
        {
            // Most a little later than the one before, some up to three days back.
            DateTimeOffset at = Start.AddDays(day).AddSeconds(i).AddHours(random.Below(5) == 0 ? -random.Below(72) : 0);
            asks[i] = new(new(random.Below(guests)), Cell(ref random, matrix), at, random.Below(30) == 0 ? GuestZone.Unknown : default)
            {
                Guest = random.Below(20) == 0 ? new GuestFacts { HistoryIsKnown = random.Below(2) == 0 } : null,
            };
        }

        return asks;
    }

    private static bool Take(List<(MatrixCell Cell, DateTimeOffset At)> list, ContactAsk ask)
    {
        bool allowed = !ask.Zone.IsUnknown && ask.Guest is not { HistoryIsKnown: false }
            && Caps.Where(c => Concerns(c, ask.Cell)).All(c => Asking(c, ask.Cell).All(p => list.Count(s => s.At > ask.At - c.Window.Length && Concerns(c, s.Cell) && (!c.Partners.IsEach || Of(s.Cell).Contains(p))) < c.Max));
        if (allowed)
        {
            list.Add((ask.Cell, ask.At));
        }

        return allowed;
    }

    /// <summary>What else happens to guests between two batches: contacts from elsewhere, slots that are held, confirmed or given back, and erasure.</summary>
    private static void Meanwhile(ref SplitMix64 random, ContactLedger ledger, ContactMatrix matrix, List<(MatrixCell Cell, DateTimeOffset At)>[] lists, double day)
    {
        for (int i = 0; i < 40; i++)
        {
            CustomerId guest = new(random.Below(Guests));
            MatrixCell cell = Cell(ref random, matrix);
            DateTimeOffset at = Start.AddDays(day).AddMinutes(-random.Below(3 * 24 * 60));
            switch (random.Below(8))
            {
                case 0:
                    ledger.Erase(guest);
                    lists[guest.Index].Clear();
                    break;
                case 1:
                    ContactRequest request = new(guest, cell.Partner, cell.Channel, cell.Kind, at) { Carried = cell.Carried };
                    bool held = ledger.Reserve($"m{day}-{i}", request).Decision.IsAllowed;
                    bool released = random.Below(2) == 0 && ledger.Release(guest, $"m{day}-{i}").IsChanged;
                    if (held && !released)
                    {
                        lists[guest.Index].Add((cell, at));
                        _ = random.Below(2) == 0 ? ledger.Confirm(guest, $"m{day}-{i}") : default;
                    }

                    break;
                default:
                    ledger.Record(guest, cell, at);
                    lists[guest.Index].Add((cell, at));
                    break;
            }
        }

        if (random.Below(4) == 0)
        {
            ledger.Forget(Start.AddDays(day));
        }
    }

    private static MatrixCell Cell(ref SplitMix64 random, ContactMatrix matrix) => matrix.Cell(
        random.Below(2) == 0 ? Channel.Email : Channel.Sms, ContactKind.Promo, Partners[random.Below(3)], random.Below(15) == 0 ? [Partners[random.Below(3)]] : []);

    private static bool Concerns(CapOptions cap, MatrixCell cell) => cap.Channels.Contains(cell.Channel) || cap.Channels.Contains(new("*"));

    private static PartnerId[] Asking(CapOptions cap, MatrixCell cell) => cap.Partners.IsEach ? Of(cell) : [cell.Partner];

    private static PartnerId[] Of(MatrixCell cell) => [cell.Partner, .. cell.Carried];
}
