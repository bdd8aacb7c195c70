using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Ledger;

/// <summary>The slots of 100,000 guests: the workload's data and its published answer, the memory they take, and what a question allocates.</summary>
[Collection(nameof(Alone))]
public class ContactLedgerSizeTests
{
    /// <summary>Memory of the whole process is measured, so nothing else may run.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;


    private const int Guests = 100_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TryTake_HalfAMillionQuestions_GivesThePublishedAnswer()
    {
        ContactMatrix matrix = Sliding();
        ContactLedger ledger = new(new ContactGate(matrix), new Clock(), new() { ExpectedCustomers = Guests });
        MatrixCell[] cells = Cells(matrix);
        for (int guest = 0; guest < Guests; guest++)
        {
            SplitMix64 random = new(0x20000000UL + (ulong)guest);
            int contacts = random.Below(17);
            for (int i = 0; i < contacts; i++)
            {
                int second = random.Below(2_592_000);
                ledger.Record(new CustomerId(guest), cells[Cell(ref random)], Start.AddSeconds(second));
            }
        }

        SplitMix64 asked = new(5);
        int allowed = 0;
        ulong hash = 0;
        for (int i = 0; i < 500_000; i++)
        {
            CustomerId guest = new(asked.Below(Guests));
            bool taken = ledger.TryTake(guest, cells[Cell(ref asked)], Start.AddSeconds(2_592_000 + (i / 200)));
            allowed += taken ? 1 : 0;
            hash = (hash * 31) + (taken ? 0UL : 1UL);
        }

        Assert.Equal(57_804, allowed);
        Assert.Equal(0xf9ea20249584196aUL, hash);
    }

    [Fact]
    public void Record_EightContactsAGuest_TakeAtMost96Bytes()
    {
        ContactMatrix matrix = Sliding();
        MatrixCell[] cells = Cells(matrix);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ContactLedger ledger = new(new ContactGate(matrix), new Clock(), new() { ExpectedCustomers = Guests });
        for (int i = 0; i < 8 * Guests; i++)
        {
            ledger.Record(new CustomerId(i / 8), cells[i % cells.Length], Start.AddMinutes(i % 8));
        }

        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Guests;
        GC.KeepAlive(ledger);
        Assert.InRange(bytes, 80, 96);
    }

    [Fact]
    public void TryTake_AllowedOrRefused_AllocatesNothing()
    {
        ContactMatrix matrix = Sliding();
        MatrixCell cell = Cells(matrix)[0];
        ContactLedger ledger = new(new ContactGate(matrix), new Clock());
        int day = 0;
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            // A month later the old contacts are forgotten and their places used again.
            day += 40;
            Assert.True(ledger.TryTake(new(3), cell, Start.AddDays(day - 36_500)));
            Assert.False(ledger.TryTake(new(3), cell, Start.AddDays(day - 36_500).AddHours(1)));
            _ = ledger.Decide(new ContactRequest(new(3), cell.Partner, cell.Channel, cell.Kind, Start.AddDays(day - 36_500).AddHours(1)));
        }));
    }

    private static int Cell(ref SplitMix64 random) => (((random.Below(20) * 6) + random.Below(6)) * 5) + random.Below(5);

    private static MatrixCell[] Cells(ContactMatrix matrix) =>
        [.. from c in Enumerable.Range(0, 20) from k in Enumerable.Range(0, 6) from p in Enumerable.Range(0, 5) select matrix.Cell(new($"c{c}"), new($"k{k}"), new($"p{p}"))];

    private static ContactMatrix Sliding() => new(new()
    {
        Caps =
        [
            new() { Id = "day", Max = 1, Window = ContactWindow.Days(1) },
            new() { Id = "week", Max = 3, Window = ContactWindow.Days(7) },
            .. Enumerable.Range(0, 20).Select(c => new CapOptions { Id = $"c{c}", Channels = [new($"c{c}")], Max = 1, Window = ContactWindow.Days(7) }),
            .. Enumerable.Range(0, 6).Select(k => new CapOptions { Id = $"k{k}", Kinds = [new($"k{k}")], Max = 2, Window = ContactWindow.Days(7) }),
            new() { Id = "partner", Partners = CapPartners.Each, Max = 3, Window = ContactWindow.Days(30) },
        ],
    });
}
