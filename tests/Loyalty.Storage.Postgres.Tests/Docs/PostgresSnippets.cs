using Loyalty.Pos.Redemption;
using Loyalty.Storage.Postgres.Redemption;
using Npgsql;

namespace Loyalty.Storage.Postgres.Tests.Docs;

public sealed class PostgresSnippets(PostgresServer server)
{
    [Fact]
    public async Task Open()
    {
        await using TestDatabase database = new(server);
        _ = await database.SourceAsync();
        string connectionString = server.ConnectionTo(database.Name);
        DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        #region open
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        PostgresRedemptionStore store = await PostgresRedemptionStore.OpenAsync(source);
        LimitKey coupon = LimitKey.OfCode("SAVE10");
        Reservation sale = new(new ReservationId("receipt-1"), [new LimitClaim(coupon, amount: 1, limit: 1)], expiresAt: now.AddMinutes(15));

        ReserveResult held = await store.ReserveAsync(sale, now);       // at the basket
        SettleResult paid = await store.ConfirmAsync(sale.Id, now);     // at the payment: committed when this returns
        #endregion

        Assert.True(held.IsHeld);
        Assert.Equal(RedemptionState.Confirmed, paid.After);
    }
}
