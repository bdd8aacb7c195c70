using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a matrix lets into the parts of a period: for each cap and gap how many of the messages that it counts fit into each of its windows, and what pairs keep apart.</summary>
/// <remarks>More may be refused than is told here, never less: what is told is a quick no and the ground of a bound, and a yes is the gate's.</remarks>
internal sealed class ArbitrationLimits
{
    // A month of February less the hours of clock changes: what surely still counts after a month.
    private const long ShortMonth = 27 * TimeSpan.TicksPerDay;

    private readonly ArbitrationProblem problem;

    public ArbitrationLimits(ArbitrationProblem problem)
    {
        this.problem = problem;
        Dictionary<(bool IsOwn, int Bit, int Partner), Concerned> caps = [];
        Dictionary<(bool IsOwn, int Bit, int Partner), Concerned> pairs = [];
        foreach (int i in Enumerable.Range(0, problem.Count).OrderBy(i => problem.Ranks[i]))
        {
            if (problem.Open[i].Length > 0)
            {
                Add(caps, pairs, i, problem.Cells[i].For(problem.Period.Guest), false);
                if (problem.Period.Guest?.Limits is { } limits)
                {
                    Add(caps, pairs, i, limits.CellOf(problem.Cells[i]).For(problem.Period.Guest), true);
                }
            }
        }

        Limits = [.. caps.Where(c => MayBind(c.Value)).Select(c => Limit(c.Key.IsOwn, c.Key.Partner, c.Value))];
        Pairs = [.. pairs.Select(p => Pair(p.Key.IsOwn, p.Value)).Where(p => p.First.Contains(true))];
        (SortOf, LimitsOf) = Sorts();
        ReachOf = [.. LimitsOf.Select((l, sort) => l.Select(i => Limits[i].Reach).Concat(Pairs.Where(p => p.First[Array.IndexOf(SortOf, sort)]).Select(p => p.Reach)).Append(0).Max())];
        EarlierIsNoWorse = caps.Values.Concat(pairs.Values).All(c => c.Rule.Window != ContactWindowKind.Months || IsWhole(c.Rule));
    }

    public WindowLimit[] Limits { get; }

    public PairLimit[] Pairs { get; }

    /// <summary>For each candidate which sort it is: those of one sort are in the same limits and pairs. −1 for those that are not searched.</summary>
    public int[] SortOf { get; }

    /// <summary>For each sort its limits.</summary>
    public int[][] LimitsOf { get; }

    /// <summary>For each sort how many ticks back its messages can still be in the way of others in different ways; those further back only count, wherever they stand.</summary>
    public long[] ReachOf { get; }

    /// <summary>Whether a message that goes earlier is in the way of no more of those after it. Contacts of a month's last days may leave in another order than they came.</summary>
    public bool EarlierIsNoWorse { get; }

    /// <summary>The sorts of some candidates.</summary>
    public int[] SortsOf(bool[] members)
    {
        SortedSet<int> sorts = [];
        for (int i = 0; i < members.Length; i++)
        {
            if (members[i])
            {
                _ = sorts.Add(SortOf[i]);
            }
        }

        return [.. sorts];
    }

    private static void Add(Dictionary<(bool, int, int), Concerned> caps, Dictionary<(bool, int, int), Concerned> pairs, int candidate, MatrixCell cell, bool isOwn)
    {
        foreach (CompiledRule rule in cell.Rules)
        {
            if (rule.IsCounting)
            {
                Dictionary<(bool, int, int), Concerned> some = rule.Kind == ContactRuleKind.Pair ? pairs : caps;
                (bool, int, int) key = (isOwn, rule.Bit, !rule.IsEach ? -1 : rule.Partner >= 0 ? rule.Partner : cell.PartnerCode);
                if (!some.TryGetValue(key, out Concerned? concerned))
                {
                    some.Add(key, concerned = new Concerned(rule, []));
                }

                concerned.Candidates.Add(candidate);
            }
        }
    }

    /// <summary>Whether a cap or gap may be full with the candidates that it counts.</summary>
    private bool MayBind(Concerned concerned) =>
        concerned.Rule.Max < concerned.Candidates.Count + problem.History.Length;

    /// <summary>Whether the whole period lies in one window of a rule, so that it does not matter when a message goes.</summary>
    private bool IsWhole(CompiledRule rule) => problem.Instants.Length == 0 || Windows(rule).Any(w => w.First == 0 && w.End == problem.Instants.Length);

    private long Reach(CompiledRule rule) => IsWhole(rule) ? 0 : rule.Sight;

    private WindowLimit Limit(bool isOwn, int partner, Concerned concerned)
    {
        bool[] members = Members(concerned.Candidates);
        List<(int First, int End, int Room)> windows = [];
        foreach ((int first, int end) in Windows(concerned.Rule))
        {
            int room = Math.Max(0, concerned.Rule.Max - (isOwn ? 0 : Counted(concerned.Rule, partner, first, end)));
            if (windows.Count > 0 && windows[^1].First == first && windows[^1].Room >= room)
            {
                windows.RemoveAt(windows.Count - 1);
            }

            if (room < concerned.Candidates.Count)
            {
                windows.Add((first, end, room));
            }
        }

        return new WindowLimit(members, windows, problem.Instants.Length, Reach(concerned.Rule));
    }

    /// <summary>The longest runs of instants that surely lie in one window of a rule, in order of time.</summary>
    private IEnumerable<(int First, int End)> Windows(CompiledRule rule)
    {
        int first = 0;
        if (rule.Window is ContactWindowKind.Sliding or ContactWindowKind.Months)
        {
            for (int last = 0; last < problem.Instants.Length; last++)
            {
                while (problem.Instants[first] < Since(rule, last))
                {
                    first++;
                }

                yield return (first, last + 1);
            }

            yield break;
        }

        // Where a clock set back over midnight makes two days overlap, the later one is told of whole.
        List<(int, int)> parts = [];
        for (int end = problem.Instants.Length; end > 0; end = first)
        {
            long start = LocalClock.Period(problem.Zone, rule, problem.Instants[end - 1]).Start;
            for (first = end; first > 0 && problem.Instants[first - 1] >= start; first--)
            {
            }

            parts.Add((first, end));
        }

        for (int i = parts.Count - 1; i >= 0; i--)
        {
            yield return parts[i];
        }
    }

    private long Since(CompiledRule rule, int instant) => problem.Instants[instant] + 1 - (rule.Window == ContactWindowKind.Sliding ? rule.Length : rule.Months * ShortMonth);

    /// <summary>How many contacts of the history surely count for each message in a window.</summary>
    private int Counted(CompiledRule rule, int partner, int first, int end)
    {
        bool slides = rule.Window is ContactWindowKind.Sliding or ContactWindowKind.Months;
        long since = slides ? Since(rule, end - 1) : LocalClock.Period(problem.Zone, rule, problem.Instants[end - 1]).Start;
        long until = slides ? long.MaxValue : problem.Instants[first];
        int counted = 0;
        for (int i = problem.History.Length - 1; i >= 0 && problem.History[i].Ticks >= since; i--)
        {
            counted += problem.History[i].Ticks < until && problem.Gate.Matrix.Table.Counts(rule, problem.History[i].Cell, partner) ? 1 : 0;
        }

        return counted;
    }

    private PairLimit Pair(bool isOwn, Concerned concerned)
    {
        CompiledRule rule = concerned.Rule;
        ContactMatrix matrix = isOwn ? problem.Period.Guest!.Limits! : problem.Gate.Matrix;
        bool[] first = new bool[problem.Count];
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = problem.Open[i].Length > 0 && matrix.Table.Counts(rule, matrix.CellOf(problem.Cells[i]).Index, -1);
        }

        int[] since = new int[problem.Instants.Length];
        int from = 0;
        for (int i = 0; i < since.Length; i++)
        {
            long start = rule.Window is ContactWindowKind.Sliding or ContactWindowKind.Months ? Since(rule, i) : LocalClock.Period(problem.Zone, rule, problem.Instants[i]).Start;
            from = start < problem.Instants[from] ? 0 : from;
            while (problem.Instants[from] < start)
            {
                from++;
            }

            since[i] = from;
        }

        return new PairLimit(first, Members(concerned.Candidates), since, Reach(rule));
    }

    private bool[] Members(List<int> candidates)
    {
        bool[] members = new bool[problem.Count];
        foreach (int candidate in candidates)
        {
            members[candidate] = true;
        }

        return members;
    }

    private (int[] SortOf, int[][] LimitsOf) Sorts()
    {
        int[] sorts = new int[problem.Count];
        List<int> first = [];
        for (int i = 0; i < sorts.Length; i++)
        {
            sorts[i] = problem.Open[i].Length == 0 ? -1 : first.FindIndex(f => AreAlike(f, i));
            if (sorts[i] < 0 && problem.Open[i].Length > 0)
            {
                sorts[i] = first.Count;
                first.Add(i);
            }
        }

        return (sorts, [.. first.Select(f => Enumerable.Range(0, Limits.Length).Where(l => Limits[l].Members[f]).ToArray())]);
    }

    private bool AreAlike(int one, int other) =>
        Array.TrueForAll(Limits, l => l.Members[one] == l.Members[other]) && Array.TrueForAll(Pairs, p => p.First[one] == p.First[other] && p.Then[one] == p.Then[other]);

    private sealed record Concerned(CompiledRule Rule, List<int> Candidates);
}
