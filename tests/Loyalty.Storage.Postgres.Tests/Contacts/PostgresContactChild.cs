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

    public static Task<PostgresContactLedger> OpenAsync(NpgsqlDataSource source, TimeProvider? time = null) => PostgresContactLedger.OpenAsync(
        source, new ContactGate(ContactMatrix.Parse("""{ "caps": [{ "id": "daily", "max": 1, "window": "24h" }] }""")), time ?? new HandClock(Noon),
        new ContactLedgerOptions { Hold = TimeSpan.FromMinutes(10) });

    public static string Guest(int number) => string.Create(CultureInfo.InvariantCulture, $"guest-{number}");

    /// <summary>Takes part in races for the one slot of each of many guests, one by one.</summary>
    public static bool[] Race(PostgresContactLedger ledger, string name, int races)
    {
        bool[] won = new bool[races];
        for (int race = 0; race < won.Length; race++)
        {
            won[race] = Done(ledger.ReserveAsync(Guest(race), name, Request)).Decision.IsAllowed;
        }

        return won;
    }

    /// <summary>Writes to guest after guest, confirms every other message, and says after each call what has been promised.</summary>
    private static void Send(PostgresContactLedger ledger)
    {
        for (int i = 0; ; i++)
        {
            if (Done(ledger.ReserveAsync(Guest(i), "m", Request)).Decision.IsAllowed)
            {
                Console.WriteLine($"reserved {i}");
            }

            if (i % 2 == 0)
            {
                Done(ledger.ConfirmAsync(Guest(i), "m"));
                Console.WriteLine($"confirmed {i}");
            }
        }
    }

    private static T Done<T>(ValueTask<T> call) => call.AsTask().GetAwaiter().GetResult();

    /// <summary>All of it on this thread: others may not enter a module before its initializer has ended.</summary>
    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Task)?.Split('|') is [{ } task, { } connection])
        {
            using (NpgsqlDataSource source = NpgsqlDataSource.Create(connection))
            {
                PostgresContactLedger ledger = OpenAsync(source).GetAwaiter().GetResult();
                if (task == "send")
                {
                    Send(ledger);
                }

                Console.WriteLine("ready");
                Console.WriteLine(string.Concat(Race(ledger, "child", int.Parse(task, CultureInfo.InvariantCulture)).Select(w => w ? '1' : '0')));
            }

            Environment.Exit(0);
        }
    }
}
