namespace Loyalty.ContactPolicy.Internal;

/// <summary>Offers of which only so many can be taken together: those of some candidates within some instants, and beside them perhaps those of others within others.</summary>
/// <remarks>Each offer is in it once at the most. With <see cref="Sign"/> −1 it is the other way round: so many must be taken.</remarks>
internal sealed class PlaceRow
{
    private readonly (int Begin, int End)[] ones;
    private readonly (int Begin, int End)[]? others;

    public PlaceRow(OfferColumns columns, int room, PlacePart one, PlacePart? other = null, int sign = 1)
    {
        (Room, Sign, End) = (room, sign, Math.Max(one.End, other?.End ?? 0));
        List<(int, int)> ranges = [];
        ones = Of(columns, one, ranges);
        others = other is { } part ? Of(columns, part, ranges) : null;
        Ranges = [.. ranges];
    }

    /// <summary>How many can be taken; with the sign −1 less than 0, as many must be.</summary>
    public int Room { get; }

    /// <summary>What an offer counts.</summary>
    public int Sign { get; }

    /// <summary>The instant from which on none of its offers comes.</summary>
    public int End { get; }

    /// <summary>Its offers.</summary>
    public (int Begin, int End)[] Ranges { get; }

    /// <summary>What an offer of a candidate counts in it.</summary>
    public int Count(int set, int column) =>
        (column >= ones[set].Begin && column < ones[set].End) || (others is not null && column >= others[set].Begin && column < others[set].End) ? Sign : 0;

    private static (int, int)[] Of(OfferColumns columns, PlacePart part, List<(int, int)> ranges)
    {
        (int Begin, int End)[] of = new (int, int)[columns.Sets];
        for (int set = part.OnlySet ?? 0; set < (part.OnlySet + 1 ?? of.Length); set++)
        {
            if ((part.Members is null || part.Members[columns.Candidates[set]]) && columns.Within(set, part.First, part.End) is var (begin, end) && begin < end)
            {
                of[set] = (begin, end);
                ranges.Add((begin, end));
            }
        }

        return of;
    }
}
