namespace Loyalty.ContactPolicy.Internal;

/// <summary>Looks for the choice that is worth the most: candidate by candidate in order of worth, each at its instants from the best on or left out, as far as the bound promises more than was found.</summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class ArbitrationSearch(ArbitrationProblem problem, int mostSteps)
{
    private readonly GuestPlan plan = new(problem);
    private readonly ArbitrationBound bound = new(problem);
    private readonly List<int[]> best = [];
    private int[] order = [];
    private bool[] required = [];
    private int mandatory;
    private long limit;
    private long found;
    private (int Candidate, int Instant)[]? choice;

    /// <summary>Whether the search ended by itself.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>How many questions were put to the gate.</summary>
    public long Steps => plan.Steps;

    /// <summary>Looks for the best choice that holds some candidates.</summary>
    /// <param name="must">The candidates that it must hold.</param>
    /// <returns>The messages in order of time; null where no choice that holds the candidates was found.</returns>
    public (int Candidate, int Instant)[]? Run(IReadOnlyCollection<int> must)
    {
        required = new bool[problem.Count];
        foreach (int candidate in must)
        {
            required[candidate] = true;
        }

        mandatory = must.Count;
        order = [.. Enumerable.Range(0, problem.Count).Where(i => problem.Open[i].Length > 0)
            .OrderByDescending(i => required[i]).ThenByDescending(i => problem.Open[i][0].Worth).ThenBy(i => problem.Ranks[i])];
        choice = null;
        found = long.MinValue;
        IsComplete = true;
        if (order.Count(i => required[i]) < mandatory)
        {
            return null;
        }

        limit = long.MaxValue;
        choice = Greedy();
        // Of equal choices the first in order stands, so the search must meet one as good as this again; what is worth less it need not look at.
        found = choice is null ? long.MinValue : Net(choice) - 1;
        Array.Clear(Level(0));
        limit = Steps + mostSteps;
        Descend(0, 0, Level(0));
        if (!IsComplete && choice is not null)
        {
            choice = Completed(choice);
        }

        return choice;
    }

    /// <summary>What a choice is worth, less what it costs.</summary>
    public long Net((int Candidate, int Instant)[] messages)
    {
        long sum = -problem.CostOf(messages.Length);
        foreach ((int candidate, int instant) in messages)
        {
            sum += Worth(candidate, instant);
        }

        return sum;
    }

    /// <summary>What a candidate is worth at one of its instants.</summary>
    public long Worth(int candidate, int instant) => Array.Find(problem.Open[candidate], s => s.Instant == instant).Worth;

    /// <summary>The plan of a choice, to ask what else would fit.</summary>
    public GuestPlan PlanOf((int Candidate, int Instant)[] messages)
    {
        while (plan.Count > 0)
        {
            plan.Remove(plan.Placed.First().Candidate);
        }

        foreach ((int candidate, int instant) in messages)
        {
            plan.Add(candidate, instant);
        }

        return plan;
    }

    /// <summary>Each candidate in order at the best instant that still fits, while it is worth more than it costs.</summary>
    private (int, int)[]? Greedy()
    {
        _ = PlanOf([]);
        Fill();
        (int, int)[] greedy = [.. plan.Placed];
        _ = PlanOf([]);
        return greedy.Count(m => required[m.Item1]) == mandatory ? greedy : null;
    }

    private (int, int)[] Completed((int Candidate, int Instant)[] messages)
    {
        _ = PlanOf(messages);
        Fill();
        (int, int)[] completed = [.. plan.Placed];
        _ = PlanOf([]);
        return completed;
    }

    private void Fill()
    {
        foreach (int candidate in order)
        {
            if (plan.Placed.Any(m => m.Candidate == candidate))
            {
                continue;
            }

            foreach (ArbitrationProblem.Slot slot in problem.Open[candidate])
            {
                if (!required[candidate] && slot.Worth <= problem.CostAfter(plan.Count))
                {
                    break;
                }

                if (plan.Fits(candidate, slot.Instant))
                {
                    plan.Add(candidate, slot.Instant);
                    break;
                }
            }
        }
    }

    /// <summary>Decides about the candidates from one on; those before it are placed or left out.</summary>
    private void Descend(int next, long worth, int[] first)
    {
        for (; IsComplete; next++)
        {
            long net = worth - problem.CostOf(plan.Count);
            if (next >= mandatory && net > found)
            {
                (found, choice) = (net, [.. plan.Placed]);
            }

            if (next == order.Length || net + bound.Of(order.AsSpan(next), first, plan, -1) <= found)
            {
                return;
            }

            Place(next, worth, first);
            if (next < mandatory)
            {
                return;
            }
        }
    }

    /// <summary>Tries the instants of a candidate, the best first.</summary>
    private void Place(int next, long worth, int[] first)
    {
        int candidate = order[next];
        ArbitrationProblem.Slot[] open = problem.Open[candidate];
        long rest = bound.Of(order.AsSpan(next + 1), first, plan, candidate) - problem.CostOf(plan.Count + 1);
        for (int s = first[candidate]; s < open.Length && IsComplete; s++)
        {
            if (worth + open[s].Worth + rest <= found)
            {
                return;
            }

            if (!plan.Fits(candidate, open[s].Instant))
            {
                IsComplete &= Steps < limit;
                continue;
            }

            plan.Add(candidate, open[s].Instant);
            int[] level = Level(plan.Count);
            if (Advance(next + 1, first, level))
            {
                Descend(next + 1, worth + open[s].Worth, level);
            }

            plan.Remove(candidate);
        }
    }

    /// <summary>Finds for each candidate that is left the first instant that still fits, now that one more is placed.</summary>
    private bool Advance(int next, int[] before, int[] level)
    {
        foreach (int candidate in order.AsSpan(next))
        {
            int s = before[candidate];
            ArbitrationProblem.Slot[] open = problem.Open[candidate];
            while (s < open.Length && !plan.Fits(candidate, open[s].Instant))
            {
                s++;
            }

            level[candidate] = s;
            IsComplete &= Steps < limit;
            if (!IsComplete)
            {
                return false;
            }
        }

        return true;
    }

    private int[] Level(int number)
    {
        while (best.Count <= number)
        {
            best.Add(new int[problem.Count]);
        }

        return best[number];
    }
}
