using Loyalty.Storage.Internal;

namespace Loyalty.Storage.Postgres.Contacts;

/// <summary>
/// The tables of contacts, partitioned by guest, and the functions that decide and count in one round trip. Texts are compared byte by byte; instants are ticks in UTC; states are
/// those of MessageState. Every statement but the daily one that forgets names one guest.
/// </summary>
internal static class PostgresContactSchema
{
    public static StorageSchema Current { get; } = new("contact", [PostgresContactFirstStep.Sql, PostgresContactSecondStep.Sql]);
}
