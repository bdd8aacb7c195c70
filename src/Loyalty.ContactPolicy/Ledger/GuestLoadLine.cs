using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>A guest's load by one channel and partner.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Channel">The channel.</param>
/// <param name="Partner">The partner.</param>
/// <param name="Sent">How many messages went, exempt ones included.</param>
/// <param name="Exempt">How many of these were exempt from the rules.</param>
/// <param name="Reserved">How many more have a slot and have not gone yet.</param>
/// <param name="Opened">How many of those sent the guest opened.</param>
public readonly record struct GuestLoadLine(Channel Channel, PartnerId Partner, int Sent, int Exempt, int Reserved, int Opened)
{
    /// <summary>How many messages that other partners sent carried a block of this one. Each is one message, counted in the line of its sender.</summary>
    public int Carried { get; init; }
}
