namespace Loyalty.Pos.Internal;

/// <summary>
/// Betters a combination where only offers that take whole lines tie them: one line after another changes hands, as long as the whole gains. What
/// changes is on the lines of the two offers concerned, so only these are tried.
/// </summary>
internal sealed class LineExchange(Component component, ApplicationLog trial)
{
    private readonly Buffer<long> values = new();
    private readonly Buffer<long> alone = new();
    private readonly Buffer<int> on = new();
    private readonly Buffer<(int Slot, int Taker)> before = new();

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
            for (int s = 0; s < component.Slots.Count && left > 0; s++)
            {
                gains |= TryLine(offers, s);
            }
        }

        return most - left;
    }

    /// <summary>Lets another have a line; whether the whole gains, else nothing changes.</summary>
    private bool TryLine(Span<ActiveOffer> offers, int s)
    {
        bool gains = false;
        ref Slot slot = ref component.Slots[s];
        for (int k = 0; slot.Takers > 1 && k < slot.Takers; k++)
        {
            int taker = component.Takers[slot.FirstTaker + k];
            if (taker != slot.Taker && (taker >= 0 || taker == slot.TakerAtFirst))
            {
                gains |= TryGive(offers, s, taker);
            }
        }

        return gains;
    }

    private bool TryGive(Span<ActiveOffer> offers, int s, int taker)
    {
        int loser = component.Slots[s].Taker;
        before.Clear();
        before.Add((s, loser));
        component.Slots[s].Taker = taker;
        long won = taker >= 0 ? Value(offers, taker) : 0;
        long rest = loser >= 0 ? ValueOfRest(offers, loser) : 0;
        long gain = (taker >= 0 ? won - values[taker] : 0) + (loser >= 0 ? rest - values[loser] : 0);
        foreach ((int changed, int had) in before.Span)
        {
            gain += (component.Slots[changed].Taker < 0 ? alone[changed] : 0) - (had < 0 ? alone[changed] : 0);
        }

        if (gain <= 0)
        {
            TakeBack(0);
            return false;
        }

        if (taker >= 0)
        {
            values[taker] = won;
        }

        if (loser >= 0)
        {
            values[loser] = rest;
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
        return component.Worth(offers, tied, on.Span, trial);
    }
}
