namespace Loyalty.Storage.Postgres;

/// <summary>The database holds tables that this package cannot work with; nothing was changed.</summary>
/// <remarks>What the server or the connection refuses comes as Npgsql's own exceptions, after the retries.</remarks>
public sealed class PostgresStorageException : InvalidOperationException
{
    internal PostgresStorageException(string message)
        : base(message)
    {
    }
}
