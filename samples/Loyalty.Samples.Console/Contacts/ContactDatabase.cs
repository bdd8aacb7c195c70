using System.Buffers.Binary;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Samples.Input;
using Loyalty.Storage.Sqlite;
using Loyalty.Storage.Sqlite.Contacts;
using Microsoft.Data.Sqlite;

namespace Loyalty.Samples.Contacts;

/// <summary>The file in which contacts and answers survive between runs: the library's contact ledger, and this command's answers beside it.</summary>
/// <remarks>
/// Some hundred requests at a time get their slots, are confirmed, and their answers are written down, in this order. A run that is killed on the way has given no answer that is not kept:
/// the next one finds what was confirmed, gives slots that were not a second time when they have expired, and goes on.
/// </remarks>
internal sealed class ContactDatabase : IDisposable
{
    private const int Together = 512;
    private const int FormerApplicationId = 0x4C6F_7943;
    private const int ApplicationIdAt = 68;
    private const string InUse = "the ledger is in use by another run; try again when it has ended";

    private readonly string path;
    private readonly SqliteContactLedger ledger;
    private readonly ContactAnswers answers;

    public ContactDatabase(string path, ContactGate gate)
    {
        this.path = path;
        if (Directory.Exists(path) || Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder || !Directory.Exists(folder))
        {
            throw new UsageException($"The ledger '{path}' must be a file in a folder that exists.");
        }

        RefuseFormer();

        // Everything that the file holds may count: requests of this run may be older than those of the last.
        ledger = Guard(() => SqliteContactLedger.Open(path, gate, TimeProvider.System, new ContactLedgerOptions { LoadPeriod = TimeSpan.FromDays(36_500) }));
        try
        {
            answers = Guard(() => new ContactAnswers(path));
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Decides requests with different ids in their order; one that was decided before gets its answer again.</summary>
    public ContactDecision[] Decide(IReadOnlyList<RequestRow> requests) => Guard(() => requests.Chunk(Together).SelectMany(DecideSome).ToArray());

    public void Dispose()
    {
        answers.Dispose();
        ledger.Dispose();
    }

    private ContactDecision[] DecideSome(RequestRow[] requests)
    {
        ContactDecision?[] known = Array.ConvertAll(requests, r => answers.Find(r.Id));
        int[] fresh = [.. Enumerable.Range(0, requests.Length).Where(i => known[i] is null)];
        SlotRequest[] slots = [.. fresh.Select(i => new SlotRequest(LedgerKey.Of(requests[i].Customer), LedgerKey.Of(requests[i].Id), requests[i].Request))];
        IReadOnlyList<Reservation> reserved = Wait(ledger.ReserveAsync(slots).AsTask());

        // Those that wait together reach the disk together.
        _ = Wait(Task.WhenAll(slots.Where((_, i) => reserved[i].State == MessageState.Reserved).Select(s => Task.Run(() => ledger.ConfirmAsync(s.Guest, s.MessageId).AsTask()))));
        ContactDecision[] standing = answers.Add([.. fresh.Select((row, i) => (requests[row].Id, reserved[i].Decision))]);
        for (int i = 0; i < fresh.Length; i++)
        {
            known[fresh[i]] = standing[i];
        }

        return Array.ConvertAll(known, k => k!.Value);
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Contacts of the former format have no message's id, which the ledger counts by.</summary>
    private void RefuseFormer()
    {
        if (File.Exists(path))
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] header = new byte[ApplicationIdAt + sizeof(int)];
            if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdAt)) == FormerApplicationId)
            {
                throw new InputException(path, 1, "the ledger was written by an earlier version of this command, whose format is no longer read; name a new file");
            }
        }
    }

    private T Guard<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (SqliteStorageException e)
        {
            throw new InputException(path, 1, e.Fault switch
            {
                SqliteStorageFault.NotAStore => "the file is not a contact ledger; name a new file or one that an earlier run wrote",
                SqliteStorageFault.Newer => "a newer version of this program wrote the ledger; use that one",
                SqliteStorageFault.Busy => InUse,
                SqliteStorageFault.Damaged => "the ledger is damaged; restore it from a copy",
                _ => "the ledger cannot be read or written: " + e.Message,
            });
        }
        catch (SqliteException e)
        {
            throw new InputException(path, 1, e.SqliteErrorCode is 5 or 6 ? InUse : "the ledger cannot be read or written: " + e.Message);
        }
        catch (InvalidOperationException e)
        {
            throw new InputException(path, 1, "the ledger takes no more: " + e.Message);
        }
    }
}
