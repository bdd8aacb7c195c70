namespace Loyalty.Pos.Redemption;

/// <summary>How a desk redeems.</summary>
public sealed record RedemptionOptions
{
    /// <summary>How long a basket's claims are held before payment.</summary>
    /// <value>More than zero; default 15 minutes.</value>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a till may spend a lease without a network.</summary>
    /// <value>More than <see cref="LeaseMargin"/>; default 24 hours. A dead till keeps its slice from the others for so long.</value>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long before its expiry a till stops spending a lease, so that its clock may be behind the store's and a sale may take its time.</summary>
    /// <value>At least zero; default 20 minutes.</value>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Whether a till without a network and without a lease for it takes a limited code, judged by its own journal alone.</summary>
    /// <value>Default true: two such tills may take the same code, which is reported as a conflict. False: the code is refused until the network is back.</value>
    public bool TakesCodesOffline { get; init; } = true;

    /// <summary>Whether a till without a network applies an offer that is limited for each guest, judged by its own journal alone.</summary>
    /// <value>Default true; what a guest takes at several such tills beyond the limit is reported as a conflict.</value>
    public bool TakesGuestLimitsOffline { get; init; } = true;

    internal RedemptionOptions Checked()
    {
        if (Hold <= TimeSpan.Zero || LeaseMargin < TimeSpan.Zero || LeaseTime <= LeaseMargin)
        {
            throw new ArgumentException($"Hold ({Hold}) must be more than zero, LeaseMargin ({LeaseMargin}) at least zero and LeaseTime ({LeaseTime}) more than LeaseMargin.");
        }

        return this;
    }
}
