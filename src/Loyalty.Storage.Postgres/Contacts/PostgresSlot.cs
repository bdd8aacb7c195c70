using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Postgres.Internal;
using Npgsql;

namespace Loyalty.Storage.Postgres.Contacts;

/// <summary>One question as the server's function takes it, and its answer.</summary>
internal sealed class PostgresSlot(ContactTerms terms, SlotRequest slot, long now)
{
    private const int ByBounds = 1;
    private const int LookOnly = 2;
    private const int Count = 3;

    private readonly ContactPlan plan = terms.Gate.Plan(slot.Request);

    public string Guest => slot.Guest;

    /// <summary>Whether the server may have to leave the decision to the calendar.</summary>
    public bool MayBeUnsure => plan.Bounds.Any(b => b.SureFrom > b.From);

    /// <summary>Asks by the bounds of the rules; a request that nobody may receive now only looks.</summary>
    public void Ask(Statements call) => Add(call, plan.CanBeAllowed ? ByBounds : LookOnly);

    /// <summary>Reads the answer of one among many; null where it has to be asked again on its own.</summary>
    public Reservation? ReadAmongMany(NpgsqlDataReader row) => row.GetInt32(0) is 4 or 5 ? null : Read(row);

    /// <summary>Reads the answer; null where it has to be asked again under the guest's lock.</summary>
    public Reservation? Read(NpgsqlDataReader row)
    {
        (int verdict, MessageState state) = (row.GetInt32(0), (MessageState)row.GetInt32(1));
        switch (verdict)
        {
            case 1 or 2:
                DateTimeOffset? until = state == MessageState.Reserved ? Instant(row.GetInt64(2)) : null;
                return new(new ContactDecision(ContactOutcome.Allow, null, null), state, until, IsRepeated: verdict == 1);
            case 5:
                throw ContactArguments.Full(terms.MostContacts);
            default:
                ContactDecision decision = terms.Gate.Decide(slot.Request, History(row));
                return decision.IsAllowed ? null : new(decision, MessageState.Unknown, null, IsRepeated: false);
        }
    }

    /// <summary>Decides here, while the transaction holds the guest's lock.</summary>
    public async ValueTask<Reservation> DecideAsync(PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellation) =>
        await RunAsync(database, connection, LookOnly, cancellation).ConfigureAwait(false)
        ?? await RunAsync(database, connection, Count, cancellation).ConfigureAwait(false)
        ?? throw new RestartException();

    private async ValueTask<Reservation?> RunAsync(PostgresDatabase database, NpgsqlConnection connection, int mode, CancellationToken cancellation)
    {
        await using Statements call = new(database, connection);
        Add(call, mode);
        await using NpgsqlDataReader reader = await call.ReadAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return Read(reader);
    }

    private void Add(Statements call, int mode)
    {
        ContactRequest request = slot.Request;
        IReadOnlyList<ContactBound> bounds = plan.Bounds;
        long at = request.At.UtcTicks;
        call.Add(
            "SELECT * FROM loyalty.contact_reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
            Statements.Of(slot.Guest), Statements.Of(slot.MessageId), Statements.Of(now), Statements.Of(mode),
            Statements.Of(at), Statements.Of(request.Channel.Value), Statements.Of(request.Kind.Value), Statements.Of(request.Partner.Value),
            Statements.Of(CarriedPartners.Write(request.Partner, request.Carried)),
            Statements.Of(now + terms.Hold), Statements.Of(terms.MostContacts), Statements.Of(terms.Before(at, now)), Statements.Of(at - plan.Sight.Ticks),
            Each(bounds, b => b.Max), Each(bounds, b => b.From.UtcTicks), Each(bounds, b => b.SureFrom.UtcTicks), Each(bounds, b => b.Until.UtcTicks),
            Each(bounds, b => Names(b.Channels)), Each(bounds, b => Names(b.Kinds)), Each(bounds, b => Names(b.ExceptKinds)), Each(bounds, b => Names(b.Partners)));
    }

    private static Contact[] History(NpgsqlDataReader row)
    {
        if (row.IsDBNull(3))
        {
            return [];
        }

        long[] at = row.GetFieldValue<long[]>(3);
        (string[] channels, string[] kinds, string[] partners) = (row.GetFieldValue<string[]>(4), row.GetFieldValue<string[]>(5), row.GetFieldValue<string[]>(6));
        string[] carried = row.GetFieldValue<string[]>(7);
        return [.. at.Select((ticks, i) => new Contact(CustomerId.None, new(partners[i]), new(channels[i]), new(kinds[i]), Instant(ticks)) { Carried = CarriedPartners.Read(carried[i]) })];
    }

    private static string Names(IReadOnlyList<string> names) => string.Join(CarriedPartners.Separator, names);

    private static NpgsqlParameter Each<TRow, T>(IEnumerable<TRow> rows, Func<TRow, T> column) => Statements.Of<T[]>([.. rows.Select(column)]);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
