using System.Diagnostics;
using System.Globalization;
using Loyalty.Storage.Postgres.Contacts;
using Npgsql;
using static Loyalty.Storage.Postgres.Tests.Contacts.PostgresContactChild;
using static Loyalty.Testing.ContactPartner;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

/// <summary>Two processes at work on one database.</summary>
public sealed class PostgresContactProcessTests(PostgresServer server) : IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task TwoProcesses_OneSlot_ManyTimes_OneWinnerEach()
    {
        int races = Races(500);
        PostgresContactLedger ledger = await OpenAsync(await database.SourceAsync());
        using Process child = PostgresContactChild.Start(races.ToString(CultureInfo.InvariantCulture), server.ConnectionTo(database.Name));
        await RaceAsync(child, ledger, races);
    }

    [Fact]
    public async Task Kill_BetweenReserveAndConfirm_LosesNothing_AndTheSlotExpires()
    {
        NpgsqlDataSource source = await database.SourceAsync();
        List<string> said;
        using (Process partner = PostgresContactChild.Start(Sends, server.ConnectionTo(database.Name)))
        {
            said = await KillAsync(partner);
        }

        HandClock clock = new(Noon);
        PostgresContactLedger ledger = await OpenAsync(source, clock);
        await IsKeptAsync(said, ledger, clock);
    }
}
