namespace Loyalty.Storage.Sqlite;

/// <summary>How a file is opened.</summary>
public sealed record SqliteStorageOptions
{
    /// <summary>How long a call waits while another process writes.</summary>
    /// <value>1 ms to 10 minutes (inclusive); 10 seconds by default.</value>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How large the file may grow; a call that would need more changes nothing and is refused with <see cref="SqliteStorageFault.Full"/>.</summary>
    /// <value>At least 65,536 bytes; null, the default, for as much as the disk holds.</value>
    public long? MaxBytes { get; init; }

    internal SqliteStorageOptions Checked()
    {
        if (BusyTimeout < TimeSpan.FromMilliseconds(1) || BusyTimeout > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentOutOfRangeException(nameof(BusyTimeout), BusyTimeout, "A call must wait for 1 ms to 10 minutes (inclusive) while another process writes.");
        }

        return MaxBytes is < 65_536
            ? throw new ArgumentOutOfRangeException(nameof(MaxBytes), MaxBytes, "A file must be allowed at least 65536 bytes; leave it null for as much as the disk holds.")
            : this;
    }
}
