using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres.Contacts;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;
using static Loyalty.Storage.Postgres.Tests.Contacts.PostgresContactChild;
using static Loyalty.Testing.ContactPartner;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

public sealed class PostgresContactMigrationTests(PostgresServer server) : IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task TablesOfVersion1_AreBroughtUpToDate_WithWhatTheyHold_AndOlderHostsAreRefused()
    {
        StorageSchema first = PostgresContactSchema.Current with { Steps = [PostgresContactSchema.Current.Steps[0]] };
        NpgsqlDataSource source = await database.SourceAsync();
        await new PostgresDatabase(source, new()).MigrateAsync(first, TestContext.Current.CancellationToken);
        long noon = Noon.UtcTicks;
        string ofVersion1 = $"SELECT loyalty.contact_record('boris', 'other', {noon}, {noon}, 'email', 'promo', 'bakery', 100, 0)";
        await database.RunAsync($"SELECT loyalty.contact_record('anna', 'sent', {noon}, {noon}, 'email', 'promo', 'bakery', 100, 0)");
        await database.RunAsync($"""
            SELECT loyalty.contact_reserve('boris', 'held', {noon}, 1, {noon}, 'sms', 'promo', 'cinema', {noon + TimeSpan.TicksPerHour}, 100, 0, 0,
              ARRAY[]::integer[], ARRAY[]::bigint[], ARRAY[]::bigint[], ARRAY[]::bigint[], ARRAY[]::text[], ARRAY[]::text[], ARRAY[]::text[], ARRAY[]::text[])
            """);
        await database.RunAsync("UPDATE loyalty.contact SET is_opened = true WHERE guest = 'anna'");

        PostgresContactLedger ledger = await OpenAsync(source);
        Assert.Equal([new Contact(default, new("bakery"), Channel.Email, ContactKind.Promo, Noon)], await ledger.HistoryAsync("anna"));
        Assert.Equal(1, (await ledger.LoadAsync("anna", Noon)).Opened);
        Assert.Equal("daily", (await ledger.ReserveAsync("anna", "m", Request)).Decision.Rule);
        Assert.True((await ledger.ReserveAsync("boris", "held", Request)) is { IsRepeated: true, State: MessageState.Reserved });
        Assert.True((await ledger.ReserveAsync("zoe", "m", Request with { Carried = [new("cinema")] })).Decision.IsAllowed);
        Assert.Equal(PartnerSet.Of(new PartnerId("cinema")), Assert.Single(await (await OpenAsync(source)).HistoryAsync("zoe")).Carried);

        // A host with the older package would count for the sender alone; it is told, not served.
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(ofVersion1));
        Assert.Equal(PostgresErrorCodes.UndefinedFunction, refused.SqlState);
    }
}
