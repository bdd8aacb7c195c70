using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Postgres.Tests.Redemption;

public sealed class PostgresRedemptionStoreTests(PostgresServer server) : RedemptionStoreConformance, IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    protected override Task<IRedemptionStore> CreateAsync() => database.CreateAsync();
}

public sealed class PostgresRedemptionStoreSyncTests(PostgresServer server) : RedemptionSyncConformance, IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    protected override Task<IRedemptionStore> CreateAsync() => database.CreateAsync();
}

public sealed class PostgresRedemptionStoreAgreementTests(PostgresServer server) : RedemptionStoreAgreement, IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    protected override int Stories => 25;

    public ValueTask DisposeAsync() => database.DisposeAsync();

    protected override Task<IRedemptionStore> CreateAsync() => database.CreateAsync();
}

public sealed class PostgresRedemptionStoreLawTests(PostgresServer server) : RedemptionLawConformance, IAsyncDisposable
{
    private readonly TestDatabase database = new(server);

    protected override int Histories => 25;

    public ValueTask DisposeAsync() => database.DisposeAsync();

    protected override Task<IRedemptionStore> CreateAsync() => database.CreateAsync();
}
