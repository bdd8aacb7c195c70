// prints: reserved, confirmed, 1 of 1 used
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Sqlite.Redemption;

internal static class UseLoyaltyStorageSqlite
{
    public static string Answer()
    {
        string folder = Directory.CreateTempSubdirectory("loyalty-consumer-").FullName;
        try
        {
            using SqliteRedemptionStore store = SqliteRedemptionStore.Open(Path.Combine(folder, "till.db"));
            DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
            LimitKey code = LimitKey.OfCode("SAVE10");
            Reservation sale = new(new ReservationId("receipt-1"), [new LimitClaim(code, 1, 1)], now.AddMinutes(15));
            ReserveResult held = store.ReserveAsync(sale, now).AsTask().GetAwaiter().GetResult();
            SettleResult paid = store.ConfirmAsync(sale.Id, now).AsTask().GetAwaiter().GetResult();
            LimitUsage usage = store.UsageAsync([code], now).AsTask().GetAwaiter().GetResult()[0];
            return FormattableString.Invariant($"{held.Outcome}, {paid.After}, {usage.Used} of {usage.Limit} used").ToLowerInvariant();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
