namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>A message that goes.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Candidate">The message.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Worth">Value × propensity × the share that the hour has; 0 for exempt messages, which go whatever they are worth.</param>
public sealed record ChosenMessage(MessageCandidate Candidate, DateTimeOffset At, decimal Worth)
{
    /// <summary>Whether the message stands for a partner's guaranteed minimum, so that nothing that is worth more could displace it.</summary>
    public bool IsGuaranteed { get; init; }
}
