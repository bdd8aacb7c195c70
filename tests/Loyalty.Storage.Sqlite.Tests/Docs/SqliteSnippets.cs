using Loyalty.Pos.Redemption;
using Loyalty.Storage.Sqlite.Redemption;

namespace Loyalty.Storage.Sqlite.Tests.Docs;

public sealed class SqliteSnippets
{
    [Fact]
    public async Task Open()
    {
        using TemporaryFolder folder = new();
        string path = folder.File();
        DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        #region open
        using SqliteRedemptionStore store = SqliteRedemptionStore.Open(path);
        LimitKey coupon = LimitKey.OfCode("SAVE10");
        Reservation sale = new(new ReservationId("receipt-1"), [new LimitClaim(coupon, amount: 1, limit: 1)], expiresAt: now.AddMinutes(15));

        ReserveResult held = await store.ReserveAsync(sale, now);       // at the basket
        SettleResult paid = await store.ConfirmAsync(sale.Id, now);     // at the payment: on the disk when this returns
        #endregion

        Assert.True(held.IsHeld);
        Assert.Equal(RedemptionState.Confirmed, paid.After);
    }
}
