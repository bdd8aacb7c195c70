namespace Loyalty.Pos.Internal;

/// <summary>
/// Finds the best combination on lines that offers tie together: depth first, from a greedy one, leaving out whatever cannot reach the best so far.
/// </summary>
/// <remarks>
/// An offer is kept from a line only where it used units of it: keeping it from others changes nothing. So the tree follows what the offers
/// really contend for, and not the subsets of lines.
/// </remarks>
internal sealed class CombinationSearch
{
    /// <summary>So many steps are tried before a greedy combination is sought.</summary>
    private const int QuickSteps = 100;

    /// <summary>A line that the bound looks at costs a fraction of a line that is tried.</summary>
    private const int LooksInAStep = 8;

    /// <summary>The most combinations that are gone through, however many steps are left.</summary>
    private const int MostEnumerated = 1 << 20;

    private readonly Component component;
    private readonly Enumeration enumeration;
    private readonly ComponentBound bound;
    private readonly GreedyChoice greedy;
    private readonly LineExchange exchange;
    private readonly Buffer<Decision> decisions = new();
    private readonly ApplicationLog trial = new();
    private readonly ApplicationLog best = new();
    private bool isFirst;

    public CombinationSearch(PricingWork work, Units units, Mechanic mechanic, LineChoice choice, LineOffers byLine)
    {
        component = new Component(units, mechanic, choice, byLine);
        enumeration = new Enumeration(component, units, mechanic, choice, byLine);
        bound = new ComponentBound(work, units, choice, byLine);
        greedy = new GreedyChoice(component, work, trial);
        exchange = new LineExchange(component, trial);
    }

    /// <summary>Where there are at most so many combinations of whole lines, all are gone through; 0 for none.</summary>
    public int Few { get; init; }

    /// <summary>The steps that are left on this receipt.</summary>
    public int StepsLeft { get; set; }

    /// <summary>Chooses and applies what stands alone; what applies together is left to the caller. False where the bound stopped the search.</summary>
    public bool Choose(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, ApplicationLog log)
    {
        component.Build(offers, lines);
        bool exact = true;
        if (component.HasChoice)
        {
            exact = enumeration.TryBuild(offers, Few) ? Enumerate(offers, lines) : SearchFor(offers, lines);
            component.Restore(lines);
        }

        component.Apply(offers, log, withCompound: false);
        return exact;
    }

    /// <summary>Goes through all combinations; of those that give the most the one that is preferred is found by trying them.</summary>
    private bool Enumerate(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        bool exact = enumeration.Run(offers, lines, StepsLeft);
        StepsLeft -= enumeration.Steps;
        long ties = enumeration.Ties;
        if (exact && ties == 1)
        {
            enumeration.Take(0);
            return true;
        }

        isFirst = true;
        if (!exact)
        {
            bound.Build(component, offers);
            Begin(offers, lines);
        }

        for (long tie = 0; tie < ties && (tie == 0 || exact); tie++)
        {
            enumeration.Take(tie);
            _ = Try(offers, lines);
            exact &= StepsLeft > 0 || tie + 1 == ties;
        }

        TakeBest();
        return exact;
    }

    /// <summary>Searches a component that has too many combinations to go through them.</summary>
    private bool SearchFor(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        bound.Build(component, offers);
        isFirst = true;
        bound.Prefer();
        long breadth = component.Breadth() / LooksInAStep;
        bool isNarrow = breadth < StepsLeft;
        bool isQuick = isNarrow && breadth <= QuickSteps;
        bool exact = isQuick && Search(offers, lines, Math.Min(StepsLeft, QuickSteps));
        long quick = best.Total;
        if (!exact && CanEnumerate(offers))
        {
            return Enumerate(offers, lines);
        }

        if (!exact)
        {
            Keep();
            Begin(offers, lines);
            if (isQuick && best.Total < quick)
            {
                Return();
                isFirst = true;
                _ = Try(offers, lines);
            }

            Reset(offers);
            exact = breadth < StepsLeft && Search(offers, lines, StepsLeft);
        }

        TakeBest();
        return exact;
    }

    /// <summary>Whether the steps left are enough to go through all combinations, more than the few that are gone through at once.</summary>
    private bool CanEnumerate(Span<ActiveOffer> offers) => component.HasOnlyWhole
        && enumeration.TryBuild(offers, MostEnumerated, StepsLeft);

    /// <summary>The bound in whole minor units; what reckoning with fractions may have lost is added.</summary>
    private long Bound => bound.Total > 4e18 ? long.MaxValue : (long)((bound.Total * (1 + 1e-12)) + 1e-3);

    /// <summary>Seeks a greedy combination, which always runs to its end, whatever the bound, and betters it as far as three quarters of the steps left allow.</summary>
    private void Begin(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        isFirst = true;
        greedy.Begin();
        _ = Try(offers, lines);
        if (component.HasOnlyWhole)
        {
            // What an offer changes is on its own lines: they are tried, and the whole once.
            StepsLeft -= greedy.ChooseByParts(offers);
            _ = Try(offers, lines);
            StepsLeft -= exchange.Run(offers, greedy.Given, StepsLeft / 4 * 3);
            _ = Try(offers, lines);
            return;
        }

        long total = trial.Total;
        for (int t = 0; t < component.Tied.Count && component.Tied[t].Tie != Tie.Together; t++)
        {
            if (greedy.Admit(t))
            {
                _ = Try(offers, lines);
                greedy.Dismiss(t);
                greedy.Note(t, trial.Total);
            }
        }

        foreach (Admission admission in greedy.DearestFirst())
        {
            if (greedy.Admit(admission.Tied))
            {
                _ = Try(offers, lines);
                if (trial.Total <= total)
                {
                    greedy.Dismiss(admission.Tied);
                }

                total = Math.Max(total, trial.Total);
            }
        }
    }

    private void TakeBest()
    {
        foreach (ref Use use in component.Uses.Span)
        {
            use.IsDenied = use.IsDeniedInBest;
        }

        foreach (ref Slot slot in component.Slots.Span)
        {
            slot.Taker = slot.TakerInBest;
        }
    }

    /// <summary>Keeps the best so far apart, while another is sought from the beginning.</summary>
    private void Keep()
    {
        foreach (ref Use use in component.Uses.Span)
        {
            use.IsDeniedInKept = use.IsDeniedInBest;
        }

        foreach (ref Slot slot in component.Slots.Span)
        {
            slot.TakerInKept = slot.TakerInBest;
        }
    }

    private void Return()
    {
        foreach (ref Use use in component.Uses.Span)
        {
            use.IsDenied = use.IsDeniedInKept;
        }

        foreach (ref Slot slot in component.Slots.Span)
        {
            slot.Taker = slot.TakerInKept;
        }
    }

    /// <summary>Takes back all decisions, and begins again beside the best so far.</summary>
    private void Reset(Span<ActiveOffer> offers)
    {
        TakeBest();
        foreach (ref Use use in component.Uses.Span)
        {
            use.IsDenied = false;
            use.IsDecided = false;
        }

        foreach (ref Slot slot in component.Slots.Span)
        {
            slot.IsDecided = slot.Takers == 1;
        }

        bound.Sum(offers);
    }

    private bool Search(Span<ActiveOffer> offers, ReadOnlySpan<int> lines, int steps)
    {
        int end = StepsLeft - steps;
        decisions.Clear();
        bound.Looks = 0;
        _ = Try(offers, lines);
        Extend(offers);
        while (decisions.Count > 0)
        {
            if (StepsLeft <= end)
            {
                return false;
            }

            StepsLeft -= 1 + (int)(bound.Looks / LooksInAStep);
            bound.Looks %= LooksInAStep;
            if (Turn(offers) && Bound >= best.Total)
            {
                _ = Try(offers, lines);
                Extend(offers);
            }
        }

        return true;
    }

    /// <summary>Turns the last decision to its next possibility; takes it back and returns false where it has none left.</summary>
    private bool Turn(Span<ActiveOffer> offers)
    {
        ref Decision decision = ref decisions[decisions.Count - 1];
        decision.Tried++;
        bool left;
        if (decision.Use >= 0)
        {
            ref Use use = ref component.Uses[decision.Use];
            left = decision.Tried == 1;
            use.IsDenied = left;
            use.IsDecided = left;
        }
        else
        {
            ref Slot slot = ref component.Slots[decision.Slot];
            left = decision.Tried < slot.Takers;
            slot.IsDecided = left;
            slot.Taker = left ? Other(slot, decision) : decision.Began;
        }

        bound.Update(offers, decision.Slot);
        if (!left)
        {
            bound.Return(decision.Before);
            decisions.Truncate(decisions.Count - 1);
        }

        return left;
    }

    /// <summary>A taker that was not tried yet: the first in the list stands where the one that began stood.</summary>
    private int Other(in Slot slot, in Decision decision)
    {
        int taker = component.Takers[slot.FirstTaker + decision.Tried];
        return taker == decision.Began ? component.Takers[slot.FirstTaker] : taker;
    }

    /// <summary>Decides everything that the last combination contends for as it is; what it would be hardest to do without first.</summary>
    private void Extend(Span<ActiveOffer> offers)
    {
        int from = decisions.Count;
        for (int s = 0; s < component.Slots.Count; s++)
        {
            ref Slot slot = ref component.Slots[s];
            if (slot.IsDecided)
            {
                continue;
            }

            double before = bound.Total;
            (double, double) both = bound.Both;
            double regret = double.PositiveInfinity;
            int began = slot.Taker;
            slot.IsDecided = true;
            for (int t = 0; t < slot.Takers; t++)
            {
                slot.Taker = component.Takers[slot.FirstTaker + t];
                if (slot.Taker != began)
                {
                    bound.Update(offers, s);
                    regret = Math.Min(regret, before - bound.Total);
                }
            }

            slot.IsDecided = false;
            slot.Taker = began;
            bound.Update(offers, s);
            bound.Return(both);
            decisions.Add(new Decision { Use = -1, Slot = s, Began = began, Regret = regret });
        }

        for (int u = 0; u < component.Uses.Count; u++)
        {
            ref Use use = ref component.Uses[u];
            if (!use.IsUsed || !use.IsContested || use.IsDecided)
            {
                continue;
            }

            double before = bound.Total;
            (double, double) both = bound.Both;
            use.IsDenied = true;
            bound.Update(offers, use.Slot);
            double regret = before - bound.Total;
            use.IsDenied = false;
            bound.Update(offers, use.Slot);
            bound.Return(both);
            decisions.Add(new Decision { Use = u, Slot = use.Slot, Regret = regret });
        }

        Span<Decision> added = decisions.Span[from..];
        added.Sort(static (a, b) => b.Regret.CompareTo(a.Regret) is not 0 and int order ? order : a.Use != b.Use ? a.Use.CompareTo(b.Use) : a.Slot.CompareTo(b.Slot));
        foreach (ref Decision decision in added)
        {
            decision.Before = bound.Both;
            if (decision.Use >= 0)
            {
                component.Uses[decision.Use].IsDecided = true;
            }
            else
            {
                component.Slots[decision.Slot].IsDecided = true;
                bound.Update(offers, decision.Slot);
            }
        }
    }

    private bool Try(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        StepsLeft -= component.Slots.Count;
        component.Restore(lines);
        trial.Clear();
        component.Apply(offers, trial, withCompound: true);
        if (!isFirst && (trial.Total < best.Total || (trial.Total == best.Total && !trial.IsPreferredTo(best))))
        {
            return false;
        }

        isFirst = false;
        best.CopyFrom(trial);
        foreach (ref Use use in component.Uses.Span)
        {
            use.IsDeniedInBest = use.IsDenied;
        }

        foreach (ref Slot slot in component.Slots.Span)
        {
            slot.TakerInBest = slot.Taker;
        }

        return true;
    }
}
