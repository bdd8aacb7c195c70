using Npgsql;

namespace Loyalty.Storage.Postgres.Internal;

/// <summary>Statements that reach the server together, in one round trip.</summary>
internal sealed class Statements(PostgresDatabase database, NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch batch = new(connection);

    public Statements Add(string sql, params ReadOnlySpan<NpgsqlParameter> values)
    {
        NpgsqlBatchCommand command = new(database.Sql(sql));
        foreach (NpgsqlParameter value in values)
        {
            command.Parameters.Add(value);
        }

        batch.BatchCommands.Add(command);
        return this;
    }

    public bool IsEmpty => batch.BatchCommands.Count == 0;

    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellation) => batch.ExecuteReaderAsync(cancellation);

    public Task RunAsync(CancellationToken cancellation) => batch.ExecuteNonQueryAsync(cancellation);

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
