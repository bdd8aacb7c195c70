using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Storage.Sqlite.Contacts;

namespace Loyalty.Storage.Sqlite.Tests.Contacts;

public sealed class SqliteContactLedgerTests : ContactLedgerConformance, IDisposable
{
    private readonly OpenLedgers ledgers = new();

    public void Dispose() => ledgers.Dispose();

    protected override Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) => ledgers.OpenAsync(place, gate, time, options);
}

public sealed class SqliteContactLedgerAgreementTests : ContactLedgerAgreement, IDisposable
{
    private readonly OpenLedgers ledgers = new();

    public void Dispose() => ledgers.Dispose();

    protected override Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) => ledgers.OpenAsync(place, gate, time, options);
}

/// <summary>Ledgers in files by their places, closed and deleted together.</summary>
internal sealed class OpenLedgers : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteContactLedger> open = [];

    public Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) => Task.Run<IContactLedger>(() =>
    {
        SqliteContactLedger ledger = SqliteContactLedger.Open(folder.File($"ledger-{place}.db"), gate, time, options);
        open.Add(ledger);
        return ledger;
    });

    public void Dispose()
    {
        open.ForEach(s => s.Dispose());
        folder.Dispose();
    }
}
