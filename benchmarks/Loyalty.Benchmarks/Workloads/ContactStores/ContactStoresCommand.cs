using System.Diagnostics;
using System.Globalization;
using Loyalty.Benchmarks.Workloads.Contacts;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Storage.Postgres.Contacts;
using Loyalty.Storage.Sqlite.Contacts;
using Loyalty.Testing;
using Npgsql;

namespace Loyalty.Benchmarks.Workloads.ContactStores;

/// <summary>How many slots a second each ledger gives: <c>contact-stores [--seconds N]</c> prints a line for each way of asking, the median of three runs.</summary>
/// <remarks>The 29 caps of workload 4, its questions about 100,000 guests in their order, from an empty ledger on. Every answer is durable when it is given, but for the ledger in memory.</remarks>
internal static class ContactStoresCommand
{
    private const int Guests = 100_000;
    private const int Runs = 3;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static SlotRequest[] questions = [];
    private static int next;
    private static double seconds = 3;

    public static int Run(string[] arguments, TextWriter output)
    {
        if (arguments is ["--seconds", { } given])
        {
            seconds = double.Parse(given, CultureInfo.InvariantCulture);
        }

        ContactData data = new(Guests, 0);
        questions = new SlotRequest[data.Questions.Length];
        for (int i = 0; i < questions.Length; i++)
        {
            ContactData.Question q = data.Questions[i];
            ContactRequest request = new(CustomerId.None, new($"p{q.Slot.Partner}"), new($"c{q.Slot.Channel}"), new($"k{q.Slot.Kind}"), Start.AddSeconds(q.Second));
            questions[i] = new SlotRequest($"guest-{q.Customer}", "", request);
        }

        string folder = Directory.CreateTempSubdirectory("loyalty-contact-stores-").FullName;
        try
        {
            ContactGate gate = new(Matrices.Caps());
            Measure(output, "memory", new MemoryContactLedger(gate, TimeProvider.System));
            using (SqliteContactLedger sqlite = SqliteContactLedger.Open(Path.Combine(folder, "ledger.db"), gate, TimeProvider.System))
            {
                Measure(output, "sqlite", sqlite);
            }

            if (PostgresCluster.Missing() is { } reason)
            {
                output.WriteLine("postgres does not run here: " + reason);
                return 0;
            }

            using PostgresCluster server = PostgresCluster.Start("shared_buffers=512MB", "max_wal_size=8GB");
            using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionTo("postgres") + ";Maximum Pool Size=40;Max Auto Prepare=20");
            Measure(output, "postgres", PostgresContactLedger.OpenAsync(source, gate, TimeProvider.System).GetAwaiter().GetResult());
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(TextWriter output, string name, IContactLedger ledger)
    {
        next = 0;
        Say(output, name, "one caller", () => OneByOne(ledger, 1));
        Say(output, name, "16 callers", () => OneByOne(ledger, 16));
        Say(output, name, "batches of 256", () => InBatches(ledger, 256));
        Say(output, name, "batches of 4096", () => InBatches(ledger, 4096));
    }

    private static void Say(TextWriter output, string name, string how, Func<double> run)
    {
        double[] rates = [.. Enumerable.Range(0, Runs).Select(_ => run()).Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {how,-16} {rates[Runs / 2],12:n0} decisions/s   ({rates[0]:n0} to {rates[^1]:n0})"));
    }

    /// <summary>The next question; a message is never asked about twice.</summary>
    private static SlotRequest Next()
    {
        int number = Interlocked.Increment(ref next);
        return questions[number % questions.Length] with { MessageId = string.Create(CultureInfo.InvariantCulture, $"m{number}") };
    }

    private static double OneByOne(IContactLedger ledger, int callers)
    {
        long started = Stopwatch.GetTimestamp();
        int done = 0;
        Task.WaitAll([.. Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
            {
                SlotRequest slot = Next();
                await ledger.ReserveAsync(slot.Guest, slot.MessageId, slot.Request);
                Interlocked.Increment(ref done);
            }
        }))]);
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double InBatches(IContactLedger ledger, int size)
    {
        long started = Stopwatch.GetTimestamp();
        int done = 0;
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            SlotRequest[] slots = [.. Enumerable.Range(0, size).Select(_ => Next())];
            done += ledger.ReserveAsync(slots).AsTask().GetAwaiter().GetResult().Count;
        }

        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
