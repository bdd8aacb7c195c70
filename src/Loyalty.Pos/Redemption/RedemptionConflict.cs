namespace Loyalty.Pos.Redemption;

/// <summary>A redemption that stands although its limit was used up: the same coupon on two tills, a sale on a lease that had run out.</summary>
/// <remarks>
/// Conflicts are not events but what the confirmed redemptions amount to. On each limit they are put in order of payment, then of id; those that
/// do not fit under the limit any more, added up in that order, are the conflicts. So the same redemptions give the same conflicts in whatever
/// order they become known, and a void takes back the conflict that it solves. Held and leased amounts make no conflict.
/// The limit is <see cref="LimitUsage.Limit"/>, the largest that came with a claim or lease.
/// Equal when all members are. The <c>default</c> names nothing. Immutable.
/// </remarks>
/// <param name="Key">The limit.</param>
/// <param name="Reservation">The redemption.</param>
/// <param name="PaidAt">When it was paid, in UTC.</param>
/// <param name="Till">Where, if known.</param>
/// <param name="Amount">What it took of the limit.</param>
public readonly record struct RedemptionConflict(LimitKey Key, ReservationId Reservation, DateTimeOffset PaidAt, TillId Till, long Amount);
