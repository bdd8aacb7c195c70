using System.Collections.Immutable;

namespace Loyalty.Pos.Returns;

/// <summary>What a return gives the guest and takes back, and why.</summary>
/// <remarks>Immutable. It only says so: nothing is paid or booked until the host does, and stores <see cref="After"/>.</remarks>
public sealed class ReturnResult
{
    internal ReturnResult(ReturnLedger after)
    {
        After = after;
    }

    /// <summary>What the guest gets now, in money and points, in minor units.</summary>
    /// <value>Never negative; together with earlier refunds never more than was paid for what has come back.</value>
    public long Refund { get; internal init; }

    /// <summary>The part of <see cref="Refund"/> that is paid in money, in minor units.</summary>
    public long Money { get; internal init; }

    /// <summary>Points that the guest had spent on the receipt and gets back now.</summary>
    public long PointsGivenBack { get; internal init; }

    /// <summary>Points that the receipt had earned and that are taken back now.</summary>
    public long PointsTakenBack { get; internal init; }

    /// <summary>Coupons that are handed back now, by code.</summary>
    public ImmutableArray<string> Coupons { get; internal init; } = [];

    /// <summary>Earned gifts that are asked back now.</summary>
    public ImmutableArray<ReturnedGift> Gifts { get; internal init; } = [];

    /// <summary>What the goods that stay cost by the policy, in minor units.</summary>
    public long KeptCost { get; internal init; }

    /// <summary>What the guest has had back beyond <see cref="KeptCost"/>, because a refund is never negative, in minor units.</summary>
    /// <value>0 or more; what the guest effectively paid for what stays is <see cref="KeptCost"/> less this.</value>
    public long Uncollected { get; internal init; }

    /// <summary>What each offer still gives on the goods that stay, in the receipt's order; then those that apply only since others are broken.</summary>
    public ImmutableArray<StandingOffer> Standing { get; internal init; } = [];

    /// <summary>The ledger with this return in it.</summary>
    public ReturnLedger After { get; }
}
