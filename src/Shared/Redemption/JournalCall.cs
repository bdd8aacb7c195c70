using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Internal;

/// <summary>Takes a till's entries over within one transaction, each once.</summary>
internal sealed class JournalCall(TillId till, RedemptionRows rows)
{
    private readonly List<ReservationId> late = [];
    private readonly List<SyncContradiction> suspicious = [];

    public static async ValueTask<SyncReport> ApplyAsync(IRedemptionTables tables, TillId till, IReadOnlyList<JournalEntry> entries, long now)
    {
        Dictionary<long, long> known = await tables.LockJournalAsync(till, [.. entries.Select(e => e.Sequence).Distinct()]).ConfigureAwait(false);
        Dictionary<long, long> added = [];
        List<(JournalEntry Entry, bool IsDoubled)> fresh = [];
        foreach (JournalEntry entry in entries)
        {
            if (known.TryAdd(entry.Sequence, entry.Fingerprint))
            {
                added.Add(entry.Sequence, entry.Fingerprint);
                fresh.Add((entry, false));
            }
            else if (known[entry.Sequence] != entry.Fingerprint)
            {
                fresh.Add((entry, true));
            }
        }

        RedemptionRows rows = await RedemptionCalls.OpenAsync(
            tables,
            [.. fresh.Select(f => f.Entry.Id).Distinct()],
            [.. fresh.SelectMany(f => f.Entry.Claims.Select(c => c.Key).Concat(f.Entry.Remaining.Select(r => r.Key))).Distinct()],
            [.. fresh.SelectMany(f => f.Entry.Claims).Where(c => !c.Lease.IsNone).Select(c => c.Lease).Distinct()],
            now).ConfigureAwait(false);
        JournalCall call = new(till, rows);
        foreach ((JournalEntry entry, bool isDoubled) in fresh)
        {
            if (isDoubled)
            {
                call.suspicious.Add(new(entry.Sequence, entry.Id, ContradictionKind.NumberUsedTwice));
            }

            call.Apply(entry);
        }

        await tables.SaveAsync(rows).ConfigureAwait(false);
        long acknowledged = await tables.ExtendJournalAsync(till, added).ConfigureAwait(false);
        IReadOnlyList<RedemptionConflict> conflicts = await RedemptionCalls.NewConflictsAsync(tables, rows).ConfigureAwait(false);
        return new SyncReport(fresh.Count, entries.Count - fresh.Count, acknowledged, call.late, conflicts, call.suspicious);
    }

    private void Apply(JournalEntry entry)
    {
        RedemptionRow row = rows.Redemption(entry.Id);
        switch (entry.Kind)
        {
            case JournalEntryKind.Redeemed:
                Redeem(entry, row);
                break;
            case JournalEntryKind.Voided:
                if (row.State != RedemptionState.Voided)
                {
                    rows.Move(row, RedemptionState.Voided, entry.At.UtcTicks);
                }

                break;
            default:
                rows.Reduce(row, entry.Remaining, entry.At.UtcTicks);
                break;
        }
    }

    private void Redeem(JournalEntry entry, RedemptionRow row)
    {
        if (!row.HasContent)
        {
            rows.Fill(row, entry.Guest, till, entry.Claims);
        }
        else if (!row.IsSame(entry.Guest, entry.Claims))
        {
            suspicious.Add(new(entry.Sequence, entry.Id, ContradictionKind.OtherContent));
        }
        else
        {
            rows.Raise(entry.Claims.Where(c => row.Claims.TryGetValue(c.Key, out ClaimRow? known) && known.Claimed is not null));
        }

        bool isLate = row.State is RedemptionState.Expired or RedemptionState.Released;
        if (!row.IsJournaled)
        {
            (row.IsJournaled, row.IsChanged) = (true, true);
            foreach (LimitClaim claim in entry.Claims.Where(c => !c.Lease.IsNone))
            {
                isLate |= !rows.Draw(claim);
            }
        }

        if (row.State is not (RedemptionState.Confirmed or RedemptionState.Voided))
        {
            rows.Move(row, RedemptionState.Confirmed, entry.At.UtcTicks);
        }

        if (isLate)
        {
            late.Add(entry.Id);
        }
    }
}
