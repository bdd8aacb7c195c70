using Loyalty.Pos.Redemption;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;

namespace Loyalty.Storage.Postgres.Redemption;

/// <summary>Asks the server's function to reserve.</summary>
internal static class PostgresReserve
{
    public static async ValueTask<ReserveResult> RunAsync(PostgresDatabase database, NpgsqlConnection connection, Reservation reservation, long now, CancellationToken cancellation)
    {
        IReadOnlyList<LimitClaim> claims = reservation.Claims;
        await using Statements call = new(database, connection);
        call.Add(
            "SELECT out_outcome, out_state, out_until, out_key, out_free FROM loyalty.reserve($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            Statements.Of(reservation.Id.Value),
            reservation.Guest is { } guest ? Statements.Of(guest) : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            Statements.Of(reservation.Till.Value),
            Statements.Of(reservation.ExpiresAt.UtcTicks),
            Statements.Of(now),
            Statements.Of(claims.Select(c => c.Key.Value).ToArray()),
            Statements.Of(claims.Select(c => c.Key.Guest).ToArray()),
            Statements.Of(claims.Select(c => c.Amount).ToArray()),
            Statements.Of(claims.Select(c => c.Limit).ToArray()));
        await using NpgsqlDataReader reader = await call.ReadAsync(cancellation).ConfigureAwait(false);
        (ReserveOutcome outcome, RedemptionState state, DateTimeOffset? until) = default((ReserveOutcome, RedemptionState, DateTimeOffset?));
        List<LimitAmount> reached = [];
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            (outcome, state) = ((ReserveOutcome)reader.GetInt32(0), (RedemptionState)reader.GetInt32(1));
            until = reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero);
            if (!reader.IsDBNull(3))
            {
                reached.Add(new LimitAmount(LimitKey.Parse(reader.GetString(3)), reader.GetInt64(4)));
            }
        }

        return new ReserveResult(outcome, state, until, [.. reached.OrderBy(r => r.Key)]);
    }
}
