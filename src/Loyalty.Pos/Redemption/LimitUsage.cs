namespace Loyalty.Pos.Redemption;

/// <summary>Where a counter stands.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is a counter that nothing has touched. Immutable.</remarks>
/// <param name="Used">What confirmed redemptions took, less what was voided.</param>
/// <param name="Held">What live reservations hold.</param>
/// <param name="Leased">What live leases hold and no redemption is known to have spent.</param>
/// <param name="Limit">The largest limit that came with any claim or lease that was granted or entered; 0 where there was none.</param>
public readonly record struct LimitUsage(long Used, long Held, long Leased, long Limit)
{
    /// <summary>All that is taken: used, held and leased.</summary>
    public long Taken => Used + Held + Leased;

    /// <summary>How much is free under a limit.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>At least 0.</returns>
    public long Remaining(long limit) => Math.Max(0, limit - Taken);
}
