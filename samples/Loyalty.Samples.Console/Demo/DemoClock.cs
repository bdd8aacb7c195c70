namespace Loyalty.Samples.Demo;

/// <summary>The clock of the demo: it stands where the story has got to.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    /// <summary>Moves on; time does not run backwards.</summary>
    public void MoveTo(DateTimeOffset instant) => now = instant > now ? instant : now;

    public override DateTimeOffset GetUtcNow() => now;
}
