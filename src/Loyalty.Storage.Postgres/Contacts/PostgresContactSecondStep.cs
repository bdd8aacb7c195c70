namespace Loyalty.Storage.Postgres.Contacts;

/// <summary>
/// Version 2: a message may carry other partners' blocks and counts for each of them, and a batch asks about each guest in a statement of its own.
/// The functions of version 1 are dropped, not left beside these: a host that still has the older package would count a message for its sender alone, and so it gets an error.
/// </summary>
internal static class PostgresContactSecondStep
{
    private const string Tables = """
        ALTER TABLE loyalty.contact ADD COLUMN carried text[] COLLATE "C" NOT NULL DEFAULT '{}';
        DROP FUNCTION loyalty.contact_record;
        DROP FUNCTION loyalty.contact_reserve_many;
        DROP FUNCTION loyalty.contact_reserve;
        DROP FUNCTION loyalty.contact_count;
        """;

    /// <summary>Counts a message, where the guest has room for it; first without what nobody can see any more.</summary>
    private const string Count = """
        CREATE FUNCTION loyalty.contact_count(
          p_guest text, p_message text, p_at bigint, p_channel text, p_kind text, p_partner text, p_carried text, p_state integer, p_expires bigint, p_is_full boolean, p_most integer, p_before bigint)
        RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        BEGIN
          IF p_is_full THEN
            DELETE FROM loyalty.contact c WHERE c.guest = p_guest AND c.at < p_before AND c.state <> 1;
            IF (SELECT count(*) FROM loyalty.contact c WHERE c.guest = p_guest AND c.state IN (1, 2)) >= p_most THEN
              RETURN false;
            END IF;
          END IF;
          INSERT INTO loyalty.contact AS c (guest, message, at, channel, kind, partner, carried, state, is_opened, expires_at)
            VALUES (p_guest, p_message, p_at, p_channel, p_kind, p_partner, string_to_array(p_carried, E'\n'), p_state, false, p_expires)
            ON CONFLICT (guest, message) DO UPDATE SET at = excluded.at, channel = excluded.channel, kind = excluded.kind, partner = excluded.partner, carried = excluded.carried,
              state = excluded.state, is_opened = false, expires_at = excluded.expires_at;
          RETURN true;
        END
        $body$;
        """;

    /// <summary>
    /// Decides and counts. The mode: 1 by the bounds, 2 not at all, 3 unless it has its slot. The verdict: 1 it has its slot already, 2 it is allowed and counted, 3 it is refused,
    /// 4 only the calendar can tell, 5 the guest is full. With 3 and 4 come the contacts that matter. Lists of names are texts, parted by line feeds.
    /// </summary>
    private const string Reserve = """
        CREATE FUNCTION loyalty.contact_reserve(
          p_guest text, p_message text, p_now bigint, p_mode integer, p_at bigint, p_channel text, p_kind text, p_partner text, p_carried text, p_expires bigint, p_most integer, p_before bigint,
          p_since bigint, p_max integer[], p_from bigint[], p_sure bigint[], p_until bigint[], p_channels text[], p_kinds text[], p_except text[], p_partners text[])
        RETURNS TABLE (out_verdict integer, out_state integer, out_expires bigint, out_at bigint[], out_channel text[], out_kind text[], out_partner text[], out_carried text[]) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        DECLARE
          v_count bigint; v_due boolean; v_reached boolean; v_unsure boolean;
        BEGIN
          INSERT INTO loyalty.contact_guest AS g VALUES (p_guest, 0) ON CONFLICT (guest) DO UPDATE SET changes = g.changes + 1;
          LOOP
            WITH live AS MATERIALIZED (
                SELECT h.message, h.at, h.channel, h.kind, h.partner, h.carried, h.state, h.expires_at FROM loyalty.contact h WHERE h.guest = p_guest AND h.state IN (1, 2)),
              counted AS (
                SELECT b.most, count(c.at) AS counted, count(c.at) FILTER (WHERE c.at < b.sure_at) AS unsure
                FROM unnest(p_max, p_from, p_sure, p_until, p_channels, p_kinds, p_except, p_partners) WITH ORDINALITY
                  AS b(most, from_at, sure_at, until_at, channels, kinds, except_kinds, partners, number)
                JOIN live c ON c.at >= b.from_at AND c.at < b.until_at
                  AND (b.channels = '' OR c.channel = ANY (string_to_array(b.channels, E'\n')))
                  AND (b.kinds = '' OR c.kind = ANY (string_to_array(b.kinds, E'\n')))
                  AND (b.except_kinds = '' OR c.kind <> ALL (string_to_array(b.except_kinds, E'\n')))
                  AND (b.partners = '' OR c.partner = ANY (string_to_array(b.partners, E'\n')) OR c.carried && string_to_array(b.partners, E'\n'))
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
            SELECT array_agg(h.at), array_agg(h.channel), array_agg(h.kind), array_agg(h.partner), array_agg(array_to_string(h.carried, E'\n'))
              INTO out_at, out_channel, out_kind, out_partner, out_carried
              FROM loyalty.contact h WHERE h.guest = p_guest AND h.state IN (1, 2) AND h.at >= p_since;
          ELSIF loyalty.contact_count(p_guest, p_message, p_at, p_channel, p_kind, p_partner, p_carried, 1, p_expires, v_count >= p_most, p_most, p_before) THEN
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

    private const string Record = """
        CREATE FUNCTION loyalty.contact_record(
          p_guest text, p_message text, p_now bigint, p_at bigint, p_channel text, p_kind text, p_partner text, p_carried text, p_most integer, p_before bigint,
          OUT out_before integer, OUT out_after integer) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
        BEGIN
          SELECT s.out_before, s.out_after INTO out_before, out_after FROM loyalty.contact_settle(p_guest, p_message, p_now, 2) s;
          IF out_before = 0 AND loyalty.contact_count(p_guest, p_message, p_at, p_channel, p_kind, p_partner, p_carried, 2, 0, (SELECT count(*) FROM loyalty.contact c WHERE c.guest = p_guest AND c.state IN (1, 2)) >= p_most, p_most, p_before) THEN
            out_after := 2;
          END IF;
        END
        $body$;
        """;

    public static string Sql { get; } = string.Join('\n', [Tables, Count, Reserve, Record]);
}
