namespace Loyalty.Pos.Internal;

/// <summary>Settles basket rewards: one that stands alone takes all its lines, or none.</summary>
internal sealed class BasketStage(PricingWork work, Units units, Mechanic mechanic, LineIndex index) : Stage(work, units, mechanic, index)
{
    private readonly Buffer<int> rivals = new();
    private readonly Buffer<Pick> picks = new();
    private readonly Buffer<Pick> bestPicks = new();
    private readonly Buffer<int> ordered = new();
    private readonly Buffer<int> inOrder = new();
    private readonly ApplicationLog trial = new();
    private readonly ApplicationLog best = new();
    private long mostTogether;
    private bool simple;
    private bool first;

    private readonly record struct Pick(int Offer, long Alone) : IComparable<Pick>
    {
        public int CompareTo(Pick other)
        {
            int byDiscount = other.Alone.CompareTo(Alone);
            return byDiscount != 0 ? byDiscount : Offer.CompareTo(other.Offer);
        }
    }

    protected override long Apply(in ActiveOffer active, ReadOnlySpan<int> on, ApplicationLog? into) => Mechanic.Apply(active.Offer, on, into, basketReward: true);

    protected override void Solve(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ApplicationLog log)
    {
        Units.Save();
        picks.Clear();
        simple = together.Count == 0;
        foreach (int i in alone.Span)
        {
            long discount = Apply(offers[i], LinesOf(offers[i]), null);
            if (discount > 0)
            {
                simple &= !offers[i].Offer.TakesUnits;
                AddRival(offers, new Pick(i, discount));
            }
        }

        mostTogether = 0;
        foreach (int i in together.Span)
        {
            mostTogether += Apply(offers[i], LinesOf(offers[i]), null);
        }

        picks.Span.Sort();
        inOrder.Clear();
        for (int line = 0; line < Work.ByRank.Length; line++)
        {
            inOrder.Add(line);
        }

        int count = Units.Count;
        first = true;
        rivals.Clear();
        bestPicks.Clear();
        Search(offers, together, 0, 0, count);
        Units.Restore(Work.ByRank, count);
        ordered.Clear();
        foreach (Pick pick in bestPicks.Span)
        {
            ordered.Add(pick.Offer);
        }

        ordered.Span.Sort();
        ApplyAll(offers, ordered, log);
        ApplyAll(offers, together, log);
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

    private void Search(Span<ActiveOffer> offers, Buffer<int> together, int next, long so, int count)
    {
        long most = so + mostTogether;
        for (int i = next; i < picks.Count; i++)
        {
            most += picks[i].Alone;
        }

        if (!first && (most < best.Total || StepsLeft <= 0))
        {
            IsOptimal &= most < best.Total || StepsLeft > 0;
            return;
        }

        if (next == picks.Count)
        {
            Try(offers, together, so, count);
            return;
        }

        if (!Clashes(offers, next))
        {
            rivals.Add(next);
            Search(offers, together, next + 1, so + picks[next].Alone, count);
            rivals.Truncate(rivals.Count - 1);
        }

        Search(offers, together, next + 1, so, count);
    }

    private void Try(Span<ActiveOffer> offers, Buffer<int> together, long so, int count)
    {
        StepsLeft--;
        if (simple && !first && so < best.Total)
        {
            return;
        }

        Units.Restore(Work.ByRank, count);
        trial.Clear();
        ordered.Clear();
        foreach (int i in rivals.Span)
        {
            ordered.Add(picks[i].Offer);
        }

        ordered.Span.Sort();
        ApplyAll(offers, ordered, trial);
        ApplyAll(offers, together, trial);
        if (first || trial.Total > best.Total || (trial.Total == best.Total && trial.IsPreferredTo(best, inOrder.Span)))
        {
            first = false;
            best.CopyFrom(trial);
            bestPicks.Clear();
            foreach (int i in rivals.Span)
            {
                bestPicks.Add(picks[i]);
            }
        }
    }

    /// <summary>Whether an offer would take a line that one chosen already takes whole.</summary>
    private bool Clashes(Span<ActiveOffer> offers, int candidate)
    {
        ref readonly ActiveOffer active = ref offers[picks[candidate].Offer];
        if (active.Offer.TakesUnits)
        {
            return false;
        }

        foreach (int i in rivals.Span)
        {
            ref readonly ActiveOffer other = ref offers[picks[i].Offer];
            if (!other.Offer.TakesUnits && LinesOf(active).IndexOfAny(LinesOf(other)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
