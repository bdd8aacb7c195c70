using System.Globalization;

namespace Loyalty.Pos.Redemption;

/// <summary>A till's append-only file of what was redeemed without a network. What it says it recorded is on the disk, whatever happens to the process.</summary>
/// <remarks>
/// <para>Each record carries a checksum that is chained to the record before. A write that a crash tore is cut off at the next opening: nobody was told
/// that it was recorded. Damage before the last record is refused, for it would lose a sale.</para>
/// <para>One process opens a journal at a time. Safe for any number of threads, one at a time.</para>
/// </remarks>
public sealed class TillJournal : IDisposable
{
    private readonly List<JournalEntry> entries = [];
    private readonly string path;
    private JournalFile file;
    private ulong checksum;
    private long dropped;
    private long leasesTaken;

    private TillJournal(string path, TillId till, JournalFile file)
    {
        (this.path, Till, this.file) = (path, till, file);
        Load();
    }

    /// <summary>The till.</summary>
    public TillId Till { get; }

    /// <summary>The bytes of a torn write that were cut off when the journal was opened.</summary>
    /// <value>0 where the last process ended between two records.</value>
    public long TornBytes { get; private set; }

    /// <summary>The number of the last entry.</summary>
    /// <value>0 where there was never one.</value>
    public long LastSequence => dropped + entries.Count;

    /// <summary>The number up to which the store has every entry, as far as the till knows.</summary>
    public long AcknowledgedThrough { get; private set; }

    internal TillBook Book { get; private set; } = new();

    internal Lock Gate { get; } = new();

    /// <summary>Opens a till's journal, or begins it where there is no file.</summary>
    /// <param name="path">The file, in a folder that exists, on a disk that keeps what is flushed to it.</param>
    /// <param name="till">The till.</param>
    /// <exception cref="InvalidDataException">The file is no journal, is another till's, is damaged before its last record, or of a newer version.</exception>
    /// <exception cref="IOException">It cannot be read or written, or another process has it open.</exception>
    public static TillJournal Open(string path, TillId till)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (till.IsNone)
        {
            throw new ArgumentException("A journal needs its till's id, but it is the default.", nameof(till));
        }

        if (!File.Exists(path))
        {
            JournalFile.Replace(path, JournalFormat.WriteHeader(till, 0, 0));
        }

        JournalFile file = JournalFile.Open(path);
        try
        {
            return new TillJournal(path, till, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The entries after a number, in order.</summary>
    /// <param name="sequence">The number; those that <see cref="Forget"/> dropped are left out.</param>
    /// <param name="most">How many at most; at least 1.</param>
    public IReadOnlyList<JournalEntry> EntriesAfter(long sequence, int most = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        lock (Gate)
        {
            long from = Math.Clamp(sequence - dropped, 0, entries.Count);
            return [.. entries.Skip((int)from).Take(most)];
        }
    }

    /// <summary>Takes a guest out of every entry: the name, and the claims on the guest's own limits. The other claims stay, so the sums stay.</summary>
    /// <param name="guest">The guest; erasing twice is no error.</param>
    /// <returns>How many entries no longer name the guest.</returns>
    /// <remarks>The file is written anew; the disk may keep the old blocks until they are overwritten.</remarks>
    /// <exception cref="IOException">The new file cannot be written; the old one stands.</exception>
    public int Erase(string guest)
    {
        ArgumentException.ThrowIfNullOrEmpty(guest);
        lock (Gate)
        {
            int erased = entries.Count(e => IsOf(e, guest));
            if (erased > 0)
            {
                Rewrite(guest, dropped, record => record is JournalRecord.Entry { Value: { } entry } && IsOf(entry, guest) ? new JournalRecord.Entry(Without(entry, guest)) : record);
            }

            return erased;
        }
    }

    /// <summary>Drops old entries that the store has and whose leases are over, from the front as far as all are, and those leases. The till then no longer knows what codes those sales took.</summary>
    /// <param name="before">Entries of this instant and later stay, and leases that expire then or later; earlier than now.</param>
    /// <returns>How many entries were dropped.</returns>
    /// <exception cref="IOException">The new file cannot be written; the old one stands.</exception>
    public int Forget(DateTimeOffset before)
    {
        lock (Gate)
        {
            HashSet<LeaseId> over = [.. Book.Leases.Where(l => l.Granted.ExpiresAt < before.UtcTicks || l.IsReturned).Select(l => l.Id)];
            int count = entries.FindIndex(e => e.Sequence > AcknowledgedThrough || e.At >= before || e.Claims.Any(c => Book.Find(c.Lease) is not null && !over.Contains(c.Lease)));
            count = count < 0 ? entries.Count : count;
            long last = dropped + count;
            if (count > 0 || over.Count > 0)
            {
                Rewrite(null, last, record => record switch
                {
                    JournalRecord.Entry entry => entry.Value.Sequence > last ? record : null,
                    JournalRecord.Leased lease => over.Contains(lease.Id) ? null : record,
                    JournalRecord.LeaseEnded ended => over.Contains(ended.Id) ? null : record,
                    JournalRecord.LeaseReturned => null,
                    _ => record,
                });
            }

            return count;
        }
    }

    /// <summary>Closes the file. What was recorded is on the disk already.</summary>
    public void Dispose() => file.Dispose();

    internal long NextSequence => LastSequence + 1;

    internal long NextLease => leasesTaken + 1;

    /// <summary>The number of the last entry that was dropped.</summary>
    internal long Dropped => dropped;

    /// <summary>Records, and returns when it is on the disk. The caller holds the gate.</summary>
    internal void Append(JournalRecord record)
    {
        ulong next = checksum;
        file.Append(JournalFormat.WriteRecord(record.Write(), ref next));
        checksum = next;
        Take(record);
    }

    private static bool IsOf(JournalEntry entry, string guest) =>
        entry.Guest == guest || entry.Claims.Any(c => c.Key.Guest == guest) || entry.Remaining.Any(r => r.Key.Guest == guest);

    private static JournalEntry Without(JournalEntry entry, string guest)
    {
        if (entry.Kind == JournalEntryKind.Redeemed)
        {
            return JournalEntry.Redeemed(entry.Sequence, entry.At, entry.Id, null, entry.Claims.Where(c => c.Key.Guest is null));
        }

        return JournalEntry.Restored(entry.Sequence, entry.At, entry.Id, [.. entry.Remaining.Where(r => r.Key.Guest != guest)]);
    }

    private void Rewrite(string? erased, long lastDropped, Func<JournalRecord, JournalRecord?> keep)
    {
        JournalFormat.Content content = JournalFormat.Read(file.ReadAll());
        JournalRecord[] kept = [.. content.Records.Select(keep).OfType<JournalRecord>()];
        byte[] header = JournalFormat.WriteHeader(Till, lastDropped, leasesTaken - kept.OfType<JournalRecord.Leased>().Count());
        ulong chain = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(header.Length - 8));
        using MemoryStream rewritten = new();
        rewritten.Write(header);
        foreach (JournalRecord record in kept)
        {
            rewritten.Write(JournalFormat.WriteRecord(record.Write(), ref chain));
        }

        JournalFile.Replace(path, rewritten.ToArray());
        file.Dispose();
        file = JournalFile.Open(path);
        TillBook older = Book;
        Load();
        Book.CarryOver(older, erased);
    }

    private void Load()
    {
        JournalFormat.Content content = JournalFormat.Read(file.ReadAll());
        if (content.Header.Till != Till)
        {
            throw new InvalidDataException($"The journal is that of the till '{content.Header.Till}', not of '{Till}'. Each till has a file of its own.");
        }

        entries.Clear();
        Book = new TillBook();
        (dropped, leasesTaken) = (content.Header.Dropped, content.Header.LeasesTaken);
        AcknowledgedThrough = dropped;
        foreach (JournalRecord record in content.Records)
        {
            Take(record);
        }

        TornBytes += file.Truncate(content.Length);
        checksum = content.Checksum;
    }

    private void Take(JournalRecord record)
    {
        switch (record)
        {
            case JournalRecord.Entry entry:
                entries.Add(entry.Value);
                break;
            case JournalRecord.Leased:
                leasesTaken++;
                break;
            case JournalRecord.Acknowledged acknowledged:
                AcknowledgedThrough = Math.Max(dropped, acknowledged.Through);
                break;
        }

        Book.Apply(record);
    }
}
