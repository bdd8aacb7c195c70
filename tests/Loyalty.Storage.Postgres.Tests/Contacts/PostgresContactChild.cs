using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Storage.Postgres.Contacts;
using Npgsql;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

/// <summary>This test program once more, as another partner's host: it works on the same database until it is killed.</summary>
internal static class PostgresContactChild
{
    private const string Task = "LOYALTY_POSTGRES_CONTACT_CHILD";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ContactRequest Request { get; } = new(CustomerId.None, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, Noon);

    public static Process Start(string task, string connection) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [])
    {
        RedirectStandardOutput = true,
        Environment = { [Task] = task + "|" + connection },
    })!;

    public static async Task<PostgresContactLedger> OpenAsync(NpgsqlDataSource source, TimeProvider? time = null) => await PostgresContactLedger.OpenAsync(
        source, new ContactGate(ContactMatrix.Parse("""{ "caps": [{ "id": "daily", "max": 1, "window": "24h" }] }""")), time ?? new HandClock(Noon),
        new ContactLedgerOptions { Hold = TimeSpan.FromMinutes(10) });

    public static string Guest(int number) => string.Create(CultureInfo.InvariantCulture, $"guest-{number}");

    /// <summary>Takes part in races for the one slot of each of many guests, one by one.</summary>
    public static async Task<bool[]> RaceAsync(PostgresContactLedger ledger, string name, int races)
    {
        bool[] won = new bool[races];
        for (int race = 0; race < won.Length; race++)
        {
            won[race] = (await ledger.ReserveAsync(Guest(race), name, Request)).Decision.IsAllowed;
        }

        return won;
    }

    /// <summary>Writes to guest after guest, confirms every other message, and says after each call what has been promised.</summary>
    private static async Task SendAsync(PostgresContactLedger ledger)
    {
        for (int i = 0; ; i++)
        {
            if ((await ledger.ReserveAsync(Guest(i), "m", Request)).Decision.IsAllowed)
            {
                Console.WriteLine($"reserved {i}");
            }

            if (i % 2 == 0)
            {
                await ledger.ConfirmAsync(Guest(i), "m");
                Console.WriteLine($"confirmed {i}");
            }
        }
    }

    private static async Task WorkAsync(string task, string connection)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        PostgresContactLedger ledger = await OpenAsync(source);
        if (task == "send")
        {
            await SendAsync(ledger);
        }

        Console.WriteLine("ready");
        Console.WriteLine(string.Concat((await RaceAsync(ledger, "child", int.Parse(task, CultureInfo.InvariantCulture))).Select(w => w ? '1' : '0')));
    }

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Task)?.Split('|') is [{ } task, { } connection])
        {
            WorkAsync(task, connection).GetAwaiter().GetResult();
            Environment.Exit(0);
        }
    }
}
