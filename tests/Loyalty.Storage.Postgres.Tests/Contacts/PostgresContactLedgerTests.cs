using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;

namespace Loyalty.Storage.Postgres.Tests.Contacts;

public sealed class PostgresContactLedgerTests(PostgresServer server) : ContactLedgerConformance, IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    protected override int Races => 100;

    public ValueTask DisposeAsync() => database.DisposeAsync();

    protected override Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) => database.LedgerAsync(place, gate, time, options);
}

public sealed class PostgresContactLedgerAgreementTests(PostgresServer server) : ContactLedgerAgreement, IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    protected override int Stories => 15;

    public ValueTask DisposeAsync() => database.DisposeAsync();

    protected override Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) => database.LedgerAsync(place, gate, time, options);
}
