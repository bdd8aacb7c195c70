namespace Loyalty.Pos.Receipts;

/// <summary>The words that a slip prints itself; English unless the host gives others.</summary>
public sealed record SlipWords
{
    /// <summary>Before the sum without discounts.</summary>
    /// <value>Default <c>Subtotal</c>.</value>
    public string Subtotal { get; init; } = "Subtotal";

    /// <summary>Before the sum of the discounts.</summary>
    /// <value>Default <c>You save</c>.</value>
    public string Discount { get; init; } = "You save";

    /// <summary>Before the total; the currency follows.</summary>
    /// <value>Default <c>TOTAL</c>.</value>
    public string Total { get; init; } = "TOTAL";

    /// <summary>Before what points paid.</summary>
    /// <value>Default <c>Paid with points</c>.</value>
    public string PaidWithPoints { get; init; } = "Paid with points";

    /// <summary>Before what is left to pay in money.</summary>
    /// <value>Default <c>To pay</c>.</value>
    public string ToPay { get; init; } = "To pay";

    /// <summary>Before the points earned.</summary>
    /// <value>Default <c>Points earned</c>.</value>
    public string Points { get; init; } = "Points earned";

    /// <summary>Before the points that purchases earn by themselves.</summary>
    /// <value>Default <c>for what you paid</c>.</value>
    public string PointsByPurchase { get; init; } = "for what you paid";

    /// <summary>Before an earned gift that is not in the basket.</summary>
    /// <value>Default <c>Free for you</c>.</value>
    public string Gift { get; init; } = "Free for you";

    /// <summary>Before a coupon that nothing took.</summary>
    /// <value>Default <c>Coupon not used, keep it</c>.</value>
    public string UnusedCoupon { get; init; } = "Coupon not used, keep it";

    /// <summary>Between what is missing and the offer that it would bring.</summary>
    /// <value>Default <c>more for</c>, as in '1 more for 20 % off dairy'.</value>
    public string MoreFor { get; init; } = "more for";

    /// <summary>Before the next personal offer.</summary>
    /// <value>Default <c>Next time</c>.</value>
    public string NextTime { get; init; } = "Next time";
}
