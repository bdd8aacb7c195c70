namespace Loyalty.ContactPolicy.Internal;

/// <summary>A cap or gap over a period: how many of some candidates fit into each of its windows. Only windows that may be full are kept.</summary>
internal sealed class WindowLimit
{
    private readonly int[] first;
    private readonly int[] end;
    private readonly int[] room;
    private readonly int[] from;
    private readonly int[] to;

    public WindowLimit(bool[] members, List<(int First, int End, int Room)> windows, int instants, long reach)
    {
        Reach = reach;
        Members = members;
        (first, end, room) = ([.. windows.Select(w => w.First)], [.. windows.Select(w => w.End)], [.. windows.Select(w => w.Room)]);
        (from, to) = (new int[instants], new int[instants]);
        for (int t = 0, low = 0, high = 0; t < instants; t++)
        {
            for (; low < windows.Count && end[low] <= t; low++)
            {
            }

            for (high = Math.Max(high, low); high < windows.Count && first[high] <= t; high++)
            {
            }

            (from[t], to[t]) = (low, high);
        }
    }

    /// <summary>The candidates that it counts.</summary>
    public bool[] Members { get; }

    /// <summary>How many ticks back the instant of a message matters; 0 where the period lies in one window.</summary>
    public long Reach { get; }

    /// <summary>How many windows, in order of time: none begins or ends before one that stands before it.</summary>
    public int Windows => first.Length;

    /// <summary>The numbers of a window's instants.</summary>
    public (int First, int End) Instants(int window) => (first[window], end[window]);

    /// <summary>How many fit.</summary>
    public int Room(int window) => room[window];

    /// <summary>The windows that hold an instant.</summary>
    public (int From, int To) Of(int instant) => (from[instant], to[instant]);
}
