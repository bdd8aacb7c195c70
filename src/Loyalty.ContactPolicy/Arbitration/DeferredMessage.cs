namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>A message that was held back, and when it is asked for again.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Id">The message's id, unique for the guest.</param>
/// <param name="Request">Who asks whom for what. Its instant is when the message was asked for last.</param>
/// <param name="AskAt">When it is asked for again.</param>
public sealed record DeferredMessage(string Id, ContactRequest Request, DateTimeOffset AskAt)
{
    /// <summary>Which is asked for first of those that are due; the larger first.</summary>
    /// <value>Any; 0 by default.</value>
    public int Priority { get; init; }

    /// <summary>From when on it is of no use (inclusive).</summary>
    /// <value>Null, never, by default.</value>
    public DateTimeOffset? ExpiresAt { get; init; }
}
