using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>Takes a till's entries over into the store in memory, each once.</summary>
internal sealed class JournalIntake(RedemptionBook book)
{
    private readonly Dictionary<TillId, Dictionary<long, long>> seen = [];
    private readonly Dictionary<TillId, long> through = [];

    public SyncReport Apply(TillId till, IReadOnlyList<JournalEntry> entries)
    {
        ConflictWatch watch = book.Watch();
        List<ReservationId> late = [];
        List<SyncContradiction> suspicious = [];
        int applied = 0;
        if (!seen.TryGetValue(till, out Dictionary<long, long>? numbers))
        {
            seen.Add(till, numbers = []);
        }

        foreach (JournalEntry entry in entries)
        {
            if (!numbers.TryAdd(entry.Sequence, entry.Fingerprint))
            {
                if (numbers[entry.Sequence] == entry.Fingerprint)
                {
                    continue;
                }

                suspicious.Add(new(entry.Sequence, entry.Id, ContradictionKind.NumberUsedTwice));
            }

            applied++;
            Apply(till, entry, watch, late, suspicious);
        }

        long acknowledged = through.GetValueOrDefault(till);
        while (numbers.ContainsKey(acknowledged + 1))
        {
            acknowledged++;
        }

        through[till] = acknowledged;
        return new SyncReport(applied, entries.Count - applied, acknowledged, late, watch.New(), suspicious);
    }

    private void Apply(TillId till, JournalEntry entry, ConflictWatch watch, List<ReservationId> late, List<SyncContradiction> suspicious)
    {
        RedemptionRecord record = book.Open(entry.Id);
        switch (entry.Kind)
        {
            case JournalEntryKind.Redeemed:
                Redeem(till, entry, record, watch, late, suspicious);
                break;
            case JournalEntryKind.Voided:
                if (record.State != RedemptionState.Voided)
                {
                    book.Move(record, RedemptionState.Voided, entry.At.UtcTicks, watch);
                }

                break;
            default:
                book.Reduce(record, entry.Remaining, entry.At.UtcTicks, watch);
                break;
        }
    }

    private void Redeem(TillId till, JournalEntry entry, RedemptionRecord record, ConflictWatch watch, List<ReservationId> late, List<SyncContradiction> suspicious)
    {
        if (!record.HasContent)
        {
            book.Fill(record, entry.Guest, till, entry.Claims);
        }
        else if (!ClaimList.AreSame(record.Guest, record.Claims, entry.Guest, entry.Claims))
        {
            suspicious.Add(new(entry.Sequence, entry.Id, ContradictionKind.OtherContent));
        }
        else
        {
            book.Raise(entry.Claims.Where(c => Array.Exists(record.Claims, k => k.Key == c.Key)));
        }

        bool isLate = record.State is RedemptionState.Expired or RedemptionState.Released;
        if (!record.IsJournaled)
        {
            record.IsJournaled = true;
            foreach (LimitClaim claim in entry.Claims.Where(c => !c.Lease.IsNone))
            {
                isLate |= !book.Draw(claim);
            }
        }

        if (record.State is not (RedemptionState.Confirmed or RedemptionState.Voided))
        {
            book.Move(record, RedemptionState.Confirmed, entry.At.UtcTicks, watch);
        }

        if (isLate)
        {
            late.Add(entry.Id);
        }
    }
}
