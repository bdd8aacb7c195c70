using System.Diagnostics;
using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Sqlite.Contacts;
using Loyalty.Storage.Sqlite.Internal;
using Loyalty.Storage.Sqlite.Redemption;
using static Loyalty.Storage.Sqlite.Tests.Contacts.ContactChild;
using static Loyalty.Testing.ContactPartner;

namespace Loyalty.Storage.Sqlite.Tests.Contacts;

public sealed class SqliteContactDurabilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Kill_BetweenReserveAndConfirm_LosesNothing_AndTheSlotExpires()
    {
        List<string> said;
        using (Process partner = ContactChild.Start(Sends, folder.File()))
        {
            said = await KillAsync(partner);
        }

        HandClock clock = new(Noon);
        using SqliteContactLedger ledger = Open(folder.File(), clock);
        await IsKeptAsync(said, ledger, clock);
    }

    [Fact]
    public async Task TwoProcesses_OneSlot_ManyTimes_OneWinnerEach()
    {
        int races = Races(1000);
        using SqliteContactLedger ledger = Open(folder.File());
        using Process child = ContactChild.Start(races.ToString(CultureInfo.InvariantCulture), folder.File());
        await RaceAsync(child, ledger, races);
    }

    [Fact]
    public async Task FullDisk_ChangesNothing_AndSaysSo()
    {
        using SqliteContactLedger ledger = Open(folder.File(), storage: new SqliteStorageOptions { MaxBytes = 256 * 1024 });
        int batches = 0;
        SqliteStorageException? full = null;
        while (full is null)
        {
            try
            {
                await ledger.ReserveAsync([.. Enumerable.Range(0, 50).Select(i => new SlotRequest(Guest((batches * 50) + i), "m", Request))]);
                batches++;
            }
            catch (SqliteStorageException e)
            {
                full = e;
            }
        }

        Assert.Equal(SqliteStorageFault.Full, full.Fault);
        Assert.Contains(folder.File(), full.Message, StringComparison.Ordinal);
        Assert.True(batches > 0);
        Assert.Single(await ledger.HistoryAsync(Guest((batches * 50) - 1)));
        for (int i = 0; i < 50; i++)
        {
            Assert.Empty(await ledger.HistoryAsync(Guest((batches * 50) + i)));
        }
    }

    [Fact]
    public async Task FileThatMayOnlyBeRead_SaysSo()
    {
        Assert.SkipWhen(Environment.UserName == "root", "The superuser may write to every file.");
        Open(folder.File()).Dispose();
        File.SetAttributes(folder.File(), FileAttributes.ReadOnly);
        SqliteStorageException refused = await Assert.ThrowsAsync<SqliteStorageException>(async () =>
        {
            using SqliteContactLedger ledger = Open(folder.File());
            await ledger.ReserveAsync("anna", "m", Request);
        });
        Assert.Equal(SqliteStorageFault.Unreachable, refused.Fault);
    }

    [Fact]
    public async Task LedgerAndRedemptions_ShareAFile()
    {
        using SqliteContactLedger ledger = Open(folder.File());
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(folder.File());
        Assert.True((await ledger.ReserveAsync("anna", "m", Request)).Decision.IsAllowed);
        Assert.True((await store.VoidAsync(new("r1"), Noon)).IsChanged);
        using SqliteContactLedger again = Open(folder.File());
        Assert.True((await again.ReserveAsync("anna", "m", Request)).IsRepeated);
    }

    [Fact]
    public void FileOfANewerPackage_IsRefused_AndLeftAlone()
    {
        Open(folder.File()).Dispose();
        using (SqliteFile file = new(folder.File(), new SqliteStorageOptions(), new StorageSchema("other", [])))
        {
            file.Execute("UPDATE loyalty_schema SET version = 99 WHERE capability = 'contact'");
        }

        SqliteStorageException refused = Assert.Throws<SqliteStorageException>(() => Open(folder.File()));
        Assert.Equal(SqliteStorageFault.Newer, refused.Fault);
        Assert.Contains("version 99 of the 'contact' tables", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileOfVersion1_IsBroughtUpToDate_WithWhatItHolds()
    {
        using (SqliteFile file = new(folder.File(), new SqliteStorageOptions(), SqliteContactSchema.Current with { Steps = [SqliteContactSchema.Current.Steps[0]] }))
        {
            long noon = Noon.UtcTicks;
            file.Execute("INSERT INTO loyalty_contact VALUES ('anna', 'sent', ?1, 'email', 'promo', 'bakery', 2, 1, 0)", noon);
            file.Execute("INSERT INTO loyalty_contact VALUES ('boris', 'held', ?1, 'sms', 'promo', 'cinema', 1, 0, ?2)", noon, noon + TimeSpan.TicksPerHour);
            file.Execute("INSERT INTO loyalty_contact VALUES ('vera', 'gone', ?1, 'sms', 'promo', 'cinema', 3, 0, 0)", noon);
        }

        using SqliteContactLedger ledger = Open(folder.File());
        Assert.Equal([new Contact(default, new("bakery"), Channel.Email, ContactKind.Promo, Noon)], await ledger.HistoryAsync("anna"));
        Assert.Equal(1, (await ledger.LoadAsync("anna", Noon)).Opened);
        Assert.Equal("daily", (await ledger.ReserveAsync("anna", "m", Request)).Decision.Rule);
        Assert.True((await ledger.ReserveAsync("boris", "held", Request)) is { IsRepeated: true, State: MessageState.Reserved });
        Assert.True((await ledger.ConfirmAsync("vera", "gone")).IsLate);
        Assert.True((await ledger.ReserveAsync("zoe", "m", Request with { Carried = [new("cinema")] })).Decision.IsAllowed);
        using SqliteContactLedger again = Open(folder.File());
        Assert.Equal(PartnerSet.Of(new PartnerId("cinema")), Assert.Single(await again.HistoryAsync("zoe")).Carried);
    }

    [Fact]
    public async Task MillionContactsOfOneGuest_AreReadAndCounted_OneMoreIsRefused_AndOthersAreNotConcerned()
    {
        using SqliteContactLedger ledger = Open(folder.File());
        using (SqliteFile file = new(folder.File(), new SqliteStorageOptions(), SqliteContactSchema.Current))
        {
            file.Execute("""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
                INSERT INTO loyalty_contact SELECT 'anna', printf('m%07d', i), ?1 - i * 10000, 'email', 'promo', 'bakery', 2, 0, 0, '' FROM n
                """, Noon.UtcTicks);
        }

        Assert.Equal("daily", (await ledger.ReserveAsync("anna", "more", Request)).Decision.Rule);
        Assert.Equal(1_000_000, (await ledger.LoadAsync("anna", Noon.AddDays(-1))).Sent);
        Assert.Equal(1_000_000, (await ledger.HistoryAsync("anna")).Count);
        InvalidOperationException full = await Assert.ThrowsAsync<InvalidOperationException>(async () => await ledger.ReserveAsync("anna", "more", Request with { At = Noon.AddDays(2) }));
        Assert.DoesNotContain("anna", full.Message, StringComparison.Ordinal);
        Assert.True((await ledger.ReserveAsync("boris", "m", Request)).Decision.IsAllowed);
        Assert.True((await ledger.ConfirmAsync("anna", "m0000007")) is { IsChanged: false, After: MessageState.Confirmed });
        await ledger.EraseAsync("anna");
        Assert.Empty(await ledger.HistoryAsync("anna"));
        Assert.True((await ledger.ReserveAsync("anna", "more", Request)).Decision.IsAllowed);
    }

    [Fact]
    public async Task Erase_LeavesNoByteOfTheGuest_InTheFileOrBesideIt()
    {
        using SqliteContactLedger ledger = Open(folder.File());
        for (int i = 0; i < 300; i++)
        {
            await ledger.RecordAsync(i % 3 == 0 ? "anna-kovalenko" : Guest(i), $"message-{i}", new(default, Request.Partner, Request.Channel, Request.Kind, Noon));
        }

        Assert.True(Holds("anna-kovalenko") && Holds("message-299"));
        await ledger.EraseAsync("anna-kovalenko");
        Assert.False(Holds("anna-kovalenko"));
        Assert.False(Holds("message-3\0") || Holds("message-297"));
        Assert.True(Holds("guest-1"));
    }

    private bool Holds(string name) => folder.Files.Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Any(f =>
    {
        using FileStream stream = new(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)) >= 0;
    });
}
