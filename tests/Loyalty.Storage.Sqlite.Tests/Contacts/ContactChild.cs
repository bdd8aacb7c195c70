using System.Diagnostics;
using System.Runtime.CompilerServices;
using Loyalty.Storage.Sqlite.Contacts;

namespace Loyalty.Storage.Sqlite.Tests.Contacts;

/// <summary>This test program once more, as another partner's process: it works on the same file until it is killed.</summary>
internal static class ContactChild
{
    private const string Task = "LOYALTY_SQLITE_CONTACT_CHILD";

    public static Process Start(string task, string path) => ContactPartner.Start(Task, task, path);

    public static SqliteContactLedger Open(string path, TimeProvider? time = null, SqliteStorageOptions? storage = null) =>
        SqliteContactLedger.Open(path, ContactPartner.Gate, time ?? new HandClock(ContactPartner.Noon), ContactPartner.Options, storage);

    [ModuleInitializer]
    internal static void Run() => ContactPartner.Work(Task, path => Open(path) is var ledger ? (ledger, ledger) : default);
}
