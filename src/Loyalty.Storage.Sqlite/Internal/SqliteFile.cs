using System.Globalization;
using Loyalty.Storage.Internal;
using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Internal;

/// <summary>One connection to one file, with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const long ApplicationId = 0x4C6F_7953;
    private const int NoTransaction = 1;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;

    public SqliteFile(string path, SqliteStorageOptions options, StorageSchema schema)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
        _ = options.Checked();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            Configure(options);
            Migrate(schema);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteFaults.Translate(e, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>A statement, prepared once, with its values in the order of its parameters ?1, ?2, ….</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i + 1}") });
            }

            prepared.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    public long Number(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteScalar() is long number ? number : 0;

    /// <summary>Undoes the open transaction, if there is one: a full disk has ended it already.</summary>
    public void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NoTransaction)
        {
        }
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>Erased bytes are overwritten; a commit returns when the disk has it.</summary>
    private void Configure(SqliteStorageOptions options)
    {
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)options.BusyTimeout.TotalMilliseconds}"));
        // In this order: another process may make the tables, and with them the id, between the two questions.
        if (Number("SELECT count(*) FROM sqlite_master") > 0 && Number("PRAGMA application_id") != ApplicationId)
        {
            throw new SqliteStorageException(SqliteStorageFault.NotAStore, Path, $"'{Path}' is another program's database. Name a new file, or one that this package made; nothing was changed.");
        }

        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("PRAGMA secure_delete = ON");
        if (options.MaxBytes is { } most)
        {
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {most / Number("PRAGMA page_size")}"));
        }
    }

    private void Migrate(StorageSchema schema)
    {
        if (VersionOf(schema) == schema.Version)
        {
            return;
        }

        Execute("BEGIN IMMEDIATE");
        try
        {
            int found = VersionOf(schema);
            if (schema.Refusal($"'{Path}'", found) is { } refusal)
            {
                throw new SqliteStorageException(SqliteStorageFault.Newer, Path, refusal);
            }

            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Execute("CREATE TABLE IF NOT EXISTS loyalty_schema (capability TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID");
            foreach (string step in schema.After(found))
            {
                using SqliteCommand command = connection.CreateCommand();
                command.CommandText = step;
                _ = command.ExecuteNonQuery();
            }

            Execute("INSERT INTO loyalty_schema VALUES (?1, ?2) ON CONFLICT (capability) DO UPDATE SET version = excluded.version", schema.Capability, schema.Version);
            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private int VersionOf(StorageSchema schema) => Number("SELECT count(*) FROM sqlite_master WHERE name = 'loyalty_schema'") == 0
        ? 0
        : (int)Number("SELECT version FROM loyalty_schema WHERE capability = ?1", schema.Capability);
}
