using Loyalty.Storage.Internal;

namespace Loyalty.Storage.Sqlite.Contacts;

/// <summary>The table of contacts. Texts are compared byte by byte; instants are ticks in UTC; states are those of MessageState.</summary>
internal static class SqliteContactSchema
{
    public static StorageSchema Current { get; } = new("contact",
    [
        """
        CREATE TABLE loyalty_contact (
          guest TEXT NOT NULL, message TEXT NOT NULL, at INTEGER NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, partner TEXT NOT NULL,
          state INTEGER NOT NULL, is_opened INTEGER NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (guest, message)) STRICT, WITHOUT ROWID;
        CREATE INDEX loyalty_contact_counting ON loyalty_contact (guest, at) WHERE state IN (1, 2);
        CREATE INDEX loyalty_contact_held ON loyalty_contact (guest, expires_at) WHERE state = 1;
        """,
        // The other partners whose blocks a message carries: names, parted by line feeds.
        "ALTER TABLE loyalty_contact ADD COLUMN carried TEXT NOT NULL DEFAULT ''",
    ]);
}
