using Loyalty.Core;

namespace Loyalty.Nps.Feedback;

/// <summary>What became of a sorry-bonus, and what the deciding limit says.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Left">How much the deciding limit leaves; null where no limit decided.</param>
public sealed record BonusResult(BonusOutcome Outcome, Money? Left = null)
{
    /// <summary>Whether the customer gets it now.</summary>
    public bool IsGranted => Outcome == BonusOutcome.Granted;
}
