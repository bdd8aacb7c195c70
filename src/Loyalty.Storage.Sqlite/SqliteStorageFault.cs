namespace Loyalty.Storage.Sqlite;

/// <summary>Why a file could not be read or written.</summary>
public enum SqliteStorageFault
{
    /// <summary>Anything else; the inner exception tells.</summary>
    Other,

    /// <summary>The disk, or what <see cref="SqliteStorageOptions.MaxBytes"/> allows, is full. Nothing was changed.</summary>
    Full,

    /// <summary>Another process kept writing for longer than <see cref="SqliteStorageOptions.BusyTimeout"/>. Nothing was changed; try again.</summary>
    Busy,

    /// <summary>The file is a database, but its content is damaged.</summary>
    Damaged,

    /// <summary>The file is something else: no database, or another program's.</summary>
    NotAStore,

    /// <summary>A newer package wrote the file.</summary>
    Newer,

    /// <summary>The file or its folder does not exist, cannot be opened, or may only be read.</summary>
    Unreachable,
}
