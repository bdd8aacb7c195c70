using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

public class MemoryRedemptionStoreTests : RedemptionStoreConformance
{
    protected override Task<IRedemptionStore> CreateAsync() => Task.FromResult<IRedemptionStore>(new MemoryRedemptionStore());
}

public class MemoryRedemptionStoreSyncTests : RedemptionSyncConformance
{
    protected override Task<IRedemptionStore> CreateAsync() => Task.FromResult<IRedemptionStore>(new MemoryRedemptionStore());
}

public class MemoryRedemptionStoreLawTests : RedemptionLawConformance
{
    protected override Task<IRedemptionStore> CreateAsync() => Task.FromResult<IRedemptionStore>(new MemoryRedemptionStore());
}
