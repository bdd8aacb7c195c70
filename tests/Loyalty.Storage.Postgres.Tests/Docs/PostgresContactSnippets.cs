using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Storage.Postgres.Contacts;
using Npgsql;

namespace Loyalty.Storage.Postgres.Tests.Docs;

public sealed class PostgresContactSnippets(PostgresServer server)
{
    [Fact]
    public async Task Batch()
    {
        await using TestDatabase database = new(server);
        NpgsqlDataSource source = await database.SourceAsync();
        ContactGate gate = new(ContactMatrix.Parse("""{ "caps": [{ "id": "weekly", "max": 2, "window": "7d" }] }"""));
        HandClock clock = new(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        string[] guests = [.. Enumerable.Range(0, 500).Select(i => $"guest-{i}")];

        #region batch
        PostgresContactLedger ledger = await PostgresContactLedger.OpenAsync(source, gate, clock);
        ContactRequest request = new(CustomerId.None, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, clock.GetUtcNow());

        Reservation one = await ledger.ReserveAsync("guest-42", "welcome", request);     // one round trip
        IReadOnlyList<Reservation> many = await ledger.ReserveAsync([.. guests.Select(g => new SlotRequest(g, "spring", request))]);
        #endregion

        Assert.True(one.Decision.IsAllowed);
        Assert.All(many, r => Assert.True(r.Decision.IsAllowed));
    }
}
