namespace Loyalty.ContactPolicy.Internal;

/// <summary>How long contacts are remembered.</summary>
internal sealed class Memory(TimeProvider time, TimeSpan length)
{
    /// <summary>How long.</summary>
    public TimeSpan Length => length;

    /// <summary>Before when contacts may at most be forgotten; asks no clock.</summary>
    public long BeforeAtMost(long at) => at - length.Ticks;

    /// <summary>Before when contacts may be forgotten at an instant. An instant that lies in the future by mistake must not make a ledger forget the present.</summary>
    public long Before(long at) => Math.Min(at, time.GetUtcNow().UtcTicks) - length.Ticks;
}
