namespace Loyalty.ContactPolicy.Internal;

/// <summary>Offers of which only so many can be taken together: those of some candidates within some instants, and beside them perhaps those of others within others.</summary>
/// <remarks>Each offer is in it once at the most.</remarks>
internal sealed class PlaceRow
{
    private readonly List<(int Set, int Begin, int End)> ranges = [];

    public PlaceRow(OfferColumns columns, int room, params ReadOnlySpan<PlacePart> parts)
    {
        Room = room;
        foreach (PlacePart part in parts)
        {
            for (int set = part.OnlySet ?? 0; set < (part.OnlySet + 1 ?? columns.Sets); set++)
            {
                if ((part.Members is null || part.Members[columns.Candidates[set]]) && columns.Within(set, part.First, part.End) is var (begin, end) && begin < end)
                {
                    ranges.Add((set, begin, end));
                }
            }

            End = Math.Max(End, part.End);
        }

        ranges.Sort(static (a, b) => a.Begin.CompareTo(b.Begin));
    }

    /// <summary>How many can be taken.</summary>
    public int Room { get; }

    /// <summary>After which instant none of its offers comes.</summary>
    public int End { get; }

    /// <summary>Its offers.</summary>
    public List<(int Set, int Begin, int End)> Ranges => ranges;

    /// <summary>Whether an offer is in it.</summary>
    public bool Has(int column)
    {
        foreach ((_, int begin, int end) in ranges)
        {
            if (column < end)
            {
                if (column >= begin)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>Candidates within [first, end) instants.</summary>
internal readonly record struct PlacePart(bool[]? Members, int? OnlySet, int First, int End)
{
    public static PlacePart Of(bool[] members, int first, int end) => new(members, null, first, end);

    public static PlacePart Of(int set, int first, int end) => new(null, set, first, end);
}
