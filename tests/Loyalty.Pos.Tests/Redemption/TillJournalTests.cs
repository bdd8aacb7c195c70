using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

public sealed class TillJournalTests : IDisposable
{
    private static readonly TillId One = new("till-1");
    private readonly Desk shop = new();

    public void Dispose() => shop.Dispose();

    /// <summary>A journal of four records: sales with and without guest and lease, a reduction, a void.</summary>
    private byte[] Sample(out long[] ends)
    {
        List<long> lengths = [];
        using (TillJournal journal = shop.Journal("till-1"))
        {
            OfflineRedemptionDesk till = shop.Offline(journal);
            lengths.Add(new FileInfo(shop.PathOf("till-1")).Length);
            till.Confirm(new RedemptionTicket(new("r1"), [new LimitClaim(Desk.DairyUses, 1, 3, new("l1")), new LimitClaim(LimitKey.OfGuest(Desk.Dairy, "anna"), 1, 2)], shop.Time.Now, "anna"));
            lengths.Add(new FileInfo(shop.PathOf("till-1")).Length);
            till.Confirm(new RedemptionTicket(new("r2"), [new LimitClaim(Desk.Budget, 500, 1200)], shop.Time.Now));
            lengths.Add(new FileInfo(shop.PathOf("till-1")).Length);
            till.Reduce(new("r2"), [new(Desk.Budget, 100)]);
            lengths.Add(new FileInfo(shop.PathOf("till-1")).Length);
            till.Void(new("r1"));
            lengths.Add(new FileInfo(shop.PathOf("till-1")).Length);
        }

        ends = [.. lengths];
        return File.ReadAllBytes(shop.PathOf("till-1"));
    }

    private static string Shown(JournalEntry e) =>
        $"{e.Sequence} {e.Kind} {e.At:O} {e.Id} {e.Guest} {string.Join(",", e.Claims.Select(c => $"{c.Key.Value}={c.Amount}/{c.Limit}@{c.Lease}"))} {string.Join(",", e.Remaining.Select(r => $"{r.Key.Value}={r.Amount}"))}";

    [Fact]
    public void EntriesAfter_GivesBackWhatWasRecorded()
    {
        Sample(out _);
        using TillJournal journal = shop.Journal("till-1");
        Assert.Equal(
            [
                "1 Redeemed 2026-11-22T12:00:00.0000000+00:00 r1 anna guest:dairy-20:anna=1/2@,offer:dairy-20=1/3@l1 ",
                "2 Redeemed 2026-11-22T12:00:00.0000000+00:00 r2  budget:november=500/1200@ ",
                "3 Reduced 2026-11-22T12:00:00.0000000+00:00 r2   budget:november=100",
                "4 Voided 2026-11-22T12:00:00.0000000+00:00 r1   ",
            ],
            journal.EntriesAfter(0).Select(Shown));
        Assert.Equal([2L, 3], journal.EntriesAfter(1, 2).Select(e => e.Sequence));
        Assert.Empty(journal.EntriesAfter(99));
        Assert.Equal((0, 4L, 0L), (journal.TornBytes, journal.LastSequence, journal.AcknowledgedThrough));
    }

    [Fact]
    public void Open_OfAFileCutAnywhere_HasEveryWholeRecord_AndGoesOn()
    {
        byte[] whole = Sample(out long[] ends);
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(shop.PathOf("till-1"), whole[..cut]);
            if (cut < ends[0])
            {
                Assert.Throws<InvalidDataException>(() => TillJournal.Open(shop.PathOf("till-1"), One));
                continue;
            }

            int records = ends.Count(e => e <= cut) - 1;
            using (TillJournal journal = TillJournal.Open(shop.PathOf("till-1"), One))
            {
                Assert.Equal(records, journal.LastSequence);
                Assert.Equal(cut - ends[records], journal.TornBytes);
                shop.Offline(journal).Void(new("next"));
            }

            using TillJournal again = TillJournal.Open(shop.PathOf("till-1"), One);
            Assert.Equal((records + 1, 0), (again.LastSequence, again.TornBytes));
        }
    }

    [Fact]
    public void Open_OfAFileWhoseTailIsZeros_HasEveryWholeRecord()
    {
        byte[] whole = Sample(out long[] ends);
        for (int cut = (int)ends[2]; cut < whole.Length; cut++)
        {
            byte[] torn = [.. whole];
            torn.AsSpan(cut).Clear();
            File.WriteAllBytes(shop.PathOf("till-1"), [.. torn, .. new byte[4096]]);
            using TillJournal journal = TillJournal.Open(shop.PathOf("till-1"), One);
            Assert.InRange(journal.LastSequence, ends.Count(e => e <= cut) - 1, 4);
        }
    }

    [Fact]
    public void Open_OfAFileWithAFlippedBit_LosesNothingThatOthersFollow()
    {
        byte[] whole = Sample(out long[] ends);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(shop.PathOf("till-1"), flipped);
            if (bit / 8 < ends[^2])
            {
                InvalidDataException refused = Assert.Throws<InvalidDataException>(() => TillJournal.Open(shop.PathOf("till-1"), One));
                Assert.Contains("till", refused.Message, StringComparison.Ordinal);
            }
            else
            {
                // The last record cannot be told from a torn write.
                using TillJournal journal = TillJournal.Open(shop.PathOf("till-1"), One);
                Assert.Equal((3, whole.Length - ends[^2]), (journal.LastSequence, journal.TornBytes));
            }
        }
    }

    [Fact]
    public void Open_OfRandomBytes_IsRefusedWithTheReason()
    {
        Random chance = new(7);
        for (int i = 0; i < 300; i++)
        {
            byte[] noise = new byte[chance.Next(200)];
            chance.NextBytes(noise);
            File.WriteAllBytes(shop.PathOf("till-1"), noise);
            Assert.Throws<InvalidDataException>(() => TillJournal.Open(shop.PathOf("till-1"), One));
        }
    }

    [Fact]
    public void Open_OfANewerVersion_IsRefused_AndLeftAsItIs()
    {
        byte[] newer = Sample(out _);
        newer[8] = 2;
        File.WriteAllBytes(shop.PathOf("till-1"), newer);
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => TillJournal.Open(shop.PathOf("till-1"), One));
        Assert.Contains("version 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(newer, File.ReadAllBytes(shop.PathOf("till-1")));
    }

    [Fact]
    public async Task Open_OfAFileOfVersion1_AsItWasFirstWritten_Reads()
    {
        // Frozen: every later version reads these bytes.
        const string First =
            "TE9ZVElMTEoBAAAABgAAAHRpbGwtMQAAAAAAAAAAAAAAAAAAAABQCQaqEXYmdjgAAAAECAAAAHRpbGwtMS8xDwAAAGJ1ZGdldDpub3ZlbWJlcrwCAAAAAAAA" +
            "sAQAAAAAAAAAYNdMWUnfCKgaYJ9VkE4bNwAAAAQIAAAAdGlsbC0xLzIOAAAAb2ZmZXI6ZGFpcnktMjACAAAAAAAAAAMAAAAAAAAAAGDXTFlJ3wgG6t0UzYdm" +
            "K38AAAABAQAAAAAAAAAAoG0ikEjfCAIAAAByMQUAAADDhG5uZQIAAAAPAAAAYnVkZ2V0Om5vdmVtYmVy9AEAAAAAAACwBAAAAAAAAAgAAAB0aWxsLTEvMRQA" +
            "AABndWVzdDpkYWlyeS0yMDrDhG5uZQEAAAAAAAAAAgAAAAAAAAAAAAAAVfh8PRYSq082AAAAAwIAAAAAAAAAAKBtIpBI3wgCAAAAcjEBAAAADwAAAGJ1ZGdl" +
            "dDpub3ZlbWJlcmQAAAAAAAAALV9O5j3lk/QXAAAAAgMAAAAAAAAAAKBtIpBI3wgCAAAAcjKpML9KB5jBLw0AAAAFCAAAAHRpbGwtMS8xXxvMt71v2qcNAAAA" +
            "BQgAAAB0aWxsLTEvMnQoDINDHU4pCQAAAAcDAAAAAAAAAMXrcwYPoL+eDQAAAAYIAAAAdGlsbC0xLzHiKWiOvKQZuA0AAAAGCAAAAHRpbGwtMS8ygLAons+A" +
            "UBI3AAAABAgAAAB0aWxsLTEvMw4AAABvZmZlcjpkYWlyeS0yMAMAAAAAAAAAAwAAAAAAAAAAYNdMWUnfCBzSYVdhDiU0";
        using (TillJournal written = shop.Journal("till-1"))
        {
            MemoryRedemptionStore store = new();
            OfflineRedemptionDesk till = shop.Offline(written);
            await till.LeaseAsync(store, Desk.Budget, 700);
            await till.LeaseAsync(store, Desk.DairyUses, 2);
            till.Confirm(new RedemptionTicket(new("r1"), [new LimitClaim(Desk.Budget, 500, 1200, new("till-1/1")), new LimitClaim(LimitKey.OfGuest(Desk.Dairy, "Änne"), 1, 2)], shop.Time.Now, "Änne"));
            till.Reduce(new("r1"), [new(Desk.Budget, 100)]);
            till.Void(new("r2"));
            await till.ReturnAsync(store);
            await till.LeaseAsync(store, Desk.DairyUses, 3);
        }

        Assert.Equal(First, Convert.ToBase64String(File.ReadAllBytes(shop.PathOf("till-1"))));
        File.WriteAllBytes(shop.PathOf("till-1"), Convert.FromBase64String(First));
        using TillJournal journal = shop.Journal("till-1");
        Assert.Equal(
            [
                "1 Redeemed 2026-11-22T12:00:00.0000000+00:00 r1 Änne budget:november=500/1200@till-1/1,guest:dairy-20:Änne=1/2@ ",
                "2 Reduced 2026-11-22T12:00:00.0000000+00:00 r1   budget:november=100",
                "3 Voided 2026-11-22T12:00:00.0000000+00:00 r2   ",
            ],
            journal.EntriesAfter(0).Select(Shown));
        Assert.Equal((3, 3L), (shop.Offline(journal).Leased(Desk.DairyUses), journal.AcknowledgedThrough));
        Assert.Equal(0, shop.Offline(journal).Leased(Desk.Budget));
    }

    [Fact]
    public void Open_OfAnotherTillsJournal_OrOfOneThatIsOpen_IsRefused()
    {
        using TillJournal journal = shop.Journal("till-1");
        Assert.Throws<IOException>(() => TillJournal.Open(shop.PathOf("till-1"), One));
        journal.Dispose();
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => TillJournal.Open(shop.PathOf("till-1"), new("till-2")));
        Assert.Contains("till-1", refused.Message, StringComparison.Ordinal);
        TillJournal.Open(shop.PathOf("till-1"), One).Dispose();
        Assert.Throws<ArgumentException>(() => TillJournal.Open(shop.PathOf("till-1"), default));
        Assert.Throws<ArgumentException>(() => TillJournal.Open("", One));
        Assert.Throws<DirectoryNotFoundException>(() => TillJournal.Open(Path.Combine(shop.Folder, "no", "folder"), One));
    }

    [Fact]
    public void Append_ToAFullDisk_SaysSo_AndTheFileIsAsItWas()
    {
        Disk disk = new();
        using JournalFile file = new(disk, () => disk.Flushes++);
        file.Append([1, 2, 3]);
        disk.Room = 5;
        Assert.Throws<IOException>(() => file.Append([4, 5, 6]));
        Assert.Equal([1, 2, 3], disk.ToArray());
        disk.Room = 100;
        file.Append([7]);
        Assert.Equal([1, 2, 3, 7], disk.ToArray());
        Assert.Equal(3, disk.Flushes);
    }

    [Fact]
    public void Append_WhoseFlushFails_WritesNothingMore()
    {
        Disk disk = new();
        using JournalFile file = new(disk, () => throw new IOException("no flush"));
        Assert.Throws<IOException>(() => file.Append([1]));
        Assert.Contains("Open it anew", Assert.Throws<IOException>(() => file.Append([2])).Message, StringComparison.Ordinal);
        Assert.Equal([1], disk.ToArray());
    }

    /// <summary>A disk with so much room, which writes what fits before it says that it is full.</summary>
    private sealed class Disk : MemoryStream
    {
        public int Room { get; set; } = int.MaxValue;

        public int Flushes { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int fits = (int)Math.Min(buffer.Length, Room - Position);
            base.Write(buffer[..fits]);
            if (fits < buffer.Length)
            {
                throw new IOException("The disk is full.");
            }
        }
    }
}
