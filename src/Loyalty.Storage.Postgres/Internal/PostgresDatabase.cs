using System.Data;
using Loyalty.Storage.Internal;
using Npgsql;
using Polly;

namespace Loyalty.Storage.Postgres.Internal;

/// <summary>Transactions on the host's data source, tried again where that helps, and the schema's version.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source, PostgresStorageOptions options)
{
    /// <summary>One migration at a time in the whole database, whatever its schema.</summary>
    private const long MigrationLock = 0x4C6F_7961_6C74_7953;

    private readonly ResiliencePipeline retries = PostgresRetries.Build(options.Checked());

    /// <summary>A statement with the schema's name in it.</summary>
    public string Sql(string text) => text.Replace("loyalty.", options.Schema + ".", StringComparison.Ordinal);

    /// <summary>Runs a call on a connection of its own, without a transaction.</summary>
    public ValueTask<T> OnceAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> call, CancellationToken cancellation) => retries.ExecuteAsync(
        async token =>
        {
            NpgsqlConnection connection = await source.OpenConnectionAsync(token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await call(connection, token).ConfigureAwait(false);
            }
        },
        cancellation);

    /// <summary>Runs a call in a transaction.</summary>
    public ValueTask<T> InTransactionAsync<T>(Func<NpgsqlConnection, CancellationToken, ValueTask<T>> call, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        OnceAsync(
            async (connection, token) =>
            {
                NpgsqlTransaction transaction = await connection.BeginTransactionAsync(isolation, token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    T result = await call(connection, token).ConfigureAwait(false);
                    await transaction.CommitAsync(token).ConfigureAwait(false);
                    return result;
                }
            },
            cancellation);

    /// <summary>Makes the tables, or brings older ones up to date; all of it or nothing.</summary>
    public async ValueTask MigrateAsync(StorageSchema schema, CancellationToken cancellation)
    {
        string? refusal = await InTransactionAsync(
            async (connection, token) =>
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", token).ConfigureAwait(false);
                if (!await IsThereAsync(connection, "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)", options.Schema, token).ConfigureAwait(false))
                {
                    await ExecuteAsync(connection, $"CREATE SCHEMA {options.Schema}", token).ConfigureAwait(false);
                }

                await ExecuteAsync(connection, Sql("CREATE TABLE IF NOT EXISTS loyalty.schema_version (capability text PRIMARY KEY, version integer NOT NULL)"), token).ConfigureAwait(false);
                int found = await VersionAsync(connection, schema, token).ConfigureAwait(false);
                if (schema.Refusal($"The schema '{options.Schema}'", found) is { } newer)
                {
                    return newer;
                }

                foreach (string step in schema.After(found))
                {
                    await ExecuteAsync(connection, Sql(step), token).ConfigureAwait(false);
                }

                NpgsqlCommand write = new(Sql("INSERT INTO loyalty.schema_version VALUES ($1, $2) ON CONFLICT (capability) DO UPDATE SET version = excluded.version"), connection);
                await using (write.ConfigureAwait(false))
                {
                    write.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema.Capability });
                    write.Parameters.Add(new NpgsqlParameter<int> { TypedValue = schema.Version });
                    await write.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                }

                return null;
            },
            cancellation).ConfigureAwait(false);
        if (refusal is not null)
        {
            throw new PostgresStorageException(refusal);
        }
    }

    private async ValueTask<int> VersionAsync(NpgsqlConnection connection, StorageSchema schema, CancellationToken cancellation)
    {
        NpgsqlCommand read = new(Sql("SELECT version FROM loyalty.schema_version WHERE capability = $1"), connection);
        await using (read.ConfigureAwait(false))
        {
            read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema.Capability });
            return await read.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is int version ? version : 0;
        }
    }

    private static async ValueTask<bool> IsThereAsync(NpgsqlConnection connection, string sql, string value, CancellationToken cancellation)
    {
        NpgsqlCommand command = new(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
        }
    }

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        NpgsqlCommand command = new(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
