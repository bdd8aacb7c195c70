namespace Loyalty.ContactPolicy.Internal;

/// <summary>Candidates within [first, end) instants.</summary>
internal readonly record struct PlacePart(bool[]? Members, int? OnlySet, int First, int End)
{
    public static PlacePart Of(bool[] members, int first, int end) => new(members, null, first, end);

    public static PlacePart Of(int set, int first, int end) => new(null, set, first, end);
}
