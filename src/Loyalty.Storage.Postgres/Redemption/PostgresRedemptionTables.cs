using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;

namespace Loyalty.Storage.Postgres.Redemption;

/// <summary>The tables within one transaction. Rows are locked by writing to them, made where there are none, in order of their keys.</summary>
internal sealed class PostgresRedemptionTables(PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellation) : IRedemptionTables
{
    private const string LapseClaims =
        "WITH due AS (UPDATE loyalty.claim SET counting = 3 WHERE key = ANY ($1) AND counting = 1 AND at <= $2 RETURNING key, amount), "
        + "sums AS (SELECT key, sum(amount)::bigint AS amount FROM due GROUP BY key) "
        + "UPDATE loyalty.counter n SET held = n.held - s.amount FROM sums s WHERE n.key = s.key";

    private const string LapseLeases =
        "WITH due AS (UPDATE loyalty.lease SET is_ended = true, ended_at = expires_at WHERE key = ANY ($1) AND NOT is_ended AND expires_at <= $2 RETURNING key, granted - drawn AS amount), "
        + "sums AS (SELECT key, sum(amount)::bigint AS amount FROM due GROUP BY key) "
        + "UPDATE loyalty.counter n SET leased = n.leased - s.amount FROM sums s WHERE n.key = s.key";

    private const string LockCounters =
        "INSERT INTO loyalty.counter SELECT q.key, q.guest, 0, 0, 0, 0, false FROM unnest($1, $2) AS q(key, guest) ORDER BY q.key COLLATE \"C\" "
        + "ON CONFLICT (key) DO UPDATE SET key = excluded.key";

    public async ValueTask<RedemptionRows> LoadAsync(IReadOnlyCollection<ReservationId> ids, IReadOnlyCollection<LimitKey> keys, IReadOnlyCollection<LeaseId> leases, long now)
    {
        RedemptionRows rows = new();
        HashSet<LimitKey> wanted = [.. keys];
        string[] idTexts = [.. ids.Select(i => i.Value)];
        string[] leaseTexts = [.. leases.Select(i => i.Value)];
        if (ids.Count + leases.Count > 0)
        {
            await LockRedemptionsAsync(rows, idTexts, leaseTexts, wanted).ConfigureAwait(false);
        }

        LimitKey[] locked = [.. wanted];
        string[] keyTexts = [.. locked.Select(k => k.Value)];
        await using Statements read = new(database, connection);
        read.Add(LockCounters, Statements.Of(keyTexts), Statements.Of(locked.Select(k => k.Guest).ToArray()))
            .Add(LapseClaims, Statements.Of(keyTexts), Statements.Of(now))
            .Add(LapseLeases, Statements.Of(keyTexts), Statements.Of(now))
            .Add("SELECT key, used, held, leased, most FROM loyalty.counter WHERE key = ANY ($1)", Statements.Of(keyTexts))
            .Add("SELECT redemption, key, claimed, most, counting, at FROM loyalty.claim WHERE redemption = ANY ($1)", Statements.Of(idTexts))
            .Add("SELECT id, till, key, wanted, granted, drawn, expires_at, is_ended, ended_at FROM loyalty.lease WHERE id = ANY ($1)", Statements.Of(leaseTexts));
        await using NpgsqlDataReader reader = await read.ReadAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            LimitKey key = LimitKey.Parse(reader.GetString(0));
            rows.Counters.Add(key, new CounterRow(key) { Used = reader.GetInt64(1), Held = reader.GetInt64(2), Leased = reader.GetInt64(3), Limit = reader.GetInt64(4) });
        }

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            LimitKey key = LimitKey.Parse(reader.GetString(1));
            rows.Redemption(new ReservationId(reader.GetString(0))).Claims.Add(key, new ClaimRow(key)
            {
                Claimed = reader.IsDBNull(2) ? null : reader.GetInt64(2),
                Most = reader.IsDBNull(3) ? null : reader.GetInt64(3),
                Counting = (Counting)reader.GetInt32(4),
                At = reader.GetInt64(5),
            });
        }

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            LeaseId id = new(reader.GetString(0));
            rows.Leases.Add(id, new LeaseRow(id, new TillId(reader.GetString(1)), LimitKey.Parse(reader.GetString(2)), reader.GetInt64(3), reader.GetInt64(4))
            {
                Drawn = reader.GetInt64(5),
                ExpiresAt = reader.GetInt64(6),
                IsEnded = reader.GetBoolean(7),
                EndedAt = reader.GetInt64(8),
            });
        }

        return rows;
    }

    public async ValueTask SaveAsync(RedemptionRows rows)
    {
        await using Statements write = new(database, connection);
        PostgresRedemptionWrites.Add(write, rows);
        if (!write.IsEmpty)
        {
            await write.RunAsync(cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask<List<Sale>> LatestSalesAsync(LimitKey key, long excess)
    {
        List<Sale> sales = [];
        await using Statements read = new(database, connection);
        read.Add(
            "SELECT c.redemption, c.at, r.till, c.amount FROM loyalty.claim c JOIN loyalty.redemption r ON r.id = c.redemption "
            + "WHERE c.key = $1 AND c.counting = 2 AND c.amount > 0 ORDER BY c.at DESC FETCH FIRST $2 ROWS WITH TIES",
            Statements.Of(key.Value), Statements.Of(excess));
        await using NpgsqlDataReader reader = await read.ReadAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            sales.Add(new Sale(new ReservationId(reader.GetString(0)), reader.GetInt64(1), Till(reader.GetString(2)), reader.GetInt64(3)));
        }

        return sales;
    }

    public async ValueTask<List<(LimitKey Key, long Excess)>> OverrunAsync()
    {
        List<(LimitKey, long)> overrun = [];
        await using Statements read = new(database, connection);
        read.Add("SELECT key, used - most FROM loyalty.counter WHERE is_overrun");
        await using NpgsqlDataReader reader = await read.ReadAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            overrun.Add((LimitKey.Parse(reader.GetString(0)), reader.GetInt64(1)));
        }

        return overrun;
    }

    public async ValueTask<(Dictionary<LimitKey, LimitUsage> Usage, bool IsDue)> UsageAsync(IReadOnlyCollection<LimitKey> keys, long now)
    {
        Dictionary<LimitKey, LimitUsage> usage = [];
        string[] keyTexts = [.. keys.Select(k => k.Value)];
        await using Statements read = new(database, connection);
        read.Add(
            "SELECT EXISTS (SELECT 1 FROM loyalty.claim WHERE key = ANY ($1) AND counting = 1 AND at <= $2) "
            + "OR EXISTS (SELECT 1 FROM loyalty.lease WHERE key = ANY ($1) AND NOT is_ended AND expires_at <= $2)",
            Statements.Of(keyTexts), Statements.Of(now));
        read.Add("SELECT key, used, held, leased, most FROM loyalty.counter WHERE key = ANY ($1)", Statements.Of(keyTexts));
        await using NpgsqlDataReader reader = await read.ReadAsync(cancellation).ConfigureAwait(false);
        bool isDue = await reader.ReadAsync(cancellation).ConfigureAwait(false) && reader.GetBoolean(0);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            usage.Add(LimitKey.Parse(reader.GetString(0)), new LimitUsage(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return (usage, isDue);
    }

    public async ValueTask<Dictionary<long, long>> LockJournalAsync(TillId till, IReadOnlyCollection<long> sequences)
    {
        Dictionary<long, long> known = [];
        await using Statements read = new(database, connection);
        read.Add("INSERT INTO loyalty.till VALUES ($1, 0) ON CONFLICT (id) DO UPDATE SET id = excluded.id", Statements.Of(till.Value))
            .Add("SELECT sequence, fingerprint FROM loyalty.journal WHERE till = $1 AND sequence = ANY ($2)", Statements.Of(till.Value), Statements.Of(sequences.ToArray()));
        await using NpgsqlDataReader reader = await read.ReadAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            known.Add(reader.GetInt64(0), reader.GetInt64(1));
        }

        return known;
    }

    public async ValueTask<long> ExtendJournalAsync(TillId till, IReadOnlyCollection<KeyValuePair<long, long>> entries)
    {
        await using Statements write = new(database, connection);
        write.Add(
            "INSERT INTO loyalty.journal SELECT $1, q.sequence, q.fingerprint FROM unnest($2, $3) AS q(sequence, fingerprint)",
            Statements.Of(till.Value), Statements.Of(entries.Select(e => e.Key).ToArray()), Statements.Of(entries.Select(e => e.Value).ToArray()));
        write.Add(
            """
            UPDATE loyalty.till t SET through = coalesce((
              SELECT j.sequence FROM loyalty.journal j
              WHERE j.till = t.id AND j.sequence > t.through
                AND EXISTS (SELECT 1 FROM loyalty.journal f WHERE f.till = t.id AND f.sequence = t.through + 1)
                AND NOT EXISTS (SELECT 1 FROM loyalty.journal n WHERE n.till = t.id AND n.sequence = j.sequence + 1)
              ORDER BY j.sequence LIMIT 1), t.through)
            WHERE t.id = $1 RETURNING t.through
            """,
            Statements.Of(till.Value));
        await using NpgsqlDataReader reader = await write.ReadAsync(cancellation).ConfigureAwait(false);
        return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? reader.GetInt64(0) : 0;
    }

    public async ValueTask<int> EraseAsync(string guest)
    {
        await using Statements write = new(database, connection);
        NpgsqlParameter Guest() => Statements.Of(guest);
        write.Add(
                "SELECT FROM loyalty.redemption WHERE id IN (SELECT id FROM loyalty.redemption WHERE guest = $1 UNION SELECT redemption FROM loyalty.claim WHERE guest = $1) "
                + "ORDER BY id FOR UPDATE", Guest())
            .Add("SELECT FROM loyalty.counter WHERE guest = $1 ORDER BY key FOR UPDATE", Guest())
            .Add("DELETE FROM loyalty.claim WHERE guest = $1", Guest())
            .Add("DELETE FROM loyalty.counter WHERE guest = $1", Guest())
            .Add("WITH named AS (UPDATE loyalty.redemption SET guest = NULL WHERE guest = $1 RETURNING 1) SELECT count(*)::integer, false FROM named", Guest())
            .Add("SELECT 0, EXISTS (SELECT 1 FROM loyalty.redemption WHERE guest = $1) OR EXISTS (SELECT 1 FROM loyalty.claim WHERE guest = $1)", Guest());
        await using NpgsqlDataReader reader = await write.ReadAsync(cancellation).ConfigureAwait(false);
        int erased = 0;
        bool isLeft = false;
        do
        {
            while (reader.FieldCount == 2 && await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                erased += reader.GetInt32(0);
                isLeft |= reader.GetBoolean(1);
            }
        }
        while (await reader.NextResultAsync(cancellation).ConfigureAwait(false));
        return isLeft ? throw new RestartException() : erased;
    }

    public async ValueTask<int> ForgetAsync(long before)
    {
        await using Statements write = new(database, connection);
        NpgsqlParameter Before() => Statements.Of(before);
        const string due = "SELECT key FROM loyalty.claim WHERE counting = 1 AND at < $1 UNION SELECT key FROM loyalty.lease WHERE NOT is_ended AND expires_at < $1";
        string dueKeys = $"ANY (ARRAY({due}))";
        write.Add("SELECT FROM loyalty.redemption WHERE settled_at < $1 ORDER BY id FOR UPDATE", Before())
            .Add($"SELECT FROM loyalty.counter WHERE key = {dueKeys} ORDER BY key FOR UPDATE", Before())
            .Add(LapseClaims.Replace("ANY ($1)", dueKeys, StringComparison.Ordinal).Replace("at <= $2", "at < $1", StringComparison.Ordinal), Before())
            .Add(LapseLeases.Replace("ANY ($1)", dueKeys, StringComparison.Ordinal).Replace("expires_at <= $2", "expires_at < $1", StringComparison.Ordinal), Before())
            .Add("DELETE FROM loyalty.lease WHERE is_ended AND ended_at < $1", Before())
            .Add(
                "WITH gone AS (DELETE FROM loyalty.redemption WHERE settled_at < $1 RETURNING id), "
                + "claims AS (DELETE FROM loyalty.claim c USING gone WHERE c.redemption = gone.id) SELECT count(*)::integer FROM gone", Before());
        await using NpgsqlDataReader reader = await write.ReadAsync(cancellation).ConfigureAwait(false);
        int forgotten = 0;
        do
        {
            while (reader.FieldCount == 1 && await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                forgotten = reader.GetInt32(0);
            }
        }
        while (await reader.NextResultAsync(cancellation).ConfigureAwait(false));
        return forgotten;
    }

    private static TillId Till(string value) => value.Length == 0 ? default : new TillId(value);

    private async ValueTask LockRedemptionsAsync(RedemptionRows rows, string[] ids, string[] leases, HashSet<LimitKey> wanted)
    {
        await using Statements read = new(database, connection);
        read.Add(
                "INSERT INTO loyalty.redemption AS r SELECT q.id, 0, NULL, '', false, false, 0, 0 FROM unnest($1) AS q(id) ORDER BY q.id COLLATE \"C\" "
                + "ON CONFLICT (id) DO UPDATE SET id = excluded.id "
                + "RETURNING r.id, r.xmax = 0, r.state, r.guest, r.till, r.has_content, r.is_journaled, r.expires_at, r.settled_at", Statements.Of(ids))
            .Add("SELECT key FROM loyalty.claim WHERE redemption = ANY ($1) UNION SELECT key FROM loyalty.lease WHERE id = ANY ($2)", Statements.Of(ids), Statements.Of(leases));
        await using NpgsqlDataReader reader = await read.ReadAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            ReservationId id = reader.GetString(0) is { Length: > 0 } text ? new ReservationId(text) : default;
            rows.Redemptions.Add(id, new RedemptionRow(id)
            {
                IsKnown = !reader.GetBoolean(1),
                State = (RedemptionState)reader.GetInt32(2),
                Guest = reader.IsDBNull(3) ? null : reader.GetString(3),
                Till = Till(reader.GetString(4)),
                HasContent = reader.GetBoolean(5),
                IsJournaled = reader.GetBoolean(6),
                ExpiresAt = reader.GetInt64(7),
                SettledAt = reader.GetInt64(8),
            });
        }

        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            wanted.Add(LimitKey.Parse(reader.GetString(0)));
        }
    }
}
