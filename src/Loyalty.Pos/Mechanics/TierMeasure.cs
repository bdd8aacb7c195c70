namespace Loyalty.Pos.Mechanics;

/// <summary>What the steps of <see cref="Tiers"/> count.</summary>
public enum TierMeasure
{
    /// <summary>The target's spend.</summary>
    Spend,

    /// <summary>The target's units; a weighed line is one.</summary>
    Quantity,
}
