using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Sqlite.Internal;
using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Redemption;

/// <summary>The tables in a file. SQLite has one writer at a time, so a transaction that may write locks everything.</summary>
internal sealed class SqliteRedemptionTables(SqliteFile file) : IRedemptionTables
{
    public ValueTask<RedemptionRows> LoadAsync(IReadOnlyCollection<ReservationId> ids, IReadOnlyCollection<LimitKey> keys, IReadOnlyCollection<LeaseId> leases, long now)
    {
        RedemptionRows rows = new();
        HashSet<LimitKey> wanted = [.. keys];
        foreach (ReservationId id in ids)
        {
            RedemptionRow row = Redemption(id);
            rows.Redemptions.Add(id, row);
            wanted.UnionWith(Claims(row).Keys);
        }

        foreach (LeaseId id in leases)
        {
            if (Lease(id) is { } lease)
            {
                rows.Leases.Add(id, lease);
                wanted.Add(lease.Key);
            }
        }

        bool isAnyLapsed = false;
        foreach (LimitKey key in wanted)
        {
            isAnyLapsed |= Lapse(key, now);
        }

        if (isAnyLapsed)
        {
            foreach (RedemptionRow row in rows.Redemptions.Values)
            {
                _ = Claims(row);
            }

            foreach (LeaseId id in rows.Leases.Keys.ToArray())
            {
                rows.Leases[id] = Lease(id)!;
            }
        }

        foreach (LimitKey key in wanted)
        {
            rows.Counters.Add(key, Counter(key));
        }

        return ValueTask.FromResult(rows);
    }

    public ValueTask SaveAsync(RedemptionRows rows)
    {
        foreach (RedemptionRow row in rows.Redemptions.Values)
        {
            if (row is { IsChanged: true, IsKnown: true })
            {
                file.Execute(
                    "INSERT INTO loyalty_redemption VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET state = excluded.state, guest = excluded.guest, "
                    + "till = excluded.till, has_content = excluded.has_content, is_journaled = excluded.is_journaled, expires_at = excluded.expires_at, settled_at = excluded.settled_at",
                    row.Id.Value, (long)row.State, row.Guest, row.Till.Value, row.HasContent, row.IsJournaled, row.ExpiresAt, row.SettledAt);
            }

            foreach (ClaimRow claim in row.Claims.Values.Where(c => c.IsChanged))
            {
                Save(row, claim);
            }
        }

        foreach (CounterRow counter in rows.Counters.Values.Where(c => c.IsChanged && !c.IsBlank))
        {
            file.Execute(
                "INSERT INTO loyalty_counter VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (key) DO UPDATE SET "
                + "used = excluded.used, held = excluded.held, leased = excluded.leased, most = excluded.most, is_overrun = excluded.is_overrun",
                counter.Key.Value, counter.Key.Guest, counter.Used, counter.Held, counter.Leased, counter.Limit, counter.IsOverrun);
        }

        foreach (LeaseRow lease in rows.Leases.Values.Where(l => l.IsNew || l.IsChanged))
        {
            file.Execute(
                "INSERT INTO loyalty_lease VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET "
                + "drawn = excluded.drawn, expires_at = excluded.expires_at, is_ended = excluded.is_ended, ended_at = excluded.ended_at",
                lease.Id.Value, lease.Till.Value, lease.Key.Value, lease.Wanted, lease.Granted, lease.Drawn, lease.ExpiresAt, lease.IsEnded, lease.EndedAt);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<List<Sale>> LatestSalesAsync(LimitKey key, long excess)
    {
        List<Sale> sales = [];
        using SqliteDataReader reader = file.Command(
            "SELECT c.redemption, c.at, r.till, c.amount FROM loyalty_claim c JOIN loyalty_redemption r ON r.id = c.redemption "
            + "WHERE c.key = ?1 AND c.counting = 2 AND c.amount > 0 ORDER BY c.at DESC", key.Value).ExecuteReader();
        for (long sold = 0; reader.Read();)
        {
            Sale sale = new(new ReservationId(reader.GetString(0)), reader.GetInt64(1), Till(reader.GetString(2)), reader.GetInt64(3));
            if (sold >= excess && sale.PaidAt != sales[^1].PaidAt)
            {
                break;
            }

            sales.Add(sale);
            sold += sale.Amount;
        }

        return ValueTask.FromResult(sales);
    }

    public ValueTask<List<(LimitKey Key, long Excess)>> OverrunAsync()
    {
        List<(LimitKey, long)> overrun = [];
        using SqliteDataReader reader = file.Command("SELECT key, used - most FROM loyalty_counter WHERE is_overrun = 1").ExecuteReader();
        while (reader.Read())
        {
            overrun.Add((LimitKey.Parse(reader.GetString(0)), reader.GetInt64(1)));
        }

        return ValueTask.FromResult(overrun);
    }

    public ValueTask<(Dictionary<LimitKey, LimitUsage> Usage, bool IsDue)> UsageAsync(IReadOnlyCollection<LimitKey> keys, long now)
    {
        bool isDue = keys.Any(k => file.Number(
            "SELECT EXISTS (SELECT 1 FROM loyalty_claim WHERE key = ?1 AND counting = 1 AND at <= ?2) "
            + "OR EXISTS (SELECT 1 FROM loyalty_lease WHERE key = ?1 AND is_ended = 0 AND expires_at <= ?2)", k.Value, now) != 0);
        return ValueTask.FromResult((keys.ToDictionary(k => k, k => Counter(k).Usage), isDue));
    }

    public ValueTask<Dictionary<long, long>> LockJournalAsync(TillId till, IReadOnlyCollection<long> sequences)
    {
        Dictionary<long, long> known = [];
        foreach (long sequence in sequences)
        {
            if (file.Command("SELECT fingerprint FROM loyalty_journal WHERE till = ?1 AND sequence = ?2", till.Value, sequence).ExecuteScalar() is long fingerprint)
            {
                known.Add(sequence, fingerprint);
            }
        }

        return ValueTask.FromResult(known);
    }

    public ValueTask<long> ExtendJournalAsync(TillId till, IReadOnlyCollection<KeyValuePair<long, long>> entries)
    {
        foreach ((long sequence, long fingerprint) in entries)
        {
            file.Execute("INSERT INTO loyalty_journal VALUES (?1, ?2, ?3)", till.Value, sequence, fingerprint);
        }

        long before = file.Number("SELECT through FROM loyalty_till WHERE id = ?1", till.Value);
        long through = before;
        using (SqliteDataReader reader = file.Command("SELECT sequence FROM loyalty_journal WHERE till = ?1 AND sequence > ?2 ORDER BY sequence", till.Value, before).ExecuteReader())
        {
            while (reader.Read() && reader.GetInt64(0) == through + 1)
            {
                through++;
            }
        }

        if (through > before)
        {
            file.Execute("INSERT INTO loyalty_till VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET through = excluded.through", till.Value, through);
        }

        return ValueTask.FromResult(through);
    }

    public ValueTask<int> EraseAsync(string guest)
    {
        int erased = file.Execute("UPDATE loyalty_redemption SET guest = NULL WHERE guest = ?1", guest);
        file.Execute("DELETE FROM loyalty_claim WHERE guest = ?1", guest);
        file.Execute("DELETE FROM loyalty_counter WHERE guest = ?1", guest);
        return ValueTask.FromResult(erased);
    }

    public ValueTask<int> ForgetAsync(long before)
    {
        List<LimitKey> due = [];
        using (SqliteDataReader reader = file.Command(
            "SELECT key FROM loyalty_claim WHERE counting = 1 AND at < ?1 UNION SELECT key FROM loyalty_lease WHERE is_ended = 0 AND expires_at < ?1", before).ExecuteReader())
        {
            while (reader.Read())
            {
                due.Add(LimitKey.Parse(reader.GetString(0)));
            }
        }

        due.ForEach(k => Lapse(k, before - 1));
        file.Execute("DELETE FROM loyalty_claim WHERE redemption IN (SELECT id FROM loyalty_redemption WHERE settled_at < ?1)", before);
        int forgotten = file.Execute("DELETE FROM loyalty_redemption WHERE settled_at < ?1", before);
        file.Execute("DELETE FROM loyalty_lease WHERE is_ended = 1 AND ended_at < ?1", before);
        return ValueTask.FromResult(forgotten);
    }

    private static TillId Till(string value) => value.Length == 0 ? default : new TillId(value);

    private RedemptionRow Redemption(ReservationId id)
    {
        using SqliteDataReader reader = file.Command(
            "SELECT state, guest, till, has_content, is_journaled, expires_at, settled_at FROM loyalty_redemption WHERE id = ?1", id.Value).ExecuteReader();
        return !reader.Read() ? new RedemptionRow(id) : new RedemptionRow(id)
        {
            IsKnown = true,
            State = (RedemptionState)reader.GetInt32(0),
            Guest = reader.IsDBNull(1) ? null : reader.GetString(1),
            Till = Till(reader.GetString(2)),
            HasContent = reader.GetBoolean(3),
            IsJournaled = reader.GetBoolean(4),
            ExpiresAt = reader.GetInt64(5),
            SettledAt = reader.GetInt64(6),
        };
    }

    private Dictionary<LimitKey, ClaimRow> Claims(RedemptionRow row)
    {
        row.Claims.Clear();
        using SqliteDataReader reader = file.Command("SELECT key, claimed, most, counting, at FROM loyalty_claim WHERE redemption = ?1", row.Id.Value).ExecuteReader();
        while (reader.Read())
        {
            LimitKey key = LimitKey.Parse(reader.GetString(0));
            row.Claims.Add(key, new ClaimRow(key)
            {
                Claimed = reader.IsDBNull(1) ? null : reader.GetInt64(1),
                Most = reader.IsDBNull(2) ? null : reader.GetInt64(2),
                Counting = (Counting)reader.GetInt32(3),
                At = reader.GetInt64(4),
            });
        }

        return row.Claims;
    }

    private CounterRow Counter(LimitKey key)
    {
        using SqliteDataReader reader = file.Command("SELECT used, held, leased, most FROM loyalty_counter WHERE key = ?1", key.Value).ExecuteReader();
        return !reader.Read() ? new CounterRow(key) : new CounterRow(key)
        {
            Used = reader.GetInt64(0),
            Held = reader.GetInt64(1),
            Leased = reader.GetInt64(2),
            Limit = reader.GetInt64(3),
        };
    }

    private LeaseRow? Lease(LeaseId id)
    {
        using SqliteDataReader reader = file.Command(
            "SELECT till, key, wanted, granted, drawn, expires_at, is_ended, ended_at FROM loyalty_lease WHERE id = ?1", id.Value).ExecuteReader();
        return !reader.Read() ? null : new LeaseRow(id, new TillId(reader.GetString(0)), LimitKey.Parse(reader.GetString(1)), reader.GetInt64(2), reader.GetInt64(3))
        {
            Drawn = reader.GetInt64(4),
            ExpiresAt = reader.GetInt64(5),
            IsEnded = reader.GetBoolean(6),
            EndedAt = reader.GetInt64(7),
        };
    }

    /// <summary>Gives up what is due on a counter.</summary>
    /// <returns>Whether anything was.</returns>
    private bool Lapse(LimitKey key, long now)
    {
        long held = file.Number("SELECT sum(amount) FROM loyalty_claim WHERE key = ?1 AND counting = 1 AND at <= ?2", key.Value, now);
        int claims = file.Execute("UPDATE loyalty_claim SET counting = 3 WHERE key = ?1 AND counting = 1 AND at <= ?2", key.Value, now);
        long leased = file.Number("SELECT sum(granted - drawn) FROM loyalty_lease WHERE key = ?1 AND is_ended = 0 AND expires_at <= ?2", key.Value, now);
        int leases = file.Execute("UPDATE loyalty_lease SET is_ended = 1, ended_at = expires_at WHERE key = ?1 AND is_ended = 0 AND expires_at <= ?2", key.Value, now);
        if (claims + leases == 0)
        {
            return false;
        }

        file.Execute("UPDATE loyalty_counter SET held = held - ?2, leased = leased - ?3 WHERE key = ?1", key.Value, held, leased);
        return true;
    }

    private void Save(RedemptionRow row, ClaimRow claim)
    {
        if (claim.IsEmpty)
        {
            file.Execute("DELETE FROM loyalty_claim WHERE redemption = ?1 AND key = ?2", row.Id.Value, claim.Key.Value);
            return;
        }

        file.Execute(
            "INSERT INTO loyalty_claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (redemption, key) DO UPDATE SET "
            + "claimed = excluded.claimed, most = excluded.most, amount = excluded.amount, counting = excluded.counting, at = excluded.at",
            row.Id.Value, claim.Key.Value, claim.Key.Guest, claim.Claimed, claim.Most, claim.Amount, (long)claim.Counting, claim.At);
    }
}
