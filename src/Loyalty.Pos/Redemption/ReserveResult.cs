namespace Loyalty.Pos.Redemption;

/// <summary>The answer to a request to reserve.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="State">Where the redemption stands now; <see cref="RedemptionState.Unknown"/>, or what it was, where nothing is held.</param>
/// <param name="ExpiresAt">When the claims are given up unless confirmed, in UTC; null unless <paramref name="State"/> is <see cref="RedemptionState.Reserved"/>.</param>
/// <param name="Reached">The limits that have too little left, in order of their keys, each with what is free; empty for every other outcome.</param>
public sealed record ReserveResult(ReserveOutcome Outcome, RedemptionState State, DateTimeOffset? ExpiresAt, IReadOnlyList<LimitAmount> Reached)
{
    /// <summary>Whether the claims are held or used.</summary>
    public bool IsHeld => Outcome is ReserveOutcome.Reserved or ReserveOutcome.Repeated;
}
