namespace Loyalty.Testing;

/// <summary>A clock that stands until it is set, forwards or back.</summary>
public sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
