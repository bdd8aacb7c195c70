using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Settles basket rewards: one that stands alone takes all its lines, or none.</summary>
/// <remarks>Where none of them chooses single units, they are settled on whole lines; else, and where reasons are wanted, on the units.</remarks>
internal sealed class BasketStage(PricingWork work, Units units, Mechanic mechanic, LineIndex index, BasketLines wholeLines) : Stage(work, units, mechanic, index)
{
    private readonly Buffer<Pick> picks = new();
    private readonly Buffer<int> chosen = new();
    private readonly Buffer<int> bestChosen = new();
    private readonly Buffer<long> most = new();
    private readonly Buffer<long> prices = new();
    private readonly Buffer<int> takenBy = new();
    private readonly Buffer<int> ordered = new();
    private readonly ApplicationLog trial = new();
    private readonly ApplicationLog best = new();
    private long mostTogether;
    private bool simple;
    private bool first;
    private bool onLines;

    /// <summary>An offer that stands alone: what it gives where no other does, and at most.</summary>
    private readonly record struct Pick(int Offer, long Alone, long Most) : IComparable<Pick>
    {
        public int CompareTo(Pick other)
        {
            int byDiscount = other.Alone.CompareTo(Alone);
            return byDiscount != 0 ? byDiscount : Offer.CompareTo(other.Offer);
        }
    }

    /// <summary>What line rewards left, looked at when they are all settled.</summary>
    public IBasketLeft Look()
    {
        wholeLines.Begin();
        return wholeLines;
    }

    /// <summary>Begins the basket rewards, which come on top of everything but what exclusive line rewards took.</summary>
    public void Begin(ReadOnlySpan<ActiveOffer> offers)
    {
        onLines = !Explains;
        foreach (ref readonly ActiveOffer active in offers)
        {
            onLines &= !active.Offer.TakesUnits;
        }

        if (!onLines)
        {
            Units.BeginBasketRewards();
        }
    }

    protected override long Apply(in ActiveOffer active, ReadOnlySpan<int> on, ApplicationLog? into)
    {
        if (active.Offer.Stacking != Stacking.Compound && !active.Offer.TakesUnits && !MayTakeAll(active))
        {
            return 0;
        }

        return onLines ? wholeLines.Apply(active.Offer, on, into) : Mechanic.Apply(active.Offer, on, into, basketReward: true);
    }

    protected override void EndPriority()
    {
        if (onLines)
        {
            wholeLines.EndPriority();
        }
        else
        {
            Units.EndPriority();
        }
    }

    protected override void Solve(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ApplicationLog log)
    {
        if (alone.Count == 1 && together.Count == 0)
        {
            ApplyAll(offers, alone, log);
            return;
        }

        picks.Clear();
        simple = together.Count == 0;
        foreach (int i in alone.Span)
        {
            long discount = Apply(offers[i], LinesOf(offers[i]), null);
            if (discount > 0)
            {
                simple &= !offers[i].Offer.TakesUnits;
                AddRival(offers, new Pick(i, discount, Most(offers[i], discount)));
            }
        }

        if (picks.Count > 1 || (picks.Count == 1 && together.Count > 0))
        {
            Search(offers, together);
            ordered.Clear();
            foreach (int pick in bestChosen.Span)
            {
                ordered.Add(picks[pick].Offer);
            }

            SmallSort.Sort(ordered.Span);
            ApplyAll(offers, ordered, log);
        }
        else if (picks.Count == 1)
        {
            _ = Apply(offers[picks[0].Offer], LinesOf(offers[picks[0].Offer]), log);
        }

        ApplyAll(offers, together, log);
    }

    /// <summary>
    /// Whether every unit of an offer's lines is still its to take: all its lines, or none. Units that an exclusive line reward took are nobody's
    /// here, and so no part of them.
    /// </summary>
    private bool MayTakeAll(in ActiveOffer active)
    {
        if (onLines)
        {
            return wholeLines.AreFree(LinesOf(active));
        }

        foreach (int line in LinesOf(active))
        {
            for (int run = Units.Head(line); run >= 0; run = Units[run].Next)
            {
                if (Units[run].State is UnitState.Compounded or UnitState.Taken)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>At most what an offer gives beside others: what it gives alone, but where it seeks the cheapest units others may leave it dearer ones.</summary>
    private long Most(in ActiveOffer active, long alone)
    {
        if (!active.Offer.TakesUnits || !active.Offer.Cheapest)
        {
            return alone;
        }

        long bear = 0;
        foreach (int line in LinesOf(active))
        {
            for (int run = Units.Head(line); run >= 0; run = Units[run].Next)
            {
                bear += Units[run].State <= UnitState.Compounded ? Units[run].Bear * Units[run].Count : 0;
            }
        }

        return Math.Min(bear, active.Offer.MaxDiscount);
    }

    /// <summary>Of offers that take the same whole lines only the one that gives most can be chosen, of equal ones the smaller id.</summary>
    private void AddRival(Span<ActiveOffer> offers, Pick pick)
    {
        CompiledOffer offer = offers[pick.Offer].Offer;
        for (int i = 0; i < picks.Count && !offer.TakesUnits; i++)
        {
            CompiledOffer other = offers[picks[i].Offer].Offer;
            if (other.Target == offer.Target && !other.TakesUnits)
            {
                if (pick.Alone > picks[i].Alone || (pick.Alone == picks[i].Alone && offer.Index < other.Index))
                {
                    picks[i] = pick;
                }

                return;
            }
        }

        picks.Add(pick);
    }

    /// <summary>With each offer before without it, the one that gives most first; the first combination is the greedy one.</summary>
    private void Search(Span<ActiveOffer> offers, Buffer<int> together)
    {
        Save();
        int count = Units.Count;
        mostTogether = 0;
        foreach (int i in together.Span)
        {
            mostTogether += Most(offers[i], Apply(offers[i], LinesOf(offers[i]), null));
        }

        SmallSort.Sort(picks.Span);
        long free = PriceLines(offers);
        first = true;
        chosen.Clear();
        best.Clear();
        long so = 0;
        int next = 0;
        while (true)
        {
            while (next < picks.Count && (first || so + mostTogether + Math.Min(most[next], Free(free, next)) >= best.Total))
            {
                if (IsFree(offers, next))
                {
                    chosen.Add(next);
                    so += picks[next].Most;
                    free -= Take(offers, next, next);
                }

                next++;
            }

            if (next == picks.Count)
            {
                Try(offers, together, so, count);
            }

            if (chosen.Count == 0)
            {
                break;
            }

            if (--StepsLeft <= 0)
            {
                IsOptimal = false;
                break;
            }

            int last = chosen[chosen.Count - 1];
            chosen.Truncate(chosen.Count - 1);
            so -= picks[last].Most;
            free += Take(offers, last, -1);
            next = last + 1;
        }

        Restore(count);
    }

    private void Save()
    {
        if (onLines)
        {
            wholeLines.Save();
        }
        else
        {
            Units.Save();
        }
    }

    private void Restore(int count)
    {
        if (onLines)
        {
            wholeLines.Restore();
        }
        else
        {
            Units.Restore(Work.ByRank, count);
        }
    }

    /// <summary>What lines that are free can give to offers that take whole lines, and to the others that follow.</summary>
    private long Free(long free, int next) => free + most[picks.Count + 1 + next];

    /// <summary>
    /// Gives each line a price so that no offer that takes whole lines gives more than its lines cost together: then no choice of them gives more
    /// than the lines that are free. Returns the sum of the prices.
    /// </summary>
    private long PriceLines(Span<ActiveOffer> offers)
    {
        prices.Resize(Work.ByRank.Length);
        prices.Span.Clear();
        takenBy.Resize(Work.ByRank.Length);
        takenBy.Span.Fill(-1);
        long sum = 0;
        foreach (Pick pick in picks.Span)
        {
            ref readonly ActiveOffer active = ref offers[pick.Offer];
            if (active.Offer.TakesUnits)
            {
                continue;
            }

            long left = pick.Most;
            ReadOnlySpan<int> lines = LinesOf(active);
            int dearest = lines[0];
            foreach (int line in lines)
            {
                left -= prices[line];
                dearest = prices[line] > prices[dearest] ? line : dearest;
            }

            prices[dearest] += Math.Max(0, left);
            sum += Math.Max(0, left);
        }

        // What all that follow give, and what those give that take units.
        most.Resize((picks.Count + 1) * 2);
        most.Span.Clear();
        for (int i = picks.Count - 1; i >= 0; i--)
        {
            most[i] = most[i + 1] + picks[i].Most;
            most[picks.Count + 1 + i] = most[picks.Count + 2 + i] + (offers[picks[i].Offer].Offer.TakesUnits ? picks[i].Most : 0);
        }

        return sum;
    }

    private bool IsFree(Span<ActiveOffer> offers, int pick)
    {
        ref readonly ActiveOffer active = ref offers[picks[pick].Offer];
        if (!active.Offer.TakesUnits)
        {
            foreach (int line in LinesOf(active))
            {
                if (takenBy[line] >= 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Marks an offer's whole lines as taken, or free again; returns what they cost.</summary>
    private long Take(Span<ActiveOffer> offers, int pick, int by)
    {
        ref readonly ActiveOffer active = ref offers[picks[pick].Offer];
        long cost = 0;
        if (!active.Offer.TakesUnits)
        {
            foreach (int line in LinesOf(active))
            {
                takenBy[line] = by;
                cost += prices[line];
            }
        }

        return cost;
    }

    private void Try(Span<ActiveOffer> offers, Buffer<int> together, long so, int count)
    {
        StepsLeft -= Work.ByRank.Length;
        if (simple && !first && so < best.Total)
        {
            return;
        }

        Restore(count);
        trial.Clear();
        ordered.Clear();
        foreach (int i in chosen.Span)
        {
            ordered.Add(picks[i].Offer);
        }

        SmallSort.Sort(ordered.Span);
        ApplyAll(offers, ordered, trial);
        ApplyAll(offers, together, trial);
        if (first || trial.Total > best.Total || (trial.Total == best.Total && trial.IsPreferredTo(best)))
        {
            first = false;
            best.CopyFrom(trial);
            bestChosen.Clear();
            foreach (int i in chosen.Span)
            {
                bestChosen.Add(i);
            }
        }
    }
}
