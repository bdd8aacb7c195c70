using System.Diagnostics;
using System.Runtime.CompilerServices;
using Loyalty.Storage.Postgres.Contacts;
using Npgsql;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

/// <summary>This test program once more, as another partner's host: it works on the same database until it is killed.</summary>
internal static class PostgresContactChild
{
    private const string Task = "LOYALTY_POSTGRES_CONTACT_CHILD";

    public static Process Start(string task, string connection) => ContactPartner.Start(Task, task, connection);

    public static Task<PostgresContactLedger> OpenAsync(NpgsqlDataSource source, TimeProvider? time = null) =>
        PostgresContactLedger.OpenAsync(source, ContactPartner.Gate, time ?? new HandClock(ContactPartner.Noon), ContactPartner.Options);

    [ModuleInitializer]
    internal static void Run() => ContactPartner.Work(Task, connection =>
        NpgsqlDataSource.Create(connection) is var source ? (OpenAsync(source).GetAwaiter().GetResult(), source) : default);
}
