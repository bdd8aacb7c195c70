using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Loyalty.Pos.Redemption;
using Loyalty.Storage.Sqlite.Redemption;

namespace Loyalty.Storage.Sqlite.Tests;

/// <summary>This test program once more, as another till's process: it works on the same file until it is killed.</summary>
internal static class ChildProcess
{
    private const string Task = "LOYALTY_SQLITE_CHILD";
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static LimitKey Code { get; } = LimitKey.OfCode("SAVE10");

    public static Process Start(string task, string path) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [])
    {
        RedirectStandardOutput = true,
        Environment = { [Task] = task + "|" + path },
    })!;

    /// <summary>Sells, and says after each call what has been promised.</summary>
    public static void Sell(SqliteRedemptionStore store)
    {
        for (int i = 0; ; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"r{i}");
            if (Done(store.ReserveAsync(new Reservation(new(id), [new LimitClaim(Code, 1, 1_000_000)], Noon.AddMinutes(15)), Noon)).IsHeld)
            {
                Console.WriteLine("reserved " + id);
            }

            if (i % 2 == 0)
            {
                Done(store.ConfirmAsync(new(id), Noon));
                Console.WriteLine("confirmed " + id);
            }
        }
    }

    /// <summary>Takes part in a thousand races for one slot each.</summary>
    public static bool[] Race(SqliteRedemptionStore store, string name)
    {
        bool[] won = new bool[1000];
        for (int race = 0; race < won.Length; race++)
        {
            LimitKey slot = LimitKey.OfCode(string.Create(CultureInfo.InvariantCulture, $"slot-{race}"));
            Reservation reservation = new(new(string.Create(CultureInfo.InvariantCulture, $"{name}-{race}")), [new LimitClaim(slot, 1, 1)], Noon.AddMinutes(15));
            won[race] = Done(store.ReserveAsync(reservation, Noon)).IsHeld;
        }

        return won;
    }

    private static T Done<T>(ValueTask<T> call) => call.AsTask().GetAwaiter().GetResult();

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Task)?.Split('|') is [{ } task, { } path])
        {
            using (SqliteRedemptionStore store = SqliteRedemptionStore.Open(path))
            {
                if (task == "sell")
                {
                    Sell(store);
                }

                Console.WriteLine("ready");
                Console.WriteLine(string.Concat(Race(store, "child").Select(w => w ? '1' : '0')));
            }

            Environment.Exit(0);
        }
    }
}
