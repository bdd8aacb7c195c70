namespace Loyalty.Pos.Internal;

/// <summary>An offer whose conditions hold, and the lines that it concerns, in the order of ties.</summary>
internal struct ActiveOffer : IComparable<ActiveOffer>
{
    public CompiledOffer Offer;

    /// <summary>Where its lines begin in the stage's list, and how many there are.</summary>
    public int FirstLine;
    public int Lines;

    /// <summary>Whether what it does on one line depends on its other lines, or on single units.</summary>
    public bool IsTied;

    /// <summary>What it would give alone.</summary>
    public long Alone;

    /// <summary>Whether others that stand alone took units of its lines; known where reasons are wanted.</summary>
    public bool IsClosed;

    /// <summary>The order in which offers are applied.</summary>
    public readonly int CompareTo(ActiveOffer other) => Offer.CompareTo(other.Offer);
}
