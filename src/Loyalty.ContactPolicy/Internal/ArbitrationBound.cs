using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>How much the candidates that are left can add at the most: more than the matrix lets them, never less.</summary>
/// <remarks>
/// <para>Each cap and gap says how many of the messages that it counts fit into the period. A family of such limits in which any two are disjoint or one holds the other is a laminar matroid, on which
/// taking the most precious first is exact, and whose i-th message is at least as precious as that of any admissible choice; a cost that never falls ends it early.</para>
/// <para>A limit that counts every candidate also says how many go in each of its windows, so their best hours cannot all be used: the sorted worths are paired with the sorted best shares.</para>
/// </remarks>
internal sealed class ArbitrationBound
{
    // A month of February less the hours of clock changes: what surely still counts after a month.
    private const long ShortMonth = 27 * TimeSpan.TicksPerDay;

    private readonly ArbitrationProblem problem;
    private readonly Group[] laminar;
    private readonly Block[][] covering;
    private readonly int[] room;
    private readonly long[] worths;
    private readonly int[] order;
    private readonly double[] taken;

    public ArbitrationBound(ArbitrationProblem problem)
    {
        this.problem = problem;
        List<Group> groups = Groups();
        laminar = Laminar(groups);
        int searched = problem.Open.Count(o => o.Length > 0);
        covering = [.. groups.Where(g => g.Members.Count(m => m) == searched && g.Blocks.Length > 1).Select(g => g.Blocks)];
        room = new int[laminar.Length];
        worths = new long[problem.Count];
        order = new int[problem.Count];
        taken = new double[problem.Count];
    }

    /// <summary>The most that some candidates can add to a plan, less what they cost.</summary>
    /// <param name="candidates">Those that are left.</param>
    /// <param name="best">For each of all candidates, which of its instants is the first that still fits; past the last where none does.</param>
    /// <param name="plan">What is placed.</param>
    /// <param name="more">A candidate that will be placed as well and counts in the limits, or −1.</param>
    public long Of(ReadOnlySpan<int> candidates, int[] best, GuestPlan plan, int more)
    {
        int count = 0;
        foreach (int candidate in candidates)
        {
            if (best[candidate] < problem.Open[candidate].Length)
            {
                (worths[count], order[count]) = (-problem.Open[candidate][best[candidate]].Worth, candidate);
                count++;
            }
        }

        int placed = plan.Count + (more < 0 ? 0 : 1);
        Array.Sort(worths, order, 0, count);
        Fill(plan, more);
        long sum = 0;
        int number = 0;
        for (int i = 0; i < count && -worths[i] > problem.CostAfter(placed + number); i++)
        {
            if (Take(order[i]))
            {
                sum += -worths[i] - problem.CostAfter(placed + number++);
            }
        }

        return covering.Length == 0 || sum == 0 ? sum : Math.Min(sum, Paired(count, placed, plan, more));
    }

    private long Paired(int count, int placed, GuestPlan plan, int more)
    {
        for (int i = 0; i < count; i++)
        {
            worths[i] = -ArbitrationProblem.InMillionths(problem.Worths[order[i]]);
        }

        Array.Sort(worths, order, 0, count);
        Fill(plan, more);
        int number = 0;
        for (int i = 0; i < count; i++)
        {
            if (Take(order[i]))
            {
                taken[number++] = problem.Worths[order[i]];
            }
        }

        long least = long.MaxValue;
        foreach (Block[] blocks in covering)
        {
            long sum = 0;
            int next = 0;
            foreach (Block block in blocks)
            {
                int free = block.Room - plan.CountWithin(block.First, block.End);
                for (; free > 0 && next < number; free--)
                {
                    long worth = (long)Math.Ceiling(taken[next] * block.Share * 1_000_000) + 1;
                    long gain = worth - problem.CostAfter(placed + next++);
                    sum += Math.Max(gain, 0);
                }
            }

            least = Math.Min(least, sum);
        }

        return least;
    }

    private void Fill(GuestPlan plan, int more)
    {
        for (int g = 0; g < laminar.Length; g++)
        {
            room[g] = laminar[g].Room - (more >= 0 && laminar[g].Members[more] ? 1 : 0) - plan.CountOf(laminar[g].Members);
        }
    }

    private bool Take(int candidate)
    {
        for (int g = 0; g < room.Length; g++)
        {
            if (laminar[g].Members[candidate] && room[g] <= 0)
            {
                return false;
            }
        }

        for (int g = 0; g < room.Length; g++)
        {
            room[g] -= laminar[g].Members[candidate] ? 1 : 0;
        }

        return true;
    }

    /// <summary>The tightest limits first, and of the others those that cross none that was taken.</summary>
    private static Group[] Laminar(List<Group> groups)
    {
        List<Group> taken = [];
        foreach (Group group in groups.OrderBy(g => g.Room).ThenByDescending(g => g.Members.Count(m => m)))
        {
            if (group.Room < group.Members.Count(m => m) && taken.TrueForAll(t => !Cross(t.Members, group.Members)))
            {
                taken.Add(group);
            }
        }

        return [.. taken];
    }

    private static bool Cross(bool[] one, bool[] other)
    {
        bool both = false;
        bool onlyOne = false;
        bool onlyOther = false;
        for (int i = 0; i < one.Length; i++)
        {
            both |= one[i] && other[i];
            onlyOne |= one[i] && !other[i];
            onlyOther |= !one[i] && other[i];
        }

        return both && onlyOne && onlyOther;
    }

    private List<Group> Groups()
    {
        Dictionary<(CompiledRule Rule, int Partner), bool[]> members = [];
        Dictionary<(CompiledRule Rule, int Partner), int> asking = [];
        for (int i = 0; i < problem.Count; i++)
        {
            if (problem.Open[i].Length == 0)
            {
                continue;
            }

            MatrixCell cell = problem.Cells[i].For(problem.Period.Guest);
            MatrixCell? own = problem.Period.Guest?.Limits is { } limits ? limits.CellOf(cell).For(problem.Period.Guest) : null;
            foreach (CompiledRule rule in cell.Rules.Concat(own?.Rules ?? []))
            {
                // A pair counts other messages than it concerns, so it says nothing of how many there may be.
                if (rule.IsCounting && rule.Kind != ContactRuleKind.Pair)
                {
                    (CompiledRule, int) key = (rule, rule.IsEach ? cell.PartnerCode : -1);
                    if (!members.TryGetValue(key, out bool[]? some))
                    {
                        members.Add(key, some = new bool[problem.Count]);
                        asking.Add(key, own?.Rules.Contains(rule) == true ? -1 : rule.Partner >= 0 ? rule.Partner : cell.PartnerCode);
                    }

                    some[i] = true;
                }
            }
        }

        return [.. members.Select(m => new Group(m.Value, Blocks(m.Key.Rule, asking[m.Key])))];
    }

    /// <summary>The windows that cut the period up, with how many messages fit into each, best share first.</summary>
    private Block[] Blocks(CompiledRule rule, int asking)
    {
        List<Block> blocks = [];
        int end = problem.Instants.Length;
        while (end > 0)
        {
            long last = problem.Instants[end - 1];
            long from = rule.Window switch
            {
                ContactWindowKind.Sliding => last - rule.Length + 1,
                ContactWindowKind.Months => last - (rule.Months * ShortMonth) + 1,
                _ => LocalClock.Period(problem.Zone, rule.Window, last).Start,
            };
            int first = end;
            double share = 0;
            while (first > 0 && problem.Instants[first - 1] >= from)
            {
                share = Math.Max(share, problem.Shares[--first]);
            }

            // Where a clock set back over midnight makes two days overlap, only what came before all of a day's instants surely counts for each of them.
            long until = rule.Window is ContactWindowKind.Sliding or ContactWindowKind.Months ? last + 1 : problem.Instants[first];
            int counted = asking < 0 ? 0 : problem.History.Count(c => c.Ticks >= from && c.Ticks < until && problem.Gate.Matrix.Table.Counts(rule, c.Cell, asking));
            blocks.Add(new Block(first, end, Math.Max(0, rule.Max - counted), share));
            end = first;
        }

        return [.. blocks.OrderByDescending(b => b.Share)];
    }

    private sealed record Block(int First, int End, int Room, double Share);

    private sealed class Group(bool[] members, Block[] blocks)
    {
        public bool[] Members => members;

        public Block[] Blocks => blocks;

        public int Room { get; } = (int)Math.Min(blocks.Sum(b => (long)b.Room), int.MaxValue);
    }
}
