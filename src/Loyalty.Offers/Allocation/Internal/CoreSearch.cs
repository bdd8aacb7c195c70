namespace Loyalty.Offers.Allocation.Internal;

/// <summary>
/// Searches near the break for the best whole allocation: customers join one by one, those whose next step lies nearest to the break first, and
/// partial solutions that cannot beat the best known are dropped. It ends with a proof when none is left.
/// </summary>
/// <remarks>After Pisinger, 'A minimal algorithm for the multiple-choice knapsack problem', EJOR 83 (1995): dynamic programming over an expanding core.</remarks>
internal sealed class CoreSearch
{
    private readonly Relaxation relaxation;
    private readonly Incumbent best;
    private readonly Int128 unit;
    private readonly List<(int Parent, int Customer, int[] Slots)> trail = [];
    private readonly HashSet<int> added = [];
    private int bestTrail = -1;
    private Price above;
    private Price below;
    private long steps;
    private bool complete = true;

    private CoreSearch(Relaxation relaxation, Incumbent best)
    {
        this.relaxation = relaxation;
        this.best = best;
        unit = Math.Max(1, relaxation.Columns.Unit);
        above = relaxation.High;
        below = relaxation.Low;
    }

    /// <summary>A partial solution: the base but for the customers added so far. Left is negative where it is over budget.</summary>
    private readonly record struct State(Int128 Value, long Left, int Trail);

    /// <summary>Improves the incumbent in place.</summary>
    /// <returns>A bound on every allocation: the incumbent's own value where it is proven.</returns>
    public static Int128 Run(Relaxation relaxation, Incumbent best, long mostSteps)
    {
        CoreSearch search = new(relaxation, best);
        Int128 bound = search.Run(mostSteps);
        search.Recover();
        Int128 relaxed = relaxation.Columns.Floor(relaxation.Bound);
        return Int128.Max(best.Value, search.complete ? Int128.Min(bound, relaxed) : relaxed);
    }

    private Int128 Run(long mostSteps)
    {
        List<State> states = [new State(relaxation.Value, relaxation.Budget - relaxation.Cost, -1)];
        int up = relaxation.Break;
        int down = up - 1;
        bool turn = true;
        while (true)
        {
            while (up < relaxation.Steps.Count && added.Contains(relaxation.Steps[up].Customer))
            {
                up++;
            }

            while (down >= 0 && added.Contains(relaxation.Steps[down].Customer))
            {
                down--;
            }

            bool upLeft = up < relaxation.Steps.Count;
            below = upLeft ? relaxation.Steps[up].Price : relaxation.Low;
            above = down >= 0 ? relaxation.Steps[down].Price : relaxation.High;
            _ = states.RemoveAll(s => !CanWin(s));
            if (states.Count == 0 || (!upLeft && down < 0) || steps >= mostSteps)
            {
                break;
            }

            turn = (!turn || down < 0) && upLeft;
            int customer = relaxation.Steps[turn ? up : down].Customer;
            _ = added.Add(customer);
            states = Expand(states, customer, mostSteps);
        }

        Int128 bound = best.Value;
        foreach (State state in states)
        {
            bound = Int128.Max(bound, relaxation.Columns.Floor(Reach(state, 0)));
        }

        return bound;
    }

    /// <summary>The most a partial solution can come to, with so much of the budget left unspent.</summary>
    private Int128 Reach(State state, long spare)
    {
        Int128 left = (Int128)state.Left - spare;
        return left >= 0 ? state.Value + below.Worth(left)
            : above.IsInfinite ? Int128.MinValue
            : state.Value + above.Worth(left);
    }

    /// <summary>Whether it can still come to more value, or to the same at less cost.</summary>
    private bool CanWin(State state) => Reach(state, 0) >= best.Value + unit
        || (best.Cost > 0 && Reach(state, relaxation.Budget - best.Cost + 1) >= best.Value);

    private List<State> Expand(List<State> states, int customer, long mostSteps)
    {
        Choices choices = Choices.Of(relaxation.Columns, customer, relaxation.PerCustomer);
        complete &= choices.Complete;
        (Int128 baseValue, Int128 baseCost) = Base(customer);
        List<State> next = [];
        foreach ((int[] slots, Int128 value, Int128 cost) in choices.All)
        {
            Int128 more = value - baseValue;
            Int128 dearer = cost - baseCost;
            if (!IsNear(more, dearer))
            {
                continue;
            }

            foreach (State state in states)
            {
                if (++steps > mostSteps)
                {
                    // Cut short: what was there before is still a valid picture of what can be reached.
                    _ = added.Remove(customer);
                    return states;
                }

                Int128 left = state.Left - dearer;
                State grown = new(state.Value + more, (long)Int128.Clamp(left, long.MinValue, long.MaxValue), state.Trail);
                if (left < long.MinValue || !CanWin(grown))
                {
                    continue;
                }

                trail.Add((state.Trail, customer, slots));
                grown = grown with { Trail = trail.Count - 1 };
                next.Add(grown);
                Consider(grown);
            }
        }

        return Undominated(next);
    }

    private (Int128 Value, Int128 Cost) Base(int customer)
    {
        Int128 value = 0;
        Int128 cost = 0;
        foreach (int j in relaxation.Slots.AsSpan(customer * relaxation.PerCustomer, relaxation.PerCustomer))
        {
            value += j < 0 ? 0 : relaxation.Columns.Values[j];
            cost += j < 0 ? 0 : relaxation.Columns.Costs[j];
        }

        return (value, cost);
    }

    /// <summary>Whether a choice could be part of a solution as good as the best: all others at the relaxation's optimum.</summary>
    private bool IsNear(Int128 more, Int128 dearer) =>
        relaxation.Value + more + relaxation.Price.Worth(relaxation.Budget - relaxation.Cost - dearer) >= best.Value;

    private void Consider(State state)
    {
        long cost = relaxation.Budget - state.Left;
        if (state.Left >= 0 && (state.Value > best.Value || (state.Value == best.Value && cost < best.Cost)))
        {
            (best.Value, best.Cost, bestTrail) = (state.Value, cost, state.Trail);
        }
    }

    private static List<State> Undominated(List<State> states)
    {
        states.Sort(static (a, b) => a.Left != b.Left ? b.Left.CompareTo(a.Left) : a.Value != b.Value ? b.Value.CompareTo(a.Value) : a.Trail.CompareTo(b.Trail));
        int kept = 0;
        for (int i = 0; i < states.Count; i++)
        {
            if (kept == 0 || states[i].Value > states[kept - 1].Value)
            {
                states[kept++] = states[i];
            }
        }

        states.RemoveRange(kept, states.Count - kept);
        return states;
    }

    /// <summary>Writes the best solution's choices over the base.</summary>
    private void Recover()
    {
        if (bestTrail < 0)
        {
            return;
        }

        relaxation.Slots.CopyTo(best.Slots, 0);
        for (int i = bestTrail; i >= 0; i = trail[i].Parent)
        {
            trail[i].Slots.CopyTo(best.Slots, trail[i].Customer * relaxation.PerCustomer);
        }
    }
}
