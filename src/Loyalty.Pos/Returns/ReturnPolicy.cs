namespace Loyalty.Pos.Returns;

/// <summary>What becomes of an offer's reward when goods come back that its condition needed.</summary>
public enum ReturnPolicy
{
    /// <summary>What stays is priced again, with the receipt's catalogue and at its time; the guest gets the difference.</summary>
    Reprice,

    /// <summary>The reward is taken back in proportion to the share of its trigger that returns.</summary>
    ProRate,

    /// <summary>The guest keeps the reward on what stays.</summary>
    Keep,
}
