using Loyalty.Storage.Internal;

namespace Loyalty.Storage.Postgres.Redemption;

/// <summary>The tables of redemptions, and the function that reserves in one round trip. Texts are compared byte by byte; instants are ticks in UTC.</summary>
internal static class PostgresRedemptionSchema
{
    private const string Tables = """
        CREATE TABLE loyalty.redemption (
          id text COLLATE "C" PRIMARY KEY, state integer NOT NULL, guest text COLLATE "C", till text COLLATE "C" NOT NULL, has_content boolean NOT NULL,
          is_journaled boolean NOT NULL, expires_at bigint NOT NULL, settled_at bigint NOT NULL);
        CREATE INDEX redemption_settled ON loyalty.redemption (settled_at);
        CREATE INDEX redemption_guest ON loyalty.redemption (guest) WHERE guest IS NOT NULL;
        CREATE TABLE loyalty.counter (
          key text COLLATE "C" PRIMARY KEY, guest text COLLATE "C", used bigint NOT NULL CHECK (used >= 0), held bigint NOT NULL CHECK (held >= 0),
          leased bigint NOT NULL CHECK (leased >= 0), most bigint NOT NULL, is_overrun boolean NOT NULL) WITH (fillfactor = 70);
        CREATE INDEX counter_overrun ON loyalty.counter (key) WHERE is_overrun;
        CREATE INDEX counter_guest ON loyalty.counter (guest) WHERE guest IS NOT NULL;
        CREATE TABLE loyalty.claim (
          redemption text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, guest text COLLATE "C", claimed bigint, most bigint, amount bigint NOT NULL,
          counting integer NOT NULL, at bigint NOT NULL, PRIMARY KEY (redemption, key));
        CREATE INDEX claim_held ON loyalty.claim (key, at) WHERE counting = 1;
        CREATE INDEX claim_used ON loyalty.claim (key, at) WHERE counting = 2;
        CREATE INDEX claim_guest ON loyalty.claim (guest) WHERE guest IS NOT NULL;
        CREATE TABLE loyalty.lease (
          id text COLLATE "C" PRIMARY KEY, till text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, wanted bigint NOT NULL, granted bigint NOT NULL,
          drawn bigint NOT NULL, expires_at bigint NOT NULL, is_ended boolean NOT NULL, ended_at bigint NOT NULL);
        CREATE INDEX lease_live ON loyalty.lease (key, expires_at) WHERE NOT is_ended;
        CREATE INDEX lease_ended ON loyalty.lease (ended_at);
        CREATE TABLE loyalty.till (id text COLLATE "C" PRIMARY KEY, through bigint NOT NULL);
        CREATE TABLE loyalty.journal (
          till text COLLATE "C" NOT NULL, sequence bigint NOT NULL, fingerprint bigint NOT NULL, PRIMARY KEY (till, sequence));
        """;

    /// <summary>Locks the redemption, then the counters in order of their keys, as every other call does.</summary>
    private const string Reserve = """
        CREATE FUNCTION loyalty.reserve(
          p_id text, p_guest text, p_till text, p_until bigint, p_now bigint, p_keys text[], p_guests text[], p_amounts bigint[], p_mosts bigint[])
        RETURNS TABLE (out_outcome integer, out_state integer, out_until bigint, out_key text, out_free bigint) LANGUAGE plpgsql AS $body$
        DECLARE
          v_state integer; v_guest text; v_has boolean; v_expires bigint; v_new boolean; v_keys text[] := p_keys;
        BEGIN
          INSERT INTO loyalty.redemption AS r VALUES (p_id, 0, NULL, '', false, false, 0, 0)
            ON CONFLICT (id) DO UPDATE SET id = excluded.id
            RETURNING r.state, r.guest, r.has_content, r.expires_at, r.xmax = 0 INTO v_state, v_guest, v_has, v_expires, v_new;
          IF v_state = 5 THEN
            RETURN QUERY SELECT 4, 5, NULL::bigint, NULL::text, NULL::bigint;
            RETURN;
          END IF;
          IF NOT v_new THEN
            v_keys := ARRAY(SELECT unnest(p_keys) UNION SELECT c.key FROM loyalty.claim c WHERE c.redemption = p_id AND c.claimed IS NOT NULL);
          END IF;
          INSERT INTO loyalty.counter
            SELECT q.key, q.guest, 0, 0, 0, 0, false FROM (
              SELECT a.key, a.guest FROM unnest(p_keys, p_guests) AS a(key, guest)
              UNION SELECT c.key, c.guest FROM loyalty.claim c WHERE NOT v_new AND c.redemption = p_id AND c.claimed IS NOT NULL) q
            ORDER BY q.key COLLATE "C"
            ON CONFLICT (key) DO UPDATE SET key = excluded.key;
          WITH due AS (UPDATE loyalty.claim c SET counting = 3 WHERE c.key = ANY (v_keys) AND c.counting = 1 AND c.at <= p_now RETURNING c.key, c.amount),
            sums AS (SELECT d.key, sum(d.amount)::bigint AS amount FROM due d GROUP BY d.key)
            UPDATE loyalty.counter n SET held = n.held - s.amount FROM sums s WHERE n.key = s.key;
          WITH due AS (UPDATE loyalty.lease l SET is_ended = true, ended_at = l.expires_at
              WHERE l.key = ANY (v_keys) AND NOT l.is_ended AND l.expires_at <= p_now RETURNING l.key, l.granted - l.drawn AS amount),
            sums AS (SELECT d.key, sum(d.amount)::bigint AS amount FROM due d GROUP BY d.key)
            UPDATE loyalty.counter n SET leased = n.leased - s.amount FROM sums s WHERE n.key = s.key;
          IF v_state = 1 AND (v_expires <= p_now
              OR EXISTS (SELECT 1 FROM loyalty.claim c WHERE c.redemption = p_id AND c.claimed IS NOT NULL AND c.counting = 3)) THEN
            WITH rest AS (UPDATE loyalty.claim c SET counting = 0 WHERE c.redemption = p_id AND c.counting = 1 RETURNING c.key, c.amount)
              UPDATE loyalty.counter n SET held = n.held - d.amount FROM rest d WHERE n.key = d.key;
            UPDATE loyalty.redemption r SET state = 2, settled_at = r.expires_at WHERE r.id = p_id;
            v_state := 2;
          END IF;
          IF v_has AND ((v_guest IS NOT NULL AND p_guest IS NOT NULL AND v_guest <> p_guest) OR EXISTS (
              SELECT 1 FROM (SELECT c.key, c.claimed FROM loyalty.claim c WHERE c.redemption = p_id AND c.claimed IS NOT NULL AND c.guest IS NULL) a
              FULL JOIN (SELECT u.key, u.amount FROM unnest(p_keys, p_guests, p_amounts) AS u(key, guest, amount) WHERE u.guest IS NULL) b ON a.key = b.key
              WHERE a.claimed IS DISTINCT FROM b.amount)) THEN
            RETURN QUERY SELECT 3, v_state, NULL::bigint, NULL::text, NULL::bigint;
          ELSIF v_state = 4 THEN
            RETURN QUERY SELECT 1, 4, NULL::bigint, NULL::text, NULL::bigint;
          ELSIF v_state = 1 THEN
            v_expires := greatest(v_expires, p_until);
            UPDATE loyalty.redemption r SET expires_at = v_expires, settled_at = v_expires WHERE r.id = p_id;
            UPDATE loyalty.claim c SET at = v_expires WHERE c.redemption = p_id AND c.claimed IS NOT NULL;
            RETURN QUERY SELECT 1, 1, v_expires, NULL::text, NULL::bigint;
          ELSE
            RETURN QUERY
              SELECT 2, v_state, NULL::bigint, n.key, greatest(0, q.most - n.used - n.held - n.leased)
              FROM unnest(p_keys, p_amounts, p_mosts) AS q(key, amount, most)
              JOIN loyalty.counter n ON n.key = q.key
              LEFT JOIN loyalty.claim c ON c.redemption = p_id AND c.key = q.key
              WHERE least(q.amount, c.most) > greatest(0, q.most - n.used - n.held - n.leased);
            IF NOT FOUND THEN
              IF NOT v_new THEN
                UPDATE loyalty.claim c SET claimed = NULL, amount = 0, counting = 0 WHERE c.redemption = p_id AND c.claimed IS NOT NULL AND NOT c.key = ANY (p_keys);
                DELETE FROM loyalty.claim c WHERE c.redemption = p_id AND c.claimed IS NULL AND c.most IS NULL;
              END IF;
              INSERT INTO loyalty.claim AS c
                SELECT p_id, q.key, q.guest, q.amount, NULL, q.amount, 1, p_until FROM unnest(p_keys, p_guests, p_amounts) AS q(key, guest, amount)
                ON CONFLICT (redemption, key) DO UPDATE
                SET claimed = excluded.claimed, amount = least(excluded.claimed, c.most), counting = 1, at = excluded.at;
              UPDATE loyalty.counter n
                SET held = n.held + c.amount, most = greatest(n.most, q.most), is_overrun = n.used > greatest(n.most, q.most)
                FROM unnest(p_keys, p_mosts) AS q(key, most) JOIN loyalty.claim c ON c.redemption = p_id AND c.key = q.key
                WHERE n.key = q.key;
              UPDATE loyalty.redemption r
                SET state = 1, guest = p_guest, till = p_till, has_content = true, expires_at = p_until, settled_at = p_until WHERE r.id = p_id;
              RETURN QUERY SELECT 0, 1, p_until, NULL::text, NULL::bigint;
              RETURN;
            END IF;
            IF v_new THEN
              DELETE FROM loyalty.redemption r WHERE r.id = p_id;
            END IF;
          END IF;
          DELETE FROM loyalty.counter n WHERE n.key = ANY (v_keys) AND n.used = 0 AND n.held = 0 AND n.leased = 0 AND n.most = 0;
        END
        $body$;
        """;

    public static StorageSchema Current { get; } = new("redemption", [Tables + "\n" + Reserve]);
}
