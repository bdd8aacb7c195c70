using Loyalty.Core;

namespace Loyalty.Pos.Redemption;

/// <summary>A desk's answer to a basket.</summary>
/// <param name="Outcome">What became of the request.</param>
/// <param name="Ticket">What is held; null unless it is.</param>
/// <param name="UsedUp">The offers on the receipt that their limits no longer allow, in the receipt's order: the host takes them off the basket, prices it again and asks again.</param>
/// <param name="Reached">The limits that have too little left, each with what is free.</param>
public sealed record RedemptionAnswer(
    ReserveOutcome Outcome,
    RedemptionTicket? Ticket,
    IReadOnlyList<OfferId> UsedUp,
    IReadOnlyList<LimitAmount> Reached)
{
    /// <summary>Whether the basket may be paid as it is priced.</summary>
    public bool IsHeld => Ticket is not null;
}
