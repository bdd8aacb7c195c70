namespace Loyalty.ContactPolicy.Internal;

/// <summary>Finds rows that shares of offers break: windows of caps and gaps, and what pairs keep apart.</summary>
/// <remarks>
/// <para>Of a pair two kinds of rows are looked for. One candidate within some instants and another within later ones, all of which are too near: at most one of the two. And all candidates of the one side within a
/// window that holds one message, with all of the other within a later one.</para>
/// </remarks>
internal sealed class PlaceCuts
{
    private const double Enough = 1e-6;

    // Of what one candidate after the other breaks; more come when these are mended.
    private const int MostAdded = 100;

    private readonly ArbitrationLimits limits;
    private readonly OfferColumns columns;
    private readonly int instants;
    private readonly double[] sums;
    private readonly bool[] seen;
    private readonly (bool IsMutual, List<(int First, int End)> First, List<(int First, int End)> Then)[] pairs;
    private readonly List<(int Set, int Instant, double Share)> taken = [];

    public PlaceCuts(ArbitrationLimits limits, OfferColumns columns, int instants)
    {
        (this.limits, this.columns, this.instants) = (limits, columns, instants);
        sums = new double[instants + 1];
        seen = new bool[instants];
        pairs = [.. limits.Pairs.Select(p => (Array.FindIndex(limits.Pairs, q => q.First.AsSpan().SequenceEqual(p.Then) && q.Then.AsSpan().SequenceEqual(p.First)) >= 0, Singles(p.First), Singles(p.Then)))];
    }

    /// <summary>Adds rows that are broken; returns how many.</summary>
    public int Add(PriceSimplex simplex, List<(int Set, int Column, double Share)> shares)
    {
        taken.Clear();
        foreach ((int set, int column, double share) in shares)
        {
            taken.Add((set, columns.Instants[column], share));
        }

        simplex.Purge();
        int before = simplex.Rows.Count;
        foreach (WindowLimit limit in limits.Limits)
        {
            AddWindows(simplex, limit);
        }

        for (int pair = 0; pair < pairs.Length && simplex.Rows.Count - before < MostAdded; pair++)
        {
            AddSingles(simplex, limits.Pairs[pair], pairs[pair].IsMutual);
            AddGroups(simplex, pair);
        }

        return simplex.Rows.Count - before;
    }

    /// <summary>Of windows that follow each other and are all broken, the one that is broken the most.</summary>
    private void AddWindows(PriceSimplex simplex, WindowLimit limit)
    {
        Sum(limit.Members);
        int worst = -1;
        double most = 0;
        for (int window = 0; window <= limit.Windows; window++)
        {
            double over = 0;
            if (window < limit.Windows)
            {
                (int first, int end) = limit.Instants(window);
                over = sums[end] - sums[first] - limit.Room(window);
            }

            if (over > Enough)
            {
                (worst, most) = over > most + Enough ? (window, over) : (worst, most);
            }
            else if (worst >= 0)
            {
                (int first, int end) = limit.Instants(worst);
                simplex.Add(new PlaceRow(columns, limit.Room(worst), PlacePart.Of(limit.Members, first, end)));
                (worst, most) = (-1, 0);
            }
        }
    }

    private void Sum(bool[] members)
    {
        Array.Clear(sums);
        foreach ((int set, int instant, double share) in taken)
        {
            sums[instant + 1] += members[columns.Candidates[set]] ? share : 0;
        }

        for (int instant = 0; instant < instants; instant++)
        {
            sums[instant + 1] += sums[instant];
        }
    }

    private void AddSingles(PriceSimplex simplex, PairLimit pair, bool isMutual)
    {
        int before = simplex.Rows.Count;
        for (int i = 0; i < taken.Count; i = After(i))
        {
            int one = taken[i].Set;
            for (int j = 0; pair.First[columns.Candidates[one]] && j < taken.Count && simplex.Rows.Count - before < MostAdded; j = After(j))
            {
                if (j != i && pair.Then[columns.Candidates[taken[j].Set]])
                {
                    AddSingle(simplex, pair, isMutual, (i, After(i)), (j, After(j)));
                }
            }
        }
    }

    /// <summary>The first that is taken of the next candidate.</summary>
    private int After(int i)
    {
        int set = taken[i].Set;
        while (i < taken.Count && taken[i].Set == set)
        {
            i++;
        }

        return i;
    }

    /// <summary>Of two candidates the instants within which they stand in each other's way the most.</summary>
    private void AddSingle(PriceSimplex simplex, PairLimit pair, bool isMutual, (int Begin, int End) one, (int Begin, int End) other)
    {
        double most = 1 + Enough;
        (int First, int Middle, int End) best = (-1, -1, -1);
        for (int j = other.Begin; j < other.End; j++)
        {
            int last = taken[j].Instant;
            int first = pair.Since[last];
            for (int i = one.Begin; i < one.End; i++)
            {
                if (taken[i].Instant is var middle && middle >= first && middle < last
                    && Share(one, first, isMutual ? last + 1 : middle + 1) + Share(other, isMutual ? first : middle + 1, last + 1) is var sum && sum > most)
                {
                    (most, best) = (sum, (first, middle + 1, last + 1));
                }
            }
        }

        if (best.First >= 0)
        {
            (int first, int then) = (taken[one.Begin].Set, taken[other.Begin].Set);
            simplex.Add(isMutual ? new PlaceRow(columns, 1, PlacePart.Of(first, best.First, best.End), PlacePart.Of(then, best.First, best.End))
                : new PlaceRow(columns, 1, PlacePart.Of(first, best.First, best.Middle), PlacePart.Of(then, best.Middle, best.End)));
        }
    }

    private double Share((int Begin, int End) of, int first, int end)
    {
        double sum = 0;
        for (int i = of.Begin; i < of.End; i++)
        {
            sum += taken[i].Instant >= first && taken[i].Instant < end ? taken[i].Share : 0;
        }

        return sum;
    }

    /// <summary>Of all of one side within a window that holds one message, and one candidate or all of the other side before or after it.</summary>
    private void AddGroups(PriceSimplex simplex, int number)
    {
        PairLimit pair = limits.Pairs[number];
        foreach ((int first, int end) in Supported(pair.Then, pairs[number].Then))
        {
            // Those that stand in the way of the whole window.
            int from = pair.Since[end - 1];
            int to = pairs[number].IsMutual ? Until(pair, first) : first;
            AddSide(simplex, pair.Then, (first, end), pair.First, pairs[number].First, from, to, first);
        }

        if (!pairs[number].IsMutual)
        {
            foreach ((int first, int end) in Supported(pair.First, pairs[number].First))
            {
                AddSide(simplex, pair.First, (first, end), pair.Then, [], end, Until(pair, first), end);
            }
        }
    }

    private void AddSide(PriceSimplex simplex, bool[] members, (int First, int End) window, bool[] others, List<(int First, int End)> singles, int from, int to, int apart)
    {
        double group = 0;
        foreach ((int set, int instant, double share) in taken)
        {
            group += members[columns.Candidates[set]] && instant >= window.First && instant < window.End ? share : 0;
        }

        double most = 1 - group + Enough;
        int best = -1;
        for (int i = 0; i < taken.Count;)
        {
            int set = taken[i].Set;
            double sum = 0;
            for (; i < taken.Count && taken[i].Set == set; i++)
            {
                sum += taken[i].Instant >= from && taken[i].Instant < to && (taken[i].Instant < window.First || taken[i].Instant >= window.End || !members[columns.Candidates[set]]) ? taken[i].Share : 0;
            }

            if (others[columns.Candidates[set]] && !members[columns.Candidates[set]] && sum > most)
            {
                (most, best) = (sum, set);
            }
        }

        if (best >= 0)
        {
            simplex.Add(new PlaceRow(columns, 1, PlacePart.Of(members, window.First, window.End), PlacePart.Of(best, from, to)));
            return;
        }

        foreach ((int first, int end) in Supported(others, singles))
        {
            if (first >= from && end <= apart)
            {
                double sum = group;
                foreach ((int set, int instant, double share) in taken)
                {
                    sum += others[columns.Candidates[set]] && instant >= first && instant < end ? share : 0;
                }

                if (sum > 1 + Enough)
                {
                    simplex.Add(new PlaceRow(columns, 1, PlacePart.Of(members, window.First, window.End), PlacePart.Of(others, first, end)));
                    return;
                }
            }
        }
    }

    /// <summary>The instants, up to the last, at which all of those that wait are still in the way of a window that begins at an instant.</summary>
    private int Until(PairLimit pair, int first)
    {
        int end = first;
        while (end < instants && pair.Since[end] <= first)
        {
            end++;
        }

        return end;
    }

    /// <summary>The windows that begin or end where some candidates are taken.</summary>
    private List<(int First, int End)> Supported(bool[] members, List<(int First, int End)> singles)
    {
        List<(int, int)> supported = [];
        if (singles.Count > 0)
        {
            Array.Clear(seen);
            foreach ((int set, int instant, _) in taken)
            {
                seen[instant] |= members[columns.Candidates[set]];
            }

            foreach ((int first, int end) in singles)
            {
                if (seen[first] || seen[end - 1])
                {
                    supported.Add((first, end));
                }
            }
        }

        return supported;
    }

    /// <summary>The windows in which at most one of some candidates can go.</summary>
    private List<(int First, int End)> Singles(bool[] members)
    {
        List<(int, int)> singles = [];
        foreach (WindowLimit limit in limits.Limits)
        {
            bool holds = true;
            for (int i = 0; i < members.Length; i++)
            {
                holds &= !members[i] || limit.Members[i];
            }

            for (int window = 0; holds && window < limit.Windows; window++)
            {
                if (limit.Room(window) <= 1)
                {
                    singles.Add(limit.Instants(window));
                }
            }
        }

        return singles;
    }
}
