namespace Loyalty.Pos.Internal;

/// <summary>The states in which offers that take units left a line: equal ones have one number, so that what was worked out is found again.</summary>
internal sealed class LineStates(Units units)
{
    private readonly Buffer<Run> runs = new();
    private readonly Buffer<State> states = new();
    private readonly Buffer<int> firsts = new();
    private readonly Buffer<int> counts = new();

    /// <summary>Where the runs of a state stand, and the line's next one.</summary>
    private readonly record struct State(int First, int Count, int Next);

    public void Clear(int slots)
    {
        runs.Clear();
        states.Clear();
        firsts.Resize(slots);
        firsts.Span.Fill(-1);
        counts.Resize(slots);
        counts.Span.Clear();
    }

    /// <summary>The number of a line's state: how many others were seen before it.</summary>
    public int NumberOf(int slot, int line)
    {
        int number = counts[slot];
        for (int s = firsts[slot]; s >= 0; s = states[s].Next)
        {
            number--;
            if (IsNow(states[s], line))
            {
                return number;
            }
        }

        int first = runs.Count;
        for (int run = units.Head(line); run >= 0; run = units[run].Next)
        {
            runs.Add(units[run]);
        }

        states.Add(new State(first, runs.Count - first, firsts[slot]));
        firsts[slot] = states.Count - 1;
        return counts[slot]++;
    }

    private bool IsNow(in State state, int line)
    {
        int run = units.Head(line);
        foreach (ref readonly Run known in runs.Span.Slice(state.First, state.Count))
        {
            if (run < 0 || known.Count != units[run].Count || known.Amount != units[run].Amount || known.State != units[run].State)
            {
                return false;
            }

            run = units[run].Next;
        }

        return run < 0;
    }
}
