namespace Loyalty.Pos.Catalog;

/// <summary>How an offer shares the units that it concerns with other offers of its priority.</summary>
public enum Stacking
{
    /// <summary>Together with every other compound offer, each on what those before it left.</summary>
    Compound,

    /// <summary>Alone on its units, in competition with all that would else apply there.</summary>
    Best,

    /// <summary>Settled first and alone on its units, even where the guest would get more otherwise.</summary>
    Exclusive,
}
