using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Storage.Sqlite.Contacts;

namespace Loyalty.Storage.Sqlite.Tests.Docs;

public sealed class SqliteContactSnippets
{
    [Fact]
    public async Task Ledger()
    {
        using TemporaryFolder folder = new();
        string path = folder.File();
        string json = """{ "caps": [{ "id": "weekly", "max": 2, "window": "7d" }] }""";
        HandClock clock = new(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

        #region ledger
        using SqliteContactLedger ledger = SqliteContactLedger.Open(path, new ContactGate(ContactMatrix.Parse(json)), clock);
        ContactRequest request = new(CustomerId.None, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, clock.GetUtcNow());

        Reservation slot = await ledger.ReserveAsync("guest-42", "message-1", request);  // on the disk when this returns
        MessageChange sent = await ledger.ConfirmAsync("guest-42", "message-1");         // it went; or ReleaseAsync
        GuestLoad load = await ledger.LoadAsync("guest-42", since: clock.GetUtcNow().AddDays(-30));
        #endregion

        Assert.True(slot.Decision.IsAllowed);
        Assert.Equal(MessageState.Confirmed, sent.After);
        Assert.Equal(1, load.Sent);
    }
}
