namespace Loyalty.Storage.Sqlite;

/// <summary>A file could not be read or written; the call that says so changed nothing.</summary>
/// <remarks>The message names the file and the cure, and no guest.</remarks>
public sealed class SqliteStorageException : IOException
{
    internal SqliteStorageException(SqliteStorageFault fault, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
        Path = path;
    }

    /// <summary>Why.</summary>
    public SqliteStorageFault Fault { get; }

    /// <summary>The file.</summary>
    public string Path { get; }
}
