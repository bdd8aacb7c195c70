using Loyalty.ContactPolicy;
using Microsoft.Data.Sqlite;

namespace Loyalty.Samples.Contacts;

/// <summary>The answers that were given, beside the tables of the ledger in its file. A ledger remembers what it allowed; a request that was refused gets its answer again from here.</summary>
internal sealed class ContactAnswers : IDisposable
{
    private const string Table = """
        CREATE TABLE IF NOT EXISTS contact_answer (
          request TEXT PRIMARY KEY, outcome TEXT NOT NULL, rule TEXT, next_at INTEGER) STRICT, WITHOUT ROWID
        """;

    private readonly SqliteConnection connection;

    public ContactAnswers(string path)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            Execute("PRAGMA synchronous = FULL");
            Execute(Table);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The answer that a request got before, or null.</summary>
    public ContactDecision? Find(string request)
    {
        using SqliteCommand find = Command("SELECT outcome, rule, next_at FROM contact_answer WHERE request = $request", null);
        find.Parameters.AddWithValue("$request", request);
        return Read(find);
    }

    /// <summary>Writes answers down, all of them or none. Where another run was faster, its answer stands.</summary>
    /// <returns>The answers that stand.</returns>
    public ContactDecision[] Add(IReadOnlyList<(string Request, ContactDecision Decision)> answers)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand add = Command(
            "INSERT INTO contact_answer VALUES ($request, $outcome, $rule, $next) ON CONFLICT (request) DO UPDATE SET request = excluded.request RETURNING outcome, rule, next_at", transaction);
        foreach (string name in (ReadOnlySpan<string>)["$request", "$outcome", "$rule", "$next"])
        {
            add.Parameters.AddWithValue(name, DBNull.Value);
        }

        ContactDecision[] standing = new ContactDecision[answers.Count];
        for (int i = 0; i < standing.Length; i++)
        {
            (string request, ContactDecision decision) = answers[i];
            add.Parameters["$request"].Value = request;
            add.Parameters["$outcome"].Value = decision.Outcome.ToString();
            add.Parameters["$rule"].Value = (object?)decision.Rule ?? DBNull.Value;
            add.Parameters["$next"].Value = decision.NextAllowedAt is { } next ? next.UtcTicks : DBNull.Value;
            standing[i] = Read(add)!.Value;
        }

        transaction.Commit();
        return standing;
    }

    public void Dispose() => connection.Dispose();

    private static ContactDecision? Read(SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read()
            ? new ContactDecision(Enum.Parse<ContactOutcome>(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero))
            : null;
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = Command(sql, null);
        _ = command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, SqliteTransaction? transaction)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
