using System.Diagnostics;
using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.Testing;

/// <summary>A test program once more, as another partner's process that works on the same ledger: what it does, and what must hold for both.</summary>
internal static class ContactPartner
{
    /// <summary>Sends until it is killed.</summary>
    public const string Sends = "send";

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ContactRequest Request { get; } = new(CustomerId.None, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, Noon);

    public static ContactGate Gate => new(ContactMatrix.Parse("""{ "caps": [{ "id": "daily", "max": 1, "window": "24h" }] }"""));

    public static ContactLedgerOptions Options { get; } = new() { Hold = TimeSpan.FromMinutes(10) };

    public static string Guest(int number) => string.Create(CultureInfo.InvariantCulture, $"guest-{number}");

    /// <summary>Some hundred races; LOYALTY_RACES runs more.</summary>
    public static int Races(int usual) => int.Parse(Environment.GetEnvironmentVariable("LOYALTY_RACES") ?? usual.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Starts the second process; it finds what to do, and where, in a variable.</summary>
    public static Process Start(string variable, string task, string place) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [])
    {
        RedirectStandardOutput = true,
        Environment = { [variable] = task + "|" + place },
    })!;

    /// <summary>In a module's initializer: does what the variable says, and ends the process. Nothing where there is none.</summary>
    /// <remarks>All of it on this thread: others may not enter a module before its initializer has ended.</remarks>
    public static void Work(string variable, Func<string, (IContactLedger Ledger, IDisposable Owner)> open)
    {
        if (Environment.GetEnvironmentVariable(variable)?.Split('|') is not [{ } task, { } place])
        {
            return;
        }

        (IContactLedger ledger, IDisposable owner) = open(place);
        using (owner)
        {
            if (task == Sends)
            {
                Send(ledger);
            }

            Console.WriteLine("ready");
            Console.WriteLine(string.Concat(Race(ledger, "child", int.Parse(task, CultureInfo.InvariantCulture)).Select(w => w ? '1' : '0')));
        }

        Environment.Exit(0);
    }

    /// <summary>Races a partner that was started for so many races: each guest's one slot has one winner.</summary>
    public static async Task RaceAsync(Process partner, IContactLedger ledger, int races)
    {
        Assert.Equal("ready", await partner.StandardOutput.ReadLineAsync());
        bool[] won = await Task.Run(() => Race(ledger, "parent", races));
        string other = (await partner.StandardOutput.ReadLineAsync())!;
        await partner.WaitForExitAsync();
        Assert.Equal(races, other.Length);
        Assert.All(Enumerable.Range(0, races), race => Assert.True(won[race] != (other[race] == '1')));
    }

    /// <summary>Kills a partner that sends; returns all that it said it was promised.</summary>
    public static async Task<List<string>> KillAsync(Process partner)
    {
        List<string> said = [];
        while (said.Count < 61 && await partner.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
        }

        partner.Kill();
        said.AddRange((await partner.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await partner.WaitForExitAsync();
        Assert.NotEqual(0, partner.ExitCode);
        return said;
    }

    /// <summary>What was promised is kept after the partner's death, and what it did not confirm expires.</summary>
    public static async Task IsKeptAsync(List<string> said, IContactLedger ledger, HandClock clock)
    {
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

    /// <summary>Takes part in races for the one slot of each of many guests, one by one.</summary>
    private static bool[] Race(IContactLedger ledger, string name, int races)
    {
        bool[] won = new bool[races];
        for (int race = 0; race < won.Length; race++)
        {
            won[race] = Done(ledger.ReserveAsync(Guest(race), name, Request)).Decision.IsAllowed;
        }

        return won;
    }

    /// <summary>Writes to guest after guest, confirms every other message, and says after each call what has been promised.</summary>
    private static void Send(IContactLedger ledger)
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
}
