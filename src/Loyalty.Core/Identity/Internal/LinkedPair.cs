namespace Loyalty.Core.Identity.Internal;

/// <summary>Two rows that may be one person; the left one is the smaller.</summary>
internal readonly record struct LinkedPair(int Left, int Right, double Weight, PersonAttribute? Identifier) : IComparable<LinkedPair>
{
    /// <summary>Strongest first, then in the order of the records.</summary>
    public int CompareTo(LinkedPair other)
    {
        int byWeight = other.Weight.CompareTo(Weight);
        int byLeft = byWeight != 0 ? byWeight : Left.CompareTo(other.Left);
        return byLeft != 0 ? byLeft : Right.CompareTo(other.Right);
    }
}
