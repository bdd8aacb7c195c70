using Loyalty.Pos.Redemption;
using Loyalty.Storage.Sqlite.Redemption;

namespace Loyalty.Storage.Sqlite.Tests.Redemption;

public sealed class SqliteRedemptionStoreTests : RedemptionStoreConformance, IDisposable
{
    private readonly OpenStores stores = new();

    public void Dispose() => stores.Dispose();

    protected override Task<IRedemptionStore> CreateAsync() => stores.CreateAsync();
}

public sealed class SqliteRedemptionStoreSyncTests : RedemptionSyncConformance, IDisposable
{
    private readonly OpenStores stores = new();

    public void Dispose() => stores.Dispose();

    protected override Task<IRedemptionStore> CreateAsync() => stores.CreateAsync();
}

public sealed class SqliteRedemptionStoreAgreementTests : RedemptionStoreAgreement, IDisposable
{
    private readonly OpenStores stores = new();

    public void Dispose() => stores.Dispose();

    protected override Task<IRedemptionStore> CreateAsync() => stores.CreateAsync();
}

public sealed class SqliteRedemptionStoreLawTests : RedemptionLawConformance, IDisposable
{
    private readonly OpenStores stores = new();

    protected override int Histories => 60;

    public void Dispose() => stores.Dispose();

    protected override Task<IRedemptionStore> CreateAsync() => stores.CreateAsync();
}

/// <summary>Stores in files of their own, closed and deleted together.</summary>
internal sealed class OpenStores : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteRedemptionStore> open = [];

    public Task<IRedemptionStore> CreateAsync()
    {
        open.Add(SqliteRedemptionStore.Open(folder.File($"store-{open.Count}.db")));
        return Task.FromResult<IRedemptionStore>(open[^1]);
    }

    public void Dispose()
    {
        open.ForEach(s => s.Dispose());
        folder.Dispose();
    }
}
