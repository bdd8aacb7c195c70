namespace Loyalty.Pos.Internal;

/// <summary>
/// Goes through all combinations of a <see cref="Component"/>: first who uses which units, then, in each part that is left, who has which line. What
/// offers give on a set of lines is worked out once for each state in which users of units leave them.
/// </summary>
internal sealed class Enumeration
{
    private const int MostContested = 24;

    private readonly Component component;
    private readonly Units units;
    private readonly PartTable table;
    private readonly Parts parts;
    private readonly PartChoice choices;
    private readonly LineStates states;
    private readonly Buffer<int> contested = new();
    private readonly Buffer<int> pending = new();
    private readonly Buffer<int> candidates = new();
    private readonly ApplicationLog log = new();
    private int steps;
    private int most;

    public Enumeration(Component component, Units units, Mechanic mechanic, LineChoice choice, LineOffers byLine)
    {
        this.component = component;
        this.units = units;
        table = new PartTable(component, units, mechanic);
        parts = new Parts(component, byLine);
        choices = new PartChoice(component, parts, table, units, choice, byLine);
        states = new LineStates(units);
    }

    /// <summary>The largest discount.</summary>
    public long Discount { get; private set; }

    /// <summary>The steps that were taken.</summary>
    public int Steps => steps;

    /// <summary>Looks at a component. False where it is too wide, or a part has more combinations than <paramref name="few"/>, or going through them once might take more steps.</summary>
    public bool TryBuild(Span<ActiveOffer> offers, int few, long steps = long.MaxValue)
    {
        contested.Clear();
        for (int u = 0; u < component.Uses.Count; u++)
        {
            component.Uses[u].IsDecided = false;
            if (component.Uses[u].IsContested)
            {
                contested.Add(u);
            }
        }

        return contested.Count <= MostContested && parts.TryBuild(offers, table, few, steps - component.Slots.Count);
    }

    /// <summary>Goes through the combinations. False where more steps were needed.</summary>
    public bool Run(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, int within)
    {
        steps = 0;
        most = within;
        Discount = -1;
        states.Clear(component.Slots.Count);
        choices.Clear();
        candidates.Clear();
        pending.Clear();
        return Explore(offers, lines, 0);
    }

    /// <summary>How many combinations give the most, and may have to be compared.</summary>
    public long Ties
    {
        get
        {
            long all = 0;
            for (int at = 0; at < candidates.Count; at += Width)
            {
                long ofOne = 1;
                for (int p = 1; p < Width; p++)
                {
                    ofOne *= choices[candidates[at + p]].Count;
                }

                all += ofOne;
            }

            return all;
        }
    }

    private int Width => parts.All.Length + 1;

    /// <summary>Sets the component to one of the combinations that give the most.</summary>
    public void Take(long tie)
    {
        int at = 0;
        for (; ; at += Width)
        {
            long ofOne = 1;
            for (int p = 1; p < Width; p++)
            {
                ofOne *= choices[candidates[at + p]].Count;
            }

            if (tie < ofOne)
            {
                break;
            }

            tie -= ofOne;
        }

        for (int i = 0; i < contested.Count; i++)
        {
            component.Uses[contested[i]].IsDenied = (candidates[at] & (1 << i)) != 0;
        }

        for (int p = 0; p < parts.All.Length; p++)
        {
            ref readonly PartChoice.Result result = ref choices[candidates[at + 1 + p]];
            choices.Take(parts.All[p], choices.CombinationAt(result.First + (int)(tie % result.Count)).Number);
            tie /= result.Count;
        }
    }

    /// <summary>
    /// Lets everybody use the units of the lines from which nobody keeps him, then keeps those who used some from one after another: what did not use
    /// units of a line would change nothing without it.
    /// </summary>
    private bool Explore(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, int denied)
    {
        component.Restore(lines);
        log.Clear();
        steps += component.Slots.Count;
        long total = component.ApplyTied(offers, log, onlyUnits: true);
        int from = pending.Count;
        for (int i = 0; i < contested.Count; i++)
        {
            ref readonly Use use = ref component.Uses[contested[i]];
            if (use is { IsUsed: true, IsDecided: false })
            {
                pending.Add(i);
            }
        }

        int to = pending.Count;
        Note(offers, total, denied);
        bool exact = true;
        int at = from;
        for (; at < to && exact; at++)
        {
            ref Use use = ref component.Uses[contested[pending[at]]];
            use.IsDenied = true;
            use.IsDecided = true;
            exact = steps < most && Explore(offers, lines, denied | (1 << pending[at]));
            component.Uses[contested[pending[at]]].IsDenied = false;
        }

        while (--at >= from)
        {
            component.Uses[contested[pending[at]]].IsDecided = false;
        }

        pending.Truncate(from);
        return exact;
    }

    /// <summary>Adds what the parts give at most, and keeps the combination if nothing gives more.</summary>
    private void Note(Span<ActiveOffer> offers, long total, int denied)
    {
        units.Mark();
        int place = candidates.Count;
        candidates.Add(denied);
        foreach (ref Parts.Part part in parts.All)
        {
            int result = choices.Best(offers, ref part, states, ref steps);
            total += choices[result].Discount;
            candidates.Add(result);
        }

        if (total < Discount)
        {
            candidates.Truncate(place);
        }
        else if (total > Discount)
        {
            Discount = total;
            ReadOnlySpan<int> found = candidates.Span[place..];
            found.CopyTo(candidates.Span);
            candidates.Truncate(found.Length);
        }
    }
}
