using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;

namespace Loyalty.Storage.Postgres.Contacts;

/// <summary>Keeps what was sent to each guest in PostgreSQL (13 or later), which any number of hosts share.</summary>
/// <remarks>
/// <para>A decision with its reservation is one round trip: the rules that concern the request go along as counts over the guest's contacts. Only where a contact stands so near the
/// edge of a window of calendar months that the calendar must tell, the guest is locked, and the decision is made here. Many questions go together: a statement for each,
/// a hundred of them in one round trip and one transaction, over up to four connections at once.</para>
/// <para>Tables are partitioned by the guest's key, and every statement but those of <see cref="ForgetAsync"/> names one guest. A deadlock, a serialisation failure or a lost connection is tried again
/// (<see cref="PostgresStorageOptions.Retries"/>); what was counted already answers as repeated. Time is the host's clock, never the server's. Safe for any number of threads. The data source stays the host's.</para>
/// </remarks>
public sealed class PostgresContactLedger : IContactLedger
{
    private const int MostTogether = 128;
    private const int MostConnections = 4;

    private readonly PostgresDatabase database;
    private readonly ContactTerms terms;

    private PostgresContactLedger(PostgresDatabase database, ContactTerms terms)
    {
        this.database = database;
        this.terms = terms;
    }

    /// <inheritdoc/>
    public ContactGate Gate => terms.Gate;

    /// <summary>Makes the tables if there are none, brings older ones up to date, and opens the ledger.</summary>
    /// <param name="source">Where to connect; it must be allowed to create tables and functions where they are missing or older.</param>
    /// <param name="gate">Decides; all hosts that share the tables should have the same matrix.</param>
    /// <param name="time">Ends reservations; the hosts' clocks should agree.</param>
    /// <param name="options">How long to hold and remember; the defaults if null.</param>
    /// <param name="storage">Where the tables stand; the defaults if null.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">This host has no time zone data.</exception>
    /// <exception cref="PostgresStorageException">A newer package made the tables.</exception>
    public static async Task<PostgresContactLedger> OpenAsync(
        NpgsqlDataSource source, ContactGate gate, TimeProvider time, ContactLedgerOptions? options = null, PostgresStorageOptions? storage = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ContactTerms terms = new(gate, time, options);
        PostgresDatabase database = new(source, storage ?? new PostgresStorageOptions());
        await database.MigrateAsync(PostgresContactSchema.Current, cancellation).ConfigureAwait(false);
        return new PostgresContactLedger(database, terms);
    }

    /// <inheritdoc/>
    public async ValueTask<Reservation> ReserveAsync(string guest, string messageId, ContactRequest request, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        ContactArguments.Check(Gate, terms.Memory, request);
        PostgresSlot slot = new(terms, new SlotRequest(guest, messageId, request), terms.Now);
        Reservation? answer = await OneAsync(slot.Ask, slot.Read, cancellation).ConfigureAwait(false);
        return answer ?? await UnderLockAsync(slot, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Reservation>> ReserveAsync(IReadOnlyList<SlotRequest> slots, CancellationToken cancellation = default)
    {
        ContactArguments.Check(Gate, terms.Memory, slots);
        cancellation.ThrowIfCancellationRequested();
        long now = terms.Now;
        PostgresSlot[] asked = [.. slots.Select(s => new PostgresSlot(terms, s, now))];
        Reservation?[] answers = new Reservation?[asked.Length];

        // Guests are locked in one order, and those asked about more than once keep the order of their questions. Where one of these may have to be asked again, all of them wait for it.
        var guests = Enumerable.Range(0, asked.Length).GroupBy(i => asked[i].Guest, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Where(g => !Waits(g));
        ParallelOptions together = new() { MaxDegreeOfParallelism = MostConnections, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Pieces(guests), together, (places, token) => AskAsync(asked, places, answers, token)).ConfigureAwait(false);

        for (int i = 0; i < asked.Length; i++)
        {
            answers[i] ??= await UnderLockAsync(asked[i], cancellation).ConfigureAwait(false);
        }

        return Array.ConvertAll(answers, a => a!.Value);

        bool Waits(IGrouping<string, int> guest) => guest.Skip(1).Any() && guest.Any(i => asked[i].MayBeUnsure);
    }

    /// <inheritdoc/>
    public ValueTask<MessageChange> ConfirmAsync(string guest, string messageId, CancellationToken cancellation = default) => SettleAsync(guest, messageId, MessageState.Confirmed, cancellation);

    /// <inheritdoc/>
    public ValueTask<MessageChange> ReleaseAsync(string guest, string messageId, CancellationToken cancellation = default) => SettleAsync(guest, messageId, MessageState.Released, cancellation);

    /// <inheritdoc/>
    public async ValueTask<MessageChange> RecordAsync(string guest, string messageId, Contact contact, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        ContactArguments.Check(Gate, contact);
        (long at, long now) = (contact.At.UtcTicks, terms.Now);
        MessageChange change = await OneAsync(
            call => call.Add(
                "SELECT out_before, out_after FROM loyalty.contact_record($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                Statements.Of(guest), Statements.Of(messageId), Statements.Of(now), Statements.Of(at), Statements.Of(contact.Channel.Value), Statements.Of(contact.Kind.Value),
                Statements.Of(contact.Partner.Value), Statements.Of(CarriedPartners.Write(contact.Partner, contact.Carried)), Statements.Of(terms.MostContacts), Statements.Of(terms.Before(at, now))),
            Change, cancellation).ConfigureAwait(false);
        return change.After == MessageState.Unknown ? throw ContactArguments.Full(terms.MostContacts) : change;
    }

    /// <inheritdoc/>
    public ValueTask<bool> MarkOpenedAsync(string guest, string messageId, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest, messageId);
        return OneAsync(
            call => call.Add(
                "WITH first AS (UPDATE loyalty.contact SET is_opened = true WHERE guest = $1 AND message = $2 AND state = 2 AND NOT is_opened RETURNING 1) SELECT count(*) FROM first",
                Statements.Of(guest), Statements.Of(messageId)),
            row => row.GetInt64(0) == 1, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Contact>> HistoryAsync(string guest, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        return await ReadAsync(
            guest, call => call.Add("SELECT at, channel, kind, partner, array_to_string(carried, E'\n') FROM loyalty.contact WHERE guest = $1 AND state IN (1, 2) ORDER BY at", Statements.Of(guest)),
            row => new Contact(CustomerId.None, new(row.GetString(3)), new(row.GetString(1)), new(row.GetString(2)), new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero)) { Carried = CarriedPartners.Read(row.GetString(4)) },
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<GuestLoad> LoadAsync(string guest, DateTimeOffset since, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        var rows = await ReadAsync(
            guest, call => call.Add(
                "SELECT channel, partner, kind, array_to_string(carried, E'\n'), count(*) FILTER (WHERE state = 2), count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE state = 2 AND is_opened) "
                + "FROM loyalty.contact WHERE guest = $1 AND state IN (1, 2) AND at >= $2 GROUP BY channel, partner, kind, carried", Statements.Of(guest), Statements.Of(since.UtcTicks)),
            row => (Channel: row.GetString(0), Partner: row.GetString(1), Kind: row.GetString(2), Carried: row.GetString(3), Sent: (int)row.GetInt64(4), Reserved: (int)row.GetInt64(5), Opened: (int)row.GetInt64(6)),
            cancellation).ConfigureAwait(false);
        LoadCounts counts = new(Gate);
        rows.ForEach(r => counts.Add(r.Channel, r.Partner, r.Kind, r.Carried, r.Sent, r.Reserved, r.Opened));
        return counts.Card(since);
    }

    /// <inheritdoc/>
    public async ValueTask EraseAsync(string guest, CancellationToken cancellation = default)
    {
        ContactArguments.Check(guest);
        _ = await OneAsync(call => call.Add("SELECT loyalty.contact_erase($1)", Statements.Of(guest)), row => row.GetInt32(0), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(DateTimeOffset asOf, CancellationToken cancellation = default)
    {
        long now = terms.Now;
        _ = await database.OnceAsync(
            async (connection, token) =>
            {
                await using Statements call = new(database, connection);
                call.Add("UPDATE loyalty.contact SET state = 4 WHERE state = 1 AND expires_at <= $1", Statements.Of(now))
                    .Add("DELETE FROM loyalty.contact WHERE at < $1 AND state <> 1", Statements.Of(terms.Before(asOf.UtcTicks, now)))
                    .Add("DELETE FROM loyalty.contact_guest g WHERE NOT EXISTS (SELECT FROM loyalty.contact c WHERE c.guest = g.guest)");
                await call.RunAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellation).ConfigureAwait(false);
    }

    private static MessageChange Change(NpgsqlDataReader row) => new((MessageState)row.GetInt32(0), (MessageState)row.GetInt32(1));

    private ValueTask<MessageChange> SettleAsync(string guest, string messageId, MessageState to, CancellationToken cancellation)
    {
        ContactArguments.Check(guest, messageId);
        long now = terms.Now;
        return OneAsync(
            call => call.Add("SELECT out_before, out_after FROM loyalty.contact_settle($1, $2, $3, $4)", Statements.Of(guest), Statements.Of(messageId), Statements.Of(now), Statements.Of((int)to)),
            Change, cancellation);
    }

    /// <summary>A hundred questions or so each; those about one guest stay together, however many they are.</summary>
    private static IEnumerable<List<int>> Pieces(IEnumerable<IGrouping<string, int>> guests)
    {
        List<int> piece = [];
        foreach (IGrouping<string, int> guest in guests)
        {
            if (piece.Count > 0 && piece.Count + guest.Count() > MostTogether)
            {
                yield return piece;
                piece = [];
            }

            piece.AddRange(guest);
        }

        if (piece.Count > 0)
        {
            yield return piece;
        }
    }

    /// <summary>Asks some questions, with a statement for each, in one round trip and one transaction. What stays null has to be asked again on its own.</summary>
    private async ValueTask AskAsync(PostgresSlot[] asked, List<int> places, Reservation?[] answers, CancellationToken cancellation) => _ = await database.OnceAsync(
        async (connection, token) =>
        {
            await using Statements call = new(database, connection);
            foreach (int place in places)
            {
                asked[place].Ask(call);
            }

            await using NpgsqlDataReader reader = await call.ReadAsync(token).ConfigureAwait(false);
            foreach (int place in places)
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                answers[place] = asked[place].ReadAmongMany(reader);
                await reader.NextResultAsync(token).ConfigureAwait(false);
            }

            return true;
        },
        cancellation).ConfigureAwait(false);

    private ValueTask<Reservation> UnderLockAsync(PostgresSlot slot, CancellationToken cancellation) =>
        database.InTransactionAsync((connection, token) => slot.DecideAsync(database, connection, token), cancellation);

    private ValueTask<T> OneAsync<T>(Action<Statements> ask, Func<NpgsqlDataReader, T> read, CancellationToken cancellation) => database.OnceAsync(
        async (connection, token) =>
        {
            await using Statements call = new(database, connection);
            ask(call);
            await using NpgsqlDataReader reader = await call.ReadAsync(token).ConfigureAwait(false);
            await reader.ReadAsync(token).ConfigureAwait(false);
            return read(reader);
        },
        cancellation);

    /// <summary>Reads a guest's rows, after their slots whose time has come are given up, in one round trip.</summary>
    private ValueTask<List<T>> ReadAsync<T>(string guest, Action<Statements> ask, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        long now = terms.Now;
        return database.OnceAsync(
            async (connection, token) =>
            {
                await using Statements call = new(database, connection);
                call.Add("UPDATE loyalty.contact SET state = 4 WHERE guest = $1 AND state = 1 AND expires_at <= $2", Statements.Of(guest), Statements.Of(now));
                ask(call);
                List<T> rows = [];
                await using NpgsqlDataReader reader = await call.ReadAsync(token).ConfigureAwait(false);
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellation);
    }
}
