namespace Loyalty.ContactPolicy;

/// <summary>What a partner is told about a request: it may go, there is no slot until an instant, or there is none.</summary>
/// <remarks>It names no rule and no other partner. Equal when both members are. The <c>default</c> is 'no slot'. Immutable.</remarks>
/// <param name="IsAllowed">Whether the message may go now.</param>
/// <param name="NoSlotUntil">When to ask again, in UTC; null when allowed, and when no slot comes within a year.</param>
public readonly record struct PartnerAnswer(bool IsAllowed, DateTimeOffset? NoSlotUntil);
