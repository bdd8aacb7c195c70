// prints: reserved, confirmed, 1 of 1 used; slot confirmed, then deferred
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Sqlite.Contacts;
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
            ContactGate gate = new(ContactMatrix.Parse("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }"""));
            using SqliteContactLedger ledger = SqliteContactLedger.Open(Path.Combine(folder, "till.db"), gate, TimeProvider.System);
            ContactRequest request = new(CustomerId.None, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, now);
            _ = ledger.ReserveAsync("guest-42", "m1", request).AsTask().GetAwaiter().GetResult();
            var sent = ledger.ConfirmAsync("guest-42", "m1").AsTask().GetAwaiter().GetResult();
            var other = ledger.ReserveAsync("guest-42", "m2", request).AsTask().GetAwaiter().GetResult();
            string contacts = FormattableString.Invariant($"slot {sent.After}, then {(other.Decision.Outcome == ContactOutcome.Defer ? "deferred" : "not")}").ToLowerInvariant();
            return FormattableString.Invariant($"{held.Outcome}, {paid.After}, {usage.Used} of {usage.Limit} used").ToLowerInvariant() + "; " + contacts;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
