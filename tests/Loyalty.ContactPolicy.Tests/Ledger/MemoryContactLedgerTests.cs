using Loyalty.ContactPolicy.Ledger;

namespace Loyalty.ContactPolicy.Tests.Ledger;

public sealed class MemoryContactLedgerTests : ContactLedgerConformance
{
    protected override Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) =>
        Task.Run<IContactLedger>(() => new MemoryContactLedger(gate, time, options));
}

public sealed class MemoryContactLedgerAgreementTests : ContactLedgerAgreement
{
    protected override Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options) =>
        Task.Run<IContactLedger>(() => new MemoryContactLedger(gate, time, options));
}
