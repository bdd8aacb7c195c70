using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.Core;
using Loyalty.Samples.Input;
using Microsoft.Data.Sqlite;

namespace Loyalty.Samples.Contacts;

/// <summary>The file in which contacts and answers survive between runs. A run is one transaction: it is kept whole by <see cref="Commit"/>, or not at all.</summary>
internal sealed class ContactDatabase : IDisposable
{
    private const long ApplicationId = 0x4C6F_7943;
    private const string Schema = $"""
        CREATE TABLE contact (customer TEXT NOT NULL, partner TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, at_ticks INTEGER NOT NULL);
        CREATE INDEX contact_at ON contact (at_ticks);
        CREATE TABLE decision (request_id TEXT PRIMARY KEY, outcome TEXT NOT NULL, rule TEXT, next_ticks INTEGER) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private readonly string path;
    private readonly bool isNew;
    private readonly SqliteConnection connection;
    private SqliteTransaction? transaction;
    private SqliteCommand? find;
    private SqliteCommand? addDecision;
    private SqliteCommand? addContact;
    private bool committed;

    public ContactDatabase(string path)
    {
        this.path = path;
        if (Directory.Exists(path) || Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder || !Directory.Exists(folder))
        {
            throw new UsageException($"The ledger '{path}' must be a file in a folder that exists.");
        }

        isNew = !File.Exists(path);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            Guard(() =>
            {
                connection.Open();
                transaction = connection.BeginTransaction();
                Prepare();
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The contacts from an instant on, in order of time.</summary>
    public IEnumerable<(string Customer, PartnerId Partner, Channel Channel, ContactKind Kind, DateTimeOffset At)> Contacts(DateTimeOffset since)
    {
        using SqliteCommand command = Command("SELECT customer, partner, channel, kind, at_ticks FROM contact WHERE at_ticks >= $since ORDER BY at_ticks, rowid");
        command.Parameters.AddWithValue("$since", since.UtcTicks);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetString(0), new(reader.GetString(1)), new(reader.GetString(2)), new(reader.GetString(3)), new(reader.GetInt64(4), TimeSpan.Zero));
        }
    }

    /// <summary>The answer that a request got before, or null.</summary>
    public ContactDecision? Find(string requestId)
    {
        find ??= Command("SELECT outcome, rule, next_ticks FROM decision WHERE request_id = $id", "$id");
        find.Parameters["$id"].Value = requestId;
        using SqliteDataReader reader = find.ExecuteReader();
        return reader.Read()
            ? new ContactDecision(Enum.Parse<ContactOutcome>(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero))
            : null;
    }

    public void Add(string requestId, ContactDecision decision) => Guard(() =>
    {
        addDecision ??= Command("INSERT INTO decision VALUES ($id, $outcome, $rule, $next)", "$id", "$outcome", "$rule", "$next");
        addDecision.Parameters["$id"].Value = requestId;
        addDecision.Parameters["$outcome"].Value = decision.Outcome.ToString();
        addDecision.Parameters["$rule"].Value = (object?)decision.Rule ?? DBNull.Value;
        addDecision.Parameters["$next"].Value = decision.NextAllowedAt is { } next ? next.UtcTicks : DBNull.Value;
        _ = addDecision.ExecuteNonQuery();
    });

    public void Add(string customer, in ContactRequest sent)
    {
        addContact ??= Command("INSERT INTO contact VALUES ($customer, $partner, $channel, $kind, $at)", "$customer", "$partner", "$channel", "$kind", "$at");
        addContact.Parameters["$customer"].Value = customer;
        addContact.Parameters["$partner"].Value = sent.Partner.Value;
        addContact.Parameters["$channel"].Value = sent.Channel.Value;
        addContact.Parameters["$kind"].Value = sent.Kind.Value;
        addContact.Parameters["$at"].Value = sent.At.UtcTicks;
        Guard(() => addContact.ExecuteNonQuery());
    }

    public void Commit()
    {
        Guard(() => transaction!.Commit());
        committed = true;
    }

    public void Dispose()
    {
        find?.Dispose();
        addDecision?.Dispose();
        addContact?.Dispose();
        transaction?.Dispose();
        connection.Dispose();
        if (isNew && !committed)
        {
            File.Delete(path);
        }
    }

    private void Prepare()
    {
        long tables = Number("SELECT count(*) FROM sqlite_master");
        long application = Number("PRAGMA application_id");
        if (tables == 0 && application is 0 or ApplicationId)
        {
            using SqliteCommand create = Command(Schema + string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId};"));
            _ = create.ExecuteNonQuery();
        }
        else if (application != ApplicationId || Number("PRAGMA user_version") != 1)
        {
            throw new InputException(path, 1, "the file is a database, but not a contact ledger of this version; name another file");
        }
    }

    private long Number(string sql)
    {
        using SqliteCommand command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (string name in parameters)
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }

        return command;
    }

    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (SqliteException e)
        {
            throw new InputException(path, 1, e.SqliteErrorCode switch
            {
                26 => "the file is not a contact ledger; name a new file or one that an earlier run wrote",
                5 or 6 => "the ledger is in use by another run; try again when it has ended",
                11 => "the ledger is damaged; restore it from a copy",
                _ => "the ledger cannot be read or written: " + e.Message,
            });
        }
    }
}
