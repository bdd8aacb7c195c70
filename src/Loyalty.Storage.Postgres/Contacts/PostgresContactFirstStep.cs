using System.Globalization;
using System.Text;

namespace Loyalty.Storage.Postgres.Contacts;

/// <summary>Version 1: messages that one partner sends for itself. <see cref="PostgresContactSecondStep"/> replaces the functions that count.</summary>
internal static class PostgresContactFirstStep
{
    private const int Partitions = 16;

    /// <summary>A guest's row is locked by whoever may count for them, and moves on each time, so that a snapshot from before is noticed at any isolation.</summary>
    private const string Tables = """
        CREATE TABLE loyalty.contact_guest (guest text COLLATE "C" PRIMARY KEY, changes bigint NOT NULL) PARTITION BY HASH (guest);
        CREATE TABLE loyalty.contact (
          guest text COLLATE "C" NOT NULL, message text COLLATE "C" NOT NULL, at bigint NOT NULL, channel text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL,
          partner text COLLATE "C" NOT NULL, state smallint NOT NULL, is_opened boolean NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (guest, message)) PARTITION BY HASH (guest);
        CREATE INDEX contact_counting ON loyalty.contact (guest, at) WHERE state IN (1, 2);
        CREATE INDEX contact_held ON loyalty.contact (guest, expires_at) WHERE state = 1;
        """;

    /// <summary>Locks a guest, gives up what is due, and tells where a message stands.</summary>
    private const string Find = """
        CREATE FUNCTION loyalty.contact_find(p_guest text, p_message text, p_now bigint, OUT out_state integer, OUT out_expires bigint) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        BEGIN
          INSERT INTO loyalty.contact_guest AS g VALUES (p_guest, 0) ON CONFLICT (guest) DO UPDATE SET changes = g.changes + 1;
          UPDATE loyalty.contact c SET state = 4 WHERE c.guest = p_guest AND c.state = 1 AND c.expires_at <= p_now;
          SELECT c.state, c.expires_at INTO out_state, out_expires FROM loyalty.contact c WHERE c.guest = p_guest AND c.message = p_message;
          out_state := coalesce(out_state, 0);
        END
        $body$;
        """;

    /// <summary>Counts a message, where the guest has room for it; first without what nobody can see any more.</summary>
    private const string Count = """
        CREATE FUNCTION loyalty.contact_count(
          p_guest text, p_message text, p_at bigint, p_channel text, p_kind text, p_partner text, p_state integer, p_expires bigint, p_is_full boolean, p_most integer, p_before bigint)
        RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        BEGIN
          IF p_is_full THEN
            DELETE FROM loyalty.contact c WHERE c.guest = p_guest AND c.at < p_before AND c.state <> 1;
            IF (SELECT count(*) FROM loyalty.contact c WHERE c.guest = p_guest AND c.state IN (1, 2)) >= p_most THEN
              RETURN false;
            END IF;
          END IF;
          INSERT INTO loyalty.contact AS c VALUES (p_guest, p_message, p_at, p_channel, p_kind, p_partner, p_state, false, p_expires)
            ON CONFLICT (guest, message) DO UPDATE SET at = excluded.at, channel = excluded.channel, kind = excluded.kind, partner = excluded.partner,
              state = excluded.state, is_opened = false, expires_at = excluded.expires_at;
          RETURN true;
        END
        $body$;
        """;

    /// <summary>
    /// Decides and counts. The mode: 1 by the bounds, 2 not at all, 3 unless it has its slot. The verdict: 1 it has its slot already, 2 it is allowed and counted, 3 it is refused,
    /// 4 only the calendar can tell, 5 the guest is full. With 3 and 4 come the contacts that matter.
    /// </summary>
    private const string Reserve = """
        CREATE FUNCTION loyalty.contact_reserve(
          p_guest text, p_message text, p_now bigint, p_mode integer, p_at bigint, p_channel text, p_kind text, p_partner text, p_expires bigint, p_most integer, p_before bigint,
          p_since bigint, p_max integer[], p_from bigint[], p_sure bigint[], p_until bigint[], p_channels text[], p_kinds text[], p_except text[], p_partners text[])
        RETURNS TABLE (out_verdict integer, out_state integer, out_expires bigint, out_at bigint[], out_channel text[], out_kind text[], out_partner text[]) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        DECLARE
          v_count bigint; v_due boolean; v_reached boolean; v_unsure boolean;
        BEGIN
          INSERT INTO loyalty.contact_guest AS g VALUES (p_guest, 0) ON CONFLICT (guest) DO UPDATE SET changes = g.changes + 1;
          LOOP
            WITH live AS MATERIALIZED (
                SELECT h.message, h.at, h.channel, h.kind, h.partner, h.state, h.expires_at FROM loyalty.contact h WHERE h.guest = p_guest AND h.state IN (1, 2)),
              counted AS (
                SELECT b.most, count(c.at) AS counted, count(c.at) FILTER (WHERE c.at < b.sure_at) AS unsure
                FROM unnest(p_max, p_from, p_sure, p_until, p_channels, p_kinds, p_except, p_partners) WITH ORDINALITY
                  AS b(most, from_at, sure_at, until_at, channels, kinds, except_kinds, partners, number)
                JOIN live c ON c.at >= b.from_at AND c.at < b.until_at
                  AND (b.channels = '' OR c.channel = ANY (string_to_array(b.channels, E'\n')))
                  AND (b.kinds = '' OR c.kind = ANY (string_to_array(b.kinds, E'\n')))
                  AND (b.except_kinds = '' OR c.kind <> ALL (string_to_array(b.except_kinds, E'\n')))
                  AND (b.partners = '' OR c.partner = ANY (string_to_array(b.partners, E'\n')))
                GROUP BY b.number, b.most)
              SELECT n.live, n.due, coalesce(n.state, 0), n.expires, coalesce(r.reached, false), coalesce(r.unsure, false)
              INTO v_count, v_due, out_state, out_expires, v_reached, v_unsure
              FROM (SELECT count(*) AS live, coalesce(bool_or(l.state = 1 AND l.expires_at <= p_now), false) AS due,
                      max(l.state) FILTER (WHERE l.message = p_message) AS state, max(l.expires_at) FILTER (WHERE l.message = p_message) AS expires FROM live l) n,
                (SELECT bool_or(t.counted >= t.most) AS reached, bool_or(t.unsure > 0) AS unsure FROM counted t) r;
            EXIT WHEN NOT v_due;
            UPDATE loyalty.contact c SET state = 4 WHERE c.guest = p_guest AND c.state = 1 AND c.expires_at <= p_now;
          END LOOP;
          IF out_state IN (1, 2) THEN
            out_verdict := 1;
          ELSIF p_mode = 2 OR (p_mode = 1 AND (v_reached OR v_unsure)) THEN
            out_verdict := CASE WHEN v_unsure THEN 4 ELSE 3 END;
            SELECT array_agg(h.at), array_agg(h.channel), array_agg(h.kind), array_agg(h.partner) INTO out_at, out_channel, out_kind, out_partner
              FROM loyalty.contact h WHERE h.guest = p_guest AND h.state IN (1, 2) AND h.at >= p_since;
          ELSIF loyalty.contact_count(p_guest, p_message, p_at, p_channel, p_kind, p_partner, 1, p_expires, v_count >= p_most, p_most, p_before) THEN
            out_verdict := 2;
            out_state := 1;
            out_expires := p_expires;
          ELSE
            out_verdict := 5;
          END IF;
          RETURN NEXT;
        END
        $body$;
        """;

    /// <summary>
    /// Decides and counts for many guests in one transaction, each guest once: locks them in the order of their keys, then does each step for all. Verdicts are those of contact_reserve;
    /// with 5, and with 4, the question is asked again on its own.
    /// </summary>
    private const string ReserveMany = """
        CREATE FUNCTION loyalty.contact_reserve_many(
          p_now bigint, p_expires bigint, p_most integer, p_guest text[], p_message text[], p_mode integer[], p_at bigint[], p_channel text[], p_kind text[], p_partner text[], p_since bigint[],
          p_question integer[], p_max integer[], p_from bigint[], p_sure bigint[], p_until bigint[], p_channels text[], p_kinds text[], p_except text[], p_partners text[])
        RETURNS TABLE (out_verdict integer, out_state integer, out_expires bigint, out_at bigint[], out_channel text[], out_kind text[], out_partner text[], out_number bigint)
        LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $body$
        DECLARE
          v_verdict integer[]; v_state integer[]; v_expires bigint[];
        BEGIN
          INSERT INTO loyalty.contact_guest AS g SELECT q.guest, 0 FROM unnest(p_guest) AS q(guest) ORDER BY q.guest COLLATE "C" ON CONFLICT (guest) DO UPDATE SET changes = g.changes + 1;
          UPDATE loyalty.contact c SET state = 4 WHERE c.guest = ANY (p_guest) AND c.state = 1 AND c.expires_at <= p_now;
          WITH q AS MATERIALIZED (SELECT u.guest, u.message, u.mode, u.number FROM unnest(p_guest, p_message, p_mode) WITH ORDINALITY AS u(guest, message, mode, number)),
            live AS MATERIALIZED (
              SELECT q.number, h.message = q.message AS is_it, h.at, h.channel, h.kind, h.partner, h.state, h.expires_at
              FROM q CROSS JOIN LATERAL (SELECT c.* FROM loyalty.contact c WHERE c.guest = q.guest AND c.state IN (1, 2) OFFSET 0) h),
            counted AS (
              SELECT b.question, b.most, count(*) AS counted, count(*) FILTER (WHERE c.at < b.sure_at) AS unsure
              FROM unnest(p_question, p_max, p_from, p_sure, p_until, p_channels, p_kinds, p_except, p_partners) WITH ORDINALITY
                AS b(question, most, from_at, sure_at, until_at, channels, kinds, except_kinds, partners, bound)
              JOIN live c ON c.number = b.question AND c.at >= b.from_at AND c.at < b.until_at
                AND (b.channels = '' OR c.channel = ANY (string_to_array(b.channels, E'\n')))
                AND (b.kinds = '' OR c.kind = ANY (string_to_array(b.kinds, E'\n')))
                AND (b.except_kinds = '' OR c.kind <> ALL (string_to_array(b.except_kinds, E'\n')))
                AND (b.partners = '' OR c.partner = ANY (string_to_array(b.partners, E'\n')))
              GROUP BY b.bound, b.question, b.most),
            reached AS (SELECT t.question, bool_or(t.counted >= t.most) AS is_reached, bool_or(t.unsure > 0) AS is_unsure FROM counted t GROUP BY t.question),
            known AS (
              SELECT l.number, count(*) AS live, max(l.state) FILTER (WHERE l.is_it) AS state, max(l.expires_at) FILTER (WHERE l.is_it) AS expires FROM live l GROUP BY l.number)
          SELECT array_agg(v.verdict ORDER BY v.number), array_agg(v.state ORDER BY v.number), array_agg(v.expires ORDER BY v.number) INTO v_verdict, v_state, v_expires FROM (
            SELECT q.number, coalesce(k.state, 0)::integer AS state, k.expires,
              CASE WHEN k.state IS NOT NULL THEN 1 WHEN q.mode = 2 THEN 3 WHEN r.is_unsure THEN 4 WHEN r.is_reached THEN 3 WHEN k.live >= p_most THEN 5 ELSE 2 END AS verdict
            FROM q LEFT JOIN known k ON k.number = q.number LEFT JOIN reached r ON r.question = q.number) v;
          INSERT INTO loyalty.contact AS c
            SELECT q.guest, q.message, q.at, q.channel, q.kind, q.partner, 1, false, p_expires
            FROM unnest(p_guest, p_message, p_at, p_channel, p_kind, p_partner, v_verdict) AS q(guest, message, at, channel, kind, partner, verdict) WHERE q.verdict = 2
            ON CONFLICT (guest, message) DO UPDATE SET at = excluded.at, channel = excluded.channel, kind = excluded.kind, partner = excluded.partner,
              state = excluded.state, is_opened = false, expires_at = excluded.expires_at;
          RETURN QUERY
            SELECT q.verdict, CASE WHEN q.verdict = 2 THEN 1 ELSE q.state END, CASE WHEN q.verdict = 2 THEN p_expires ELSE q.expires END, h.at, h.channel, h.kind, h.partner, q.number
            FROM unnest(v_verdict, v_state, v_expires, p_guest, p_since) WITH ORDINALITY AS q(verdict, state, expires, guest, since, number)
            LEFT JOIN LATERAL (
              SELECT array_agg(c.at) AS at, array_agg(c.channel) AS channel, array_agg(c.kind) AS kind, array_agg(c.partner) AS partner
              FROM loyalty.contact c WHERE c.guest = q.guest AND c.state IN (1, 2) AND c.at >= q.since) h ON q.verdict = 3
            ORDER BY q.number;
        END
        $body$;
        """;

    /// <summary>Confirms (2) or releases (3). A late confirmation counts as well, because the guest got the message.</summary>
    private const string Settle = """
        CREATE FUNCTION loyalty.contact_settle(p_guest text, p_message text, p_now bigint, p_to integer, OUT out_before integer, OUT out_after integer) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        BEGIN
          SELECT f.out_state INTO out_before FROM loyalty.contact_find(p_guest, p_message, p_now) f;
          out_after := CASE WHEN out_before = 1 OR (p_to = 2 AND out_before <> 0) THEN p_to ELSE out_before END;
          IF out_after <> out_before THEN
            UPDATE loyalty.contact c SET state = out_after WHERE c.guest = p_guest AND c.message = p_message;
          END IF;
        END
        $body$;
        """;

    private const string Record = """
        CREATE FUNCTION loyalty.contact_record(
          p_guest text, p_message text, p_now bigint, p_at bigint, p_channel text, p_kind text, p_partner text, p_most integer, p_before bigint,
          OUT out_before integer, OUT out_after integer) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        BEGIN
          SELECT s.out_before, s.out_after INTO out_before, out_after FROM loyalty.contact_settle(p_guest, p_message, p_now, 2) s;
          IF out_before = 0 AND loyalty.contact_count(p_guest, p_message, p_at, p_channel, p_kind, p_partner, 2, 0, (SELECT count(*) FROM loyalty.contact c WHERE c.guest = p_guest AND c.state IN (1, 2)) >= p_most, p_most, p_before) THEN
            out_after := 2;
          END IF;
        END
        $body$;
        """;

    /// <summary>Forgets a guest; the lock on their row keeps others from counting meanwhile.</summary>
    private const string Erase = """
        CREATE FUNCTION loyalty.contact_erase(p_guest text) RETURNS integer LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        DECLARE
          v_erased integer;
        BEGIN
          PERFORM FROM loyalty.contact_guest g WHERE g.guest = p_guest FOR UPDATE;
          DELETE FROM loyalty.contact c WHERE c.guest = p_guest;
          GET DIAGNOSTICS v_erased = ROW_COUNT;
          DELETE FROM loyalty.contact_guest g WHERE g.guest = p_guest;
          RETURN v_erased;
        END
        $body$;
        """;

    public static string Sql { get; } = string.Join('\n', [Tables, Parts(), Find, Count, Reserve, ReserveMany, Settle, Record, Erase]);

    private static string Parts()
    {
        StringBuilder parts = new();
        for (int i = 0; i < Partitions; i++)
        {
            parts.Append(CultureInfo.InvariantCulture, $"CREATE TABLE loyalty.contact_guest_{i} PARTITION OF loyalty.contact_guest FOR VALUES WITH (MODULUS {Partitions}, REMAINDER {i}) WITH (fillfactor = 70);\n")
                .Append(CultureInfo.InvariantCulture, $"CREATE TABLE loyalty.contact_{i} PARTITION OF loyalty.contact FOR VALUES WITH (MODULUS {Partitions}, REMAINDER {i}) WITH (fillfactor = 90);\n");
        }

        return parts.ToString();
    }
}
