namespace Loyalty.ContactPolicy.Internal;

/// <summary>Finds rows that shares of offers break: windows of caps and gaps, and what pairs keep apart.</summary>
/// <remarks>
/// <para>Of a pair two kinds of rows are looked for. One candidate within some instants and another within later ones, all of which are too near: at most one of the two. And all candidates of the one side within a
/// window that holds one message, with all of the other within a later one.</para>
/// </remarks>
internal sealed class PlaceCuts
{
    private const double Enough = 1e-6;

    private readonly ArbitrationLimits limits;
    private readonly OfferColumns columns;
    private readonly int instants;
    private readonly double[] sums;
    private readonly int[] seen;
    private readonly (bool IsMutual, List<(int First, int End)> First, List<(int First, int End)> Then)[] pairs;
    private readonly List<(int Set, int Instant, double Share)> taken = [];

    public PlaceCuts(ArbitrationLimits limits, OfferColumns columns, int instants)
    {
        (this.limits, this.columns, this.instants) = (limits, columns, instants);
        sums = new double[instants + 1];
        seen = new int[instants];
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

        int before = simplex.Rows.Count;
        foreach (WindowLimit limit in limits.Limits)
        {
            AddWindows(simplex, limit);
        }

        for (int pair = 0; pair < pairs.Length; pair++)
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

    private double Share(int set, int first, int end)
    {
        double sum = 0;
        foreach ((int of, int instant, double share) in taken)
        {
            sum += of == set && instant >= first && instant < end ? share : 0;
        }

        return sum;
    }

    private void AddSingles(PriceSimplex simplex, PairLimit pair, bool isMutual)
    {
        for (int one = 0; one < columns.Sets; one++)
        {
            for (int other = 0; pair.First[columns.Candidates[one]] && other < columns.Sets; other++)
            {
                if (one != other && pair.Then[columns.Candidates[other]])
                {
                    AddSingle(simplex, pair, isMutual, one, other);
                }
            }
        }
    }

    /// <summary>Of two candidates the instants within which they stand in each other's way the most.</summary>
    private void AddSingle(PriceSimplex simplex, PairLimit pair, bool isMutual, int one, int other)
    {
        double most = 1 + Enough;
        (int First, int Middle, int End) best = (-1, -1, -1);
        foreach ((int set, int last, _) in taken)
        {
            if (set != other)
            {
                continue;
            }

            int first = pair.Since[last];
            double then = 0;
            foreach ((int of, int middle, _) in taken)
            {
                if (of == one && middle >= first && middle < last
                    && (then = Share(one, first, isMutual ? last + 1 : middle + 1) + Share(other, isMutual ? first : middle + 1, last + 1)) > most)
                {
                    (most, best) = (then, (first, middle + 1, last + 1));
                }
            }
        }

        if (best.First >= 0)
        {
            simplex.Add(isMutual ? new PlaceRow(columns, 1, PlacePart.Of(one, best.First, best.End), PlacePart.Of(other, best.First, best.End))
                : new PlaceRow(columns, 1, PlacePart.Of(one, best.First, best.Middle), PlacePart.Of(other, best.Middle, best.End)));
        }
    }

    private void AddGroups(PriceSimplex simplex, int number)
    {
        PairLimit pair = limits.Pairs[number];
        if (pairs[number].First.Count == 0 || pairs[number].Then.Count == 0)
        {
            return;
        }

        Sum(pair.First);
        double[] first = [.. sums];
        Sum(pair.Then);
        foreach ((int oneFirst, int oneEnd) in pairs[number].First)
        {
            double one = first[oneEnd] - first[oneFirst];
            if (one <= Enough)
            {
                continue;
            }

            foreach ((int thenFirst, int thenEnd) in pairs[number].Then)
            {
                if (thenFirst >= oneEnd && pair.Since[thenEnd - 1] <= oneFirst && one + sums[thenEnd] - sums[thenFirst] > 1 + Enough)
                {
                    simplex.Add(new PlaceRow(columns, 1, PlacePart.Of(pair.First, oneFirst, oneEnd), PlacePart.Of(pair.Then, thenFirst, thenEnd)));
                    return;
                }
            }
        }
    }

    /// <summary>The windows in which at most one of some candidates can go.</summary>
    private List<(int First, int End)> Singles(bool[] members)
    {
        List<(int, int)> singles = [];
        foreach (WindowLimit limit in limits.Limits)
        {
            for (int window = 0; window < limit.Windows; window++)
            {
                if (limit.Room(window) <= 1 && Enumerable.Range(0, members.Length).All(i => !members[i] || limit.Members[i]))
                {
                    singles.Add(limit.Instants(window));
                }
            }
        }

        return singles;
    }
}
