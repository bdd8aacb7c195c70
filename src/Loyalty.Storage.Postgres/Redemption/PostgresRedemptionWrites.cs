using Loyalty.Pos.Redemption;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;

namespace Loyalty.Storage.Postgres.Redemption;

/// <summary>What changed in locked rows, as statements: one for each table, however many rows.</summary>
internal static class PostgresRedemptionWrites
{
    /// <summary>Stands for null in arrays of numbers that are never negative.</summary>
    private const long None = -1;

    public static void Add(Statements write, RedemptionRows rows)
    {
        Redemptions(write, [.. rows.Redemptions.Values]);
        Claims(write, [.. rows.Redemptions.Values.SelectMany(r => r.Claims.Values.Where(c => c.IsChanged).Select(c => (r, c)))]);
        Counters(write, [.. rows.Counters.Values]);
        NewLeases(write, [.. rows.Leases.Values.Where(l => l.IsNew)]);
        Leases(write, [.. rows.Leases.Values.Where(l => l is { IsNew: false, IsChanged: true })]);
    }

    private static void Redemptions(Statements write, RedemptionRow[] all)
    {
        RedemptionRow[] changed = [.. all.Where(r => r is { IsChanged: true, IsKnown: true })];
        if (changed.Length > 0)
        {
            write.Add(
                "UPDATE loyalty.redemption r SET state = q.state, guest = q.guest, till = q.till, has_content = q.has_content, is_journaled = q.is_journaled, "
                + "expires_at = q.expires_at, settled_at = q.settled_at "
                + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS q(id, state, guest, till, has_content, is_journaled, expires_at, settled_at) WHERE r.id = q.id",
                Of(changed, r => r.Id.Value), Of(changed, r => (int)r.State), Of(changed, r => r.Guest), Of(changed, r => r.Till.Value), Of(changed, r => r.HasContent),
                Of(changed, r => r.IsJournaled), Of(changed, r => r.ExpiresAt), Of(changed, r => r.SettledAt));
        }

        RedemptionRow[] blank = [.. all.Where(r => !r.IsKnown)];
        if (blank.Length > 0)
        {
            write.Add("DELETE FROM loyalty.redemption WHERE id = ANY ($1)", Of(blank, r => r.Id.Value));
        }
    }

    private static void Claims(Statements write, (RedemptionRow Row, ClaimRow Claim)[] changed)
    {
        (RedemptionRow Row, ClaimRow Claim)[] kept = [.. changed.Where(c => !c.Claim.IsEmpty)];
        if (kept.Length > 0)
        {
            write.Add(
                "INSERT INTO loyalty.claim SELECT q.redemption, q.key, q.guest, nullif(q.claimed, -1), nullif(q.most, -1), q.amount, q.counting, q.at "
                + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS q(redemption, key, guest, claimed, most, amount, counting, at) "
                + "ON CONFLICT (redemption, key) DO UPDATE SET claimed = excluded.claimed, most = excluded.most, amount = excluded.amount, counting = excluded.counting, at = excluded.at",
                Of(kept, c => c.Row.Id.Value), Of(kept, c => c.Claim.Key.Value), Of(kept, c => c.Claim.Key.Guest), Of(kept, c => c.Claim.Claimed ?? None),
                Of(kept, c => c.Claim.Most ?? None), Of(kept, c => c.Claim.Amount), Of(kept, c => (int)c.Claim.Counting), Of(kept, c => c.Claim.At));
        }

        (RedemptionRow Row, ClaimRow Claim)[] empty = [.. changed.Where(c => c.Claim.IsEmpty)];
        if (empty.Length > 0)
        {
            write.Add(
                "DELETE FROM loyalty.claim c USING unnest($1, $2) AS q(redemption, key) WHERE c.redemption = q.redemption AND c.key = q.key",
                Of(empty, c => c.Row.Id.Value), Of(empty, c => c.Claim.Key.Value));
        }
    }

    private static void Counters(Statements write, CounterRow[] all)
    {
        CounterRow[] changed = [.. all.Where(c => c.IsChanged && !c.IsBlank)];
        if (changed.Length > 0)
        {
            write.Add(
                "UPDATE loyalty.counter n SET used = q.used, held = q.held, leased = q.leased, most = q.most, is_overrun = q.used > q.most "
                + "FROM unnest($1, $2, $3, $4, $5) AS q(key, used, held, leased, most) WHERE n.key = q.key",
                Of(changed, c => c.Key.Value), Of(changed, c => c.Used), Of(changed, c => c.Held), Of(changed, c => c.Leased), Of(changed, c => c.Limit));
        }

        CounterRow[] blank = [.. all.Where(c => c.IsBlank)];
        if (blank.Length > 0)
        {
            write.Add("DELETE FROM loyalty.counter WHERE key = ANY ($1)", Of(blank, c => c.Key.Value));
        }
    }

    /// <summary>The same id for another limit at the same time violates the key, so that the later one begins anew and finds the other.</summary>
    private static void NewLeases(Statements write, LeaseRow[] added)
    {
        if (added.Length > 0)
        {
            write.Add(
                "INSERT INTO loyalty.lease SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                Of(added, l => l.Id.Value), Of(added, l => l.Till.Value), Of(added, l => l.Key.Value), Of(added, l => l.Wanted), Of(added, l => l.Granted),
                Of(added, l => l.Drawn), Of(added, l => l.ExpiresAt), Of(added, l => l.IsEnded), Of(added, l => l.EndedAt));
        }
    }

    private static void Leases(Statements write, LeaseRow[] changed)
    {
        if (changed.Length > 0)
        {
            write.Add(
                "UPDATE loyalty.lease l SET drawn = q.drawn, expires_at = q.expires_at, is_ended = q.is_ended, ended_at = q.ended_at "
                + "FROM unnest($1, $2, $3, $4, $5) AS q(id, drawn, expires_at, is_ended, ended_at) WHERE l.id = q.id",
                Of(changed, l => l.Id.Value), Of(changed, l => l.Drawn), Of(changed, l => l.ExpiresAt), Of(changed, l => l.IsEnded), Of(changed, l => l.EndedAt));
        }
    }

    private static NpgsqlParameter Of<TRow, T>(TRow[] rows, Func<TRow, T> column) => Statements.Of(Array.ConvertAll(rows, r => column(r)));
}
