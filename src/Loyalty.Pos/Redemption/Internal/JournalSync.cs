using System.Globalization;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>What a till and the store say to each other while there is a network.</summary>
internal sealed class JournalSync(TillJournal journal, TimeProvider time)
{
    private const int Batch = 500;

    public async ValueTask<SyncReport> SendAsync(IRedemptionStore store, CancellationToken cancellation)
    {
        SyncReport total = new(0, 0, 0, [], [], []);
        long from = journal.AcknowledgedThrough;
        long least = long.MaxValue;
        while (true)
        {
            IReadOnlyList<JournalEntry> entries = journal.EntriesAfter(from, Batch);
            SyncReport report = await store.ApplyAsync(journal.Till, entries, time.GetUtcNow(), cancellation).ConfigureAwait(false);
            total = Add(total, report);
            Acknowledge(report.AcknowledgedThrough);
            long sentThrough = entries.Count > 0 ? entries[^1].Sequence : from;
            if (report.AcknowledgedThrough < from && report.AcknowledgedThrough < least)
            {
                // The store has less than it had: it was restored from a copy. What the journal still holds is sent again, once.
                from = least = report.AcknowledgedThrough;
            }
            else if (sentThrough < journal.LastSequence)
            {
                from = sentThrough;
            }
            else
            {
                return total;
            }
        }
    }

    public async ValueTask<LeaseResult> LeaseAsync(IRedemptionStore store, LimitKey key, long amount, long limit, TimeSpan lasts, CancellationToken cancellation)
    {
        for (long number = Next(); ; number++)
        {
            DateTimeOffset now = time.GetUtcNow();
            LeaseId id = new(string.Create(CultureInfo.InvariantCulture, $"{journal.Till.Value}/{number}"));
            LeaseResult result = await store.LeaseAsync(new Lease(id, journal.Till, key, amount, limit, now + lasts), now, cancellation).ConfigureAwait(false);
            lock (journal.Gate)
            {
                if (journal.Book.Find(id) is not null || result.Outcome is LeaseOutcome.OtherContent or LeaseOutcome.Ended)
                {
                    // The number was taken, by another call or before a crash that the journal knows nothing of.
                    continue;
                }

                if (result.IsGranted)
                {
                    journal.Append(new JournalRecord.Leased(id, key, result.Amount, limit, result.ExpiresAt!.Value.UtcTicks));
                }
            }

            return result;
        }
    }

    public async ValueTask<SyncReport> ReturnAsync(IRedemptionStore store, CancellationToken cancellation)
    {
        LeaseId[] ended;
        lock (journal.Gate)
        {
            foreach (TillLease lease in journal.Book.Leases.Where(l => !l.IsEnded && l.Held == 0).ToArray())
            {
                journal.Append(new JournalRecord.LeaseEnded(lease.Id));
            }

            ended = [.. journal.Book.Leases.Where(l => l.IsEnded && !l.IsReturned).Select(l => l.Id)];
        }

        SyncReport report = await SendAsync(store, cancellation).ConfigureAwait(false);
        foreach (LeaseId id in ended)
        {
            await store.ReturnAsync(id, time.GetUtcNow(), cancellation).ConfigureAwait(false);
            lock (journal.Gate)
            {
                if (journal.Book.Find(id) is { IsReturned: false })
                {
                    journal.Append(new JournalRecord.LeaseReturned(id));
                }
            }
        }

        return report;
    }

    private static SyncReport Add(SyncReport a, SyncReport b) => new(
        a.Applied + b.Applied, a.Repeated + b.Repeated, b.AcknowledgedThrough, [.. a.Late, .. b.Late], [.. a.Conflicts, .. b.Conflicts], [.. a.Suspicious, .. b.Suspicious]);

    private long Next()
    {
        lock (journal.Gate)
        {
            return journal.NextLease;
        }
    }

    private void Acknowledge(long through)
    {
        lock (journal.Gate)
        {
            if (through != journal.AcknowledgedThrough && through <= journal.LastSequence && through >= journal.Dropped)
            {
                journal.Append(new JournalRecord.Acknowledged(through));
            }
        }
    }
}
