using Microsoft.Data.Sqlite;

namespace Loyalty.Storage.Sqlite.Internal;

/// <summary>Turns result codes of SQLite into what a host can act upon.</summary>
internal static class SqliteFaults
{
    public static SqliteStorageException Translate(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        5 or 6 => new(SqliteStorageFault.Busy, path, $"'{path}' was being written by another process for longer than the busy timeout. Nothing was changed; try again, or allow more time.", error),
        8 or 14 or 23 => new(SqliteStorageFault.Unreachable, path, $"'{path}' cannot be opened for writing. Name a file in a folder that exists and that this process may write to.", error),
        11 => new(SqliteStorageFault.Damaged, path, $"'{path}' is damaged. Put it aside and restore it from a copy; nothing was changed.", error),
        13 => new(SqliteStorageFault.Full, path, $"'{path}' cannot grow: the disk, or what MaxBytes allows, is full. Nothing was changed; make room, or forget what ended long ago.", error),
        26 => new(SqliteStorageFault.NotAStore, path, $"'{path}' is no database. Name a new file, or one that this package made.", error),
        10 => new(SqliteStorageFault.Other, path, $"'{path}' could not be read or written by the system. Nothing was changed; see to the disk.", error),
        _ => new(SqliteStorageFault.Other, path, $"'{path}' could not be read or written: {error.Message}", error),
    };
}
