namespace Loyalty.Pos.Redemption;

/// <summary>What a till recorded.</summary>
public enum JournalEntryKind
{
    /// <summary>A sale was paid, with its claims.</summary>
    Redeemed = 1,

    /// <summary>A sale was cancelled.</summary>
    Voided = 2,

    /// <summary>Part of a sale was taken back: of some limits less remains claimed.</summary>
    Reduced = 3,
}
