namespace Loyalty.ContactPolicy.Ledger;

/// <summary>What a confirmation or release did to a message.</summary>
/// <remarks>Equal when both states are. The <c>default</c> is a message that the ledger does not know. Immutable.</remarks>
/// <param name="Before">The state before.</param>
/// <param name="After">The state now; the same as before where nothing was to do.</param>
public readonly record struct MessageChange(MessageState Before, MessageState After)
{
    /// <summary>Whether the call changed anything: false when it came twice, or for a message that the ledger does not know.</summary>
    public bool IsChanged => Before != After;

    /// <summary>Whether the message went after its slot was given up: it is counted, and caps may be overrun by it.</summary>
    public bool IsLate => After == MessageState.Confirmed && Before is MessageState.Expired or MessageState.Released && IsChanged;
}
