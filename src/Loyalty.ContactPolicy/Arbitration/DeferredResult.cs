namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>What became of a message that was held back, and why.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Message">The message as it was held.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Decision">
/// What was decided now; null for one that had expired and was not asked for. For one that would expire before its next instant, the decision names that instant and the rule.
/// </param>
public sealed record DeferredResult(DeferredMessage Message, DeferredOutcome Outcome, ContactDecision? Decision)
{
    /// <summary>Whether the message is given up.</summary>
    public bool IsDropped => Outcome is DeferredOutcome.Expired or DeferredOutcome.Denied;
}
