using System.Diagnostics;
using System.Globalization;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Storage.Postgres.Contacts;
using Npgsql;
using static Loyalty.Storage.Postgres.Tests.Contacts.PostgresContactChild;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

/// <summary>Two processes at work on one database.</summary>
public sealed class PostgresContactProcessTests(PostgresServer server) : IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    /// <summary>Some hundred races; LOYALTY_RACES runs more.</summary>
    private static int Races => int.Parse(Environment.GetEnvironmentVariable("LOYALTY_RACES") ?? "500", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task TwoProcesses_OneSlot_ManyTimes_OneWinnerEach()
    {
        PostgresContactLedger ledger = await OpenAsync(await database.SourceAsync());
        using Process child = Start(Races.ToString(CultureInfo.InvariantCulture), server.ConnectionTo(database.Name));
        Assert.Equal("ready", await child.StandardOutput.ReadLineAsync());
        bool[] won = await Task.Run(() => Race(ledger, "parent", Races));
        string other = (await child.StandardOutput.ReadLineAsync())!;
        await child.WaitForExitAsync();
        Assert.Equal(Races, other.Length);
        Assert.All(Enumerable.Range(0, Races), race => Assert.True(won[race] != (other[race] == '1')));
    }

    [Fact]
    public async Task Kill_BetweenReserveAndConfirm_LosesNothing_AndTheSlotExpires()
    {
        NpgsqlDataSource source = await database.SourceAsync();
        List<string> said = [];
        using (Process partner = Start("send", server.ConnectionTo(database.Name)))
        {
            while (said.Count < 61 && await partner.StandardOutput.ReadLineAsync() is { } line)
            {
                said.Add(line);
            }

            partner.Kill();
            said.AddRange((await partner.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            await partner.WaitForExitAsync();
            Assert.NotEqual(0, partner.ExitCode);
        }

        HandClock clock = new(Noon);
        PostgresContactLedger ledger = await OpenAsync(source, clock);
        int[] reserved = [.. said.Where(l => l.StartsWith("reserved ", StringComparison.Ordinal)).Select(l => int.Parse(l[9..], CultureInfo.InvariantCulture))];
        int[] confirmed = [.. said.Where(l => l.StartsWith("confirmed ", StringComparison.Ordinal)).Select(l => int.Parse(l[10..], CultureInfo.InvariantCulture))];
        Assert.True(confirmed.Length >= 20);
        foreach (int guest in reserved)
        {
            Assert.False((await ledger.ReserveAsync(Guest(guest), "other", Request)).Decision.IsAllowed);
        }

        clock.Now = Noon.AddMinutes(10);
        foreach (int guest in confirmed)
        {
            Assert.Equal(MessageState.Confirmed, (await ledger.ConfirmAsync(Guest(guest), "m")).Before);
        }

        int[] open = [.. reserved.Except(confirmed).Where(g => g % 2 == 1)];
        Assert.NotEmpty(open);
        foreach (int guest in open)
        {
            Assert.True((await ledger.ReserveAsync(Guest(guest), "other", Request)).Decision.IsAllowed);
            Assert.True((await ledger.ConfirmAsync(Guest(guest), "m")).IsLate);
        }
    }
}
