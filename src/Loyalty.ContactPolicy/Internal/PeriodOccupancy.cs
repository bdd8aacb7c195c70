namespace Loyalty.ContactPolicy.Internal;

/// <summary>Which instants are closed to which candidates by those that are placed: each level knows one placement more than the one below. One thread at a time.</summary>
internal sealed class PeriodOccupancy
{
    private const int WordBits = 64;

    private readonly ArbitrationLimits limits;
    private readonly int instants;
    private readonly int words;
    private readonly int[][] used;
    private readonly int[][] sortsOf;
    private readonly (int[] First, int[] Then)[] pairs;
    private readonly List<ulong[]> closed = [];

    public PeriodOccupancy(ArbitrationLimits limits, int instants)
    {
        this.limits = limits;
        this.instants = instants;
        words = (instants + WordBits - 1) / WordBits;
        used = [.. limits.Limits.Select(l => new int[l.Windows])];
        sortsOf = [.. limits.Limits.Select(l => limits.SortsOf(l.Members))];
        pairs = [.. limits.Pairs.Select(p => (limits.SortsOf(p.First), limits.SortsOf(p.Then)))];
        closed.Add(Empty());
        for (int limit = 0; limit < used.Length; limit++)
        {
            for (int window = 0; window < used[limit].Length; window++)
            {
                Fill(closed[0], limit, window);
            }
        }
    }

    /// <summary>How many are placed.</summary>
    public int Level { get; private set; }

    /// <summary>Whether an instant is surely closed to a candidate.</summary>
    public bool IsClosed(int candidate, int instant) => (closed[Level][(limits.SortOf[candidate] * words) + (instant / WordBits)] >> (instant % WordBits) & 1) != 0;

    /// <summary>Takes back all that was placed.</summary>
    public void Clear()
    {
        Level = 0;
        foreach (int[] some in used)
        {
            Array.Clear(some);
        }
    }

    public void Place(int candidate, int instant)
    {
        if (closed.Count == Level + 1)
        {
            closed.Add(Empty());
        }

        ulong[] now = closed[Level + 1];
        closed[Level++].CopyTo(now, 0);
        foreach (int limit in limits.LimitsOf[limits.SortOf[candidate]])
        {
            (int from, int to) = limits.Limits[limit].Of(instant);
            for (int window = from; window < to; window++)
            {
                used[limit][window]++;
                Fill(now, limit, window);
            }
        }

        for (int pair = 0; pair < pairs.Length; pair++)
        {
            KeepApart(now, pair, candidate, instant);
        }
    }

    /// <summary>Takes back what was placed last.</summary>
    public void TakeBack(int candidate, int instant)
    {
        Level--;
        foreach (int limit in limits.LimitsOf[limits.SortOf[candidate]])
        {
            (int from, int to) = limits.Limits[limit].Of(instant);
            for (int window = from; window < to; window++)
            {
                used[limit][window]--;
            }
        }
    }

    private void Fill(ulong[] now, int limit, int window)
    {
        if (used[limit][window] >= limits.Limits[limit].Room(window))
        {
            (int first, int end) = limits.Limits[limit].Instants(window);
            foreach (int sort in sortsOf[limit])
            {
                Close(now, sort, first, end);
            }
        }
    }

    /// <summary>At one instant the order of the two decides, which the gate knows.</summary>
    private void KeepApart(ulong[] now, int pair, int candidate, int instant)
    {
        int[] since = limits.Pairs[pair].Since;
        if (limits.Pairs[pair].First[candidate])
        {
            for (int later = instant + 1; later < instants; later++)
            {
                if (since[later] <= instant)
                {
                    foreach (int sort in pairs[pair].Then)
                    {
                        Close(now, sort, later, later + 1);
                    }
                }
            }
        }

        if (limits.Pairs[pair].Then[candidate])
        {
            foreach (int sort in pairs[pair].First)
            {
                Close(now, sort, since[instant], instant);
            }
        }
    }

    private void Close(ulong[] now, int sort, int first, int end)
    {
        int place = sort * words;
        for (int instant = first; instant < end;)
        {
            int word = instant / WordBits;
            int until = Math.Min(end, (word + 1) * WordBits);
            now[place + word] |= (ulong.MaxValue >> (WordBits - (until - instant))) << (instant % WordBits);
            instant = until;
        }
    }

    private ulong[] Empty() => new ulong[words * limits.LimitsOf.Length];
}
