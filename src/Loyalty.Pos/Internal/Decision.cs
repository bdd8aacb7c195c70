namespace Loyalty.Pos.Internal;

/// <summary>An offer that ties lines, and what all gave with it alone of them.</summary>
internal readonly record struct Admission(int Tied, long Total) : IComparable<Admission>
{
    public int CompareTo(Admission other) => Total != other.Total ? other.Total.CompareTo(Total) : Tied.CompareTo(other.Tied);
}

/// <summary>A decision on the way down: whether an offer is kept from a line, or who has it.</summary>
internal struct Decision
{
    /// <summary>The use, or −1 where a line's taker is decided.</summary>
    public int Use;
    public int Slot;

    /// <summary>How many of the possibilities were looked at.</summary>
    public int Tried;

    /// <summary>The taker with which it began.</summary>
    public int Began;

    /// <summary>The bound before.</summary>
    public (double Lines, double Offers) Before;

    /// <summary>How much is lost at least if it is decided otherwise.</summary>
    public double Regret;
}
