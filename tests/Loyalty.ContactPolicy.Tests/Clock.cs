namespace Loyalty.ContactPolicy.Tests;

/// <summary>A clock that stands until it is set.</summary>
internal sealed class Clock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Given.At("2026-06-10T12:00Z");

    public override DateTimeOffset GetUtcNow() => Now;
}
