namespace Loyalty.Pos.Internal;

/// <summary>A run's place when units are ordered by what is left of them; equal ones in the order of ties.</summary>
internal readonly struct UnitKey(long key, int sequence, int run) : IComparable<UnitKey>
{
    public int Run => run;

    private long Rank => key;

    private int Sequence => sequence;

    public int CompareTo(UnitKey other)
    {
        int byKey = Rank.CompareTo(other.Rank);
        return byKey != 0 ? byKey : Sequence.CompareTo(other.Sequence);
    }
}
