namespace Loyalty.Pos.Internal;

/// <summary>
/// Betters a combination where only offers that take whole lines tie them: one takes all its lines over, or a single line changes hands, as long as the
/// whole gains. What changes is on the lines of the offers concerned, so only these are tried.
/// </summary>
internal sealed class TakeOver(Component component, Mechanic mechanic, LineOffers byLine, ApplicationLog trial)
{
    private readonly Buffer<long> values = new();
    private readonly Buffer<long> alone = new();
    private readonly Buffer<int> on = new();
    private readonly Buffer<int> losers = new();
    private readonly Buffer<(int Slot, int Taker)> before = new();
    private readonly Buffer<(int Tied, long Value)> valued = new();

    /// <summary>How many lines may still be tried.</summary>
    private int left;

    /// <summary>Betters the component's combination until nothing is gained or so many lines were tried; returns how many were.</summary>
    /// <param name="offers">The offers of the priority.</param>
    /// <param name="given">What each line of the basket gives where no offer that ties lines has it.</param>
    /// <param name="most">How many lines may be tried, at most.</param>
    public int Run(Span<ActiveOffer> offers, ReadOnlySpan<long> given, int most)
    {
        if (most <= 0)
        {
            return 0;
        }

        left = most;
        values.Resize(component.Tied.Count);
        alone.Resize(component.Slots.Count);
        for (int s = 0; s < component.Slots.Count; s++)
        {
            alone[s] = component.Slots[s].TakerAtFirst < 0 ? given[component.Slots[s].Line] : 0;
        }

        for (int t = 0; t < component.Tied.Count; t++)
        {
            values[t] = Value(offers, t);
        }

        for (bool gains = true; gains && left > 0;)
        {
            gains = false;
            for (int t = 0; t < component.Tied.Count && left > 0; t++)
            {
                gains |= TryAll(offers, t);
            }

            for (int s = 0; s < component.Slots.Count && left > 0; s++)
            {
                gains |= TryLine(offers, s);
            }
        }

        return most - left;
    }

    /// <summary>Lets an offer take all its lines over; whether the whole gains, else nothing changes.</summary>
    private bool TryAll(Span<ActiveOffer> offers, int t)
    {
        Begin();
        ref readonly Tied tied = ref component.Tied[t];
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            Give(component.Uses[u].Slot, t);
        }

        return before.Count > 0 && Settle(offers, t);
    }

    /// <summary>Lets another have a line; whether the whole gains, else nothing changes.</summary>
    private bool TryLine(Span<ActiveOffer> offers, int s)
    {
        bool gains = false;
        ref readonly Slot slot = ref component.Slots[s];
        for (int k = 0; slot.Takers > 1 && k < slot.Takers; k++)
        {
            int taker = component.Takers[slot.FirstTaker + k];
            if (taker != slot.Taker && (taker >= 0 || taker == slot.TakerAtFirst))
            {
                Begin();
                Give(s, taker);
                gains |= Settle(offers, taker);
            }
        }

        return gains;
    }

    private void Begin()
    {
        before.Clear();
        losers.Clear();
    }

    private void Give(int s, int taker)
    {
        ref Slot slot = ref component.Slots[s];
        if (slot.Takers == 1 || slot.Taker == taker)
        {
            return;
        }

        before.Add((s, slot.Taker));
        if (slot.Taker >= 0 && !losers.Span.Contains(slot.Taker))
        {
            losers.Add(slot.Taker);
        }

        slot.Taker = taker;
    }

    /// <summary>Weighs what changed hands; takes it back where nothing is gained.</summary>
    private bool Settle(Span<ActiveOffer> offers, int winner)
    {
        valued.Clear();
        if (winner >= 0)
        {
            valued.Add((winner, Value(offers, winner)));
        }

        foreach (int loser in losers.Span)
        {
            valued.Add((loser, ValueOfRest(offers, loser)));
        }

        long gain = 0;
        foreach ((int s, int taker) in before.Span)
        {
            gain += (component.Slots[s].Taker < 0 ? alone[s] : 0) - (taker < 0 ? alone[s] : 0);
        }

        foreach ((int t, long value) in valued.Span)
        {
            gain += value - values[t];
        }

        if (gain <= 0)
        {
            TakeBack(0);
            return false;
        }

        foreach ((int t, long value) in valued.Span)
        {
            values[t] = value;
        }

        return true;
    }

    /// <summary>What an offer gives on the lines that are left to it; it leaves those too that others may have, where that is more.</summary>
    private long ValueOfRest(Span<ActiveOffer> offers, int t)
    {
        long value = Value(offers, t);
        int kept = before.Count;
        long others = 0;
        ref readonly Tied tied = ref component.Tied[t];
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            int s = component.Uses[u].Slot;
            ref Slot slot = ref component.Slots[s];
            if (slot.Taker == t && slot.TakerAtFirst < 0)
            {
                others += alone[s];
                before.Add((s, t));
                slot.Taker = slot.TakerAtFirst;
            }
        }

        if (before.Count > kept)
        {
            long less = Value(offers, t);
            if (less + others > value)
            {
                return less;
            }

            TakeBack(kept);
        }

        return value;
    }

    private void TakeBack(int from)
    {
        for (int i = before.Count - 1; i >= from; i--)
        {
            component.Slots[before[i].Slot].Taker = before[i].Taker;
        }

        before.Truncate(from);
    }

    /// <summary>What an offer gives on the lines that it has, with what compound ones add.</summary>
    private long Value(Span<ActiveOffer> offers, int t)
    {
        on.Clear();
        ref readonly Tied tied = ref component.Tied[t];
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref readonly Slot slot = ref component.Slots[component.Uses[u].Slot];
            if (slot.Taker == t)
            {
                on.Add(slot.Line);
            }
        }

        if (on.Count == 0)
        {
            return 0;
        }

        left -= on.Count;
        component.Restore(on.Span);
        trial.Clear();
        _ = mechanic.Apply(offers[tied.Index].Offer, on.Span, trial);
        foreach (int line in on.Span)
        {
            foreach (int i in byLine.Together(line))
            {
                _ = mechanic.Apply(offers[i].Offer, [line], trial);
            }
        }

        return trial.Total;
    }
}
