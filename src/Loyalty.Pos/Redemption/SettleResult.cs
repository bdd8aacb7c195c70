namespace Loyalty.Pos.Redemption;

/// <summary>What a confirmation, a release, a void or a reduction did.</summary>
/// <param name="Before">The state before, as of the instant of the call.</param>
/// <param name="After">The state now.</param>
/// <param name="Conflicts">The conflicts that this call brought about; empty unless more is used now than a limit allows.</param>
public sealed record SettleResult(RedemptionState Before, RedemptionState After, IReadOnlyList<RedemptionConflict> Conflicts)
{
    /// <summary>Whether the state changed.</summary>
    public bool IsChanged => Before != After;

    /// <summary>Whether it was paid after its claims had been given up: it counts, for the sale stands.</summary>
    public bool IsLate => After == RedemptionState.Confirmed && Before is RedemptionState.Expired or RedemptionState.Released && IsChanged;
}
