using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;
using Loyalty.Storage.Internal;
using Loyalty.Storage.Sqlite.Internal;
using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Contacts;

/// <summary>The steps of a ledger on its table, each within the caller's transaction.</summary>
internal sealed class SqliteContactTable(SqliteFile file, ContactTerms terms)
{
    public Reservation Reserve(string guest, string messageId, in ContactRequest request)
    {
        long now = terms.Now;
        (MessageState state, long expires) = Find(guest, messageId, now);
        if (state is MessageState.Reserved or MessageState.Confirmed)
        {
            return new(new ContactDecision(ContactOutcome.Allow, null, null), state, state == MessageState.Reserved ? At(expires) : null, IsRepeated: true);
        }

        ContactDecision decision = terms.Gate.Decide(request, History(guest, terms.Since(request)));
        if (!decision.IsAllowed)
        {
            return new(decision, MessageState.Unknown, null, IsRepeated: false);
        }

        expires = now + terms.Hold;
        MakeRoom(guest, request.At.UtcTicks, now);
        Write(guest, messageId, new Contact(CustomerId.None, request.Partner, request.Channel, request.Kind, request.At) { Carried = request.Carried }, MessageState.Reserved, expires);
        return new(decision, MessageState.Reserved, At(expires), IsRepeated: false);
    }

    /// <summary>Confirms; a late one counts as well, because the guest got the message.</summary>
    public MessageChange Confirm(string guest, string messageId)
    {
        MessageState before = Find(guest, messageId, terms.Now).State;
        return before == MessageState.Unknown ? default : Move(guest, messageId, before, MessageState.Confirmed);
    }

    public MessageChange Release(string guest, string messageId)
    {
        MessageState before = Find(guest, messageId, terms.Now).State;
        return before == MessageState.Reserved ? Move(guest, messageId, before, MessageState.Released) : new(before, before);
    }

    public MessageChange Record(string guest, string messageId, in Contact contact)
    {
        long now = terms.Now;
        MessageState before = Find(guest, messageId, now).State;
        if (before != MessageState.Unknown)
        {
            return Move(guest, messageId, before, MessageState.Confirmed);
        }

        MakeRoom(guest, contact.At.UtcTicks, now);
        Write(guest, messageId, contact, MessageState.Confirmed, 0);
        return new(before, MessageState.Confirmed);
    }

    public bool MarkOpened(string guest, string messageId) =>
        file.Execute("UPDATE loyalty_contact SET is_opened = 1 WHERE guest = ?1 AND message = ?2 AND state = 2 AND is_opened = 0", guest, messageId) == 1;

    /// <summary>What counts, oldest first.</summary>
    public Contact[] History(string guest)
    {
        Expire(guest, terms.Now);
        return History(guest, long.MinValue);
    }

    public GuestLoad Load(string guest, DateTimeOffset since)
    {
        Expire(guest, terms.Now);
        LoadCounts counts = new(terms.Gate);
        SqliteCommand command = file.Command(
            "SELECT channel, partner, kind, carried, sum(state = 2), sum(state = 1), sum(is_opened AND state = 2) FROM loyalty_contact "
            + "WHERE guest = ?1 AND state IN (1, 2) AND at >= ?2 GROUP BY channel, partner, kind, carried", guest, since.UtcTicks);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            counts.Add(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6));
        }

        return counts.Card(since);
    }

    public int Erase(string guest) => file.Execute("DELETE FROM loyalty_contact WHERE guest = ?1", guest);

    public int Forget(DateTimeOffset asOf)
    {
        long now = terms.Now;
        file.Execute("UPDATE loyalty_contact SET state = 4 WHERE state = 1 AND expires_at <= ?1", now);
        return file.Execute("DELETE FROM loyalty_contact WHERE at < ?1 AND state <> 1", terms.Before(asOf.UtcTicks, now));
    }

    /// <summary>Gives up the guest's slots whose time has come.</summary>
    private void Expire(string guest, long now) =>
        file.Execute("UPDATE loyalty_contact SET state = 4 WHERE guest = ?1 AND state = 1 AND expires_at <= ?2", guest, now);

    private (MessageState State, long Expires) Find(string guest, string messageId, long now)
    {
        Expire(guest, now);
        using SqliteDataReader reader = file.Command("SELECT state, expires_at FROM loyalty_contact WHERE guest = ?1 AND message = ?2", guest, messageId).ExecuteReader();
        return reader.Read() ? ((MessageState)reader.GetInt32(0), reader.GetInt64(1)) : default;
    }

    private Contact[] History(string guest, long since)
    {
        List<Contact> history = [];
        using SqliteDataReader reader = file.Command(
            "SELECT at, channel, kind, partner, carried FROM loyalty_contact WHERE guest = ?1 AND state IN (1, 2) AND at >= ?2 ORDER BY at", guest, since).ExecuteReader();
        while (reader.Read())
        {
            history.Add(new Contact(CustomerId.None, new(reader.GetString(3)), new(reader.GetString(1)), new(reader.GetString(2)), At(reader.GetInt64(0)))
            {
                Carried = CarriedPartners.Read(reader.GetString(4)),
            });
        }

        return [.. history];
    }

    /// <summary>A guest with as many contacts as may be first loses those that nobody can see any more.</summary>
    private void MakeRoom(string guest, long at, long now)
    {
        const string Count = "SELECT count(*) FROM loyalty_contact WHERE guest = ?1 AND state IN (1, 2)";
        if (file.Number(Count, guest) < terms.MostContacts)
        {
            return;
        }

        file.Execute("DELETE FROM loyalty_contact WHERE guest = ?1 AND at < ?2 AND state <> 1", guest, terms.Before(at, now));
        if (file.Number(Count, guest) >= terms.MostContacts)
        {
            throw ContactArguments.Full(terms.MostContacts);
        }
    }

    private MessageChange Move(string guest, string messageId, MessageState before, MessageState after)
    {
        if (before != after)
        {
            file.Execute("UPDATE loyalty_contact SET state = ?3 WHERE guest = ?1 AND message = ?2", guest, messageId, (int)after);
        }

        return new(before, after);
    }

    private void Write(string guest, string messageId, in Contact contact, MessageState state, long expires) => file.Execute(
        "INSERT OR REPLACE INTO loyalty_contact (guest, message, at, channel, kind, partner, state, is_opened, expires_at, carried) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9)",
        guest, messageId, contact.At.UtcTicks, contact.Channel.Value, contact.Kind.Value, contact.Partner.Value, (int)state, expires, CarriedPartners.Write(contact.Partner, contact.Carried));

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
