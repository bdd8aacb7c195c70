namespace Loyalty.Pos.Internal;

/// <summary>Lines that offers tie together, with the offers that concern them, and one combination: who has which line, and who may use units of it.</summary>
internal sealed class Component(Units units, Mechanic mechanic, LineChoice choice, LineOffers byLine)
{
    private readonly Buffer<int> slotOf = new();
    private readonly Buffer<int> concerned = new();
    private readonly Buffer<int> takers = new();
    private readonly Buffer<int> on = new();
    private readonly Buffer<int> compound = new();
    private int[] seen = new int[16];
    private int build;
    private int unitCount;

    public Buffer<Slot> Slots { get; } = new();

    public Buffer<Tied> Tied { get; } = new();

    public Buffer<Use> Uses { get; } = new();

    /// <summary>Who may have a line; <see cref="Slot.FirstTaker"/> says where its own begin.</summary>
    public Buffer<int> Takers => takers;

    /// <summary>The compound offers that concern any of the lines, in their order.</summary>
    public ReadOnlySpan<int> Compound => compound.Span;

    /// <summary>A line's place, or −1 where it is another component's.</summary>
    public int SlotOf(int line) => slotOf[line] < Slots.Count && Slots[slotOf[line]].Line == line ? slotOf[line] : -1;

    /// <summary>Whether anything is left to choose.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>Whether only offers that take whole lines tie them.</summary>
    public bool HasOnlyWhole { get; private set; }

    /// <summary>Gathers the offers of lines, which stand in the order of ties.</summary>
    public void Build(Span<ActiveOffer> offers, ReadOnlySpan<int> lines)
    {
        Slots.Clear();
        Tied.Clear();
        Uses.Clear();
        concerned.Clear();
        takers.Clear();
        compound.Clear();
        HasChoice = false;
        if (seen.Length < offers.Length || ++build == int.MaxValue)
        {
            (seen, build) = (new int[offers.Length * 2], 1);
        }

        unitCount = units.Count;
        slotOf.Resize(byLine.Lines);
        foreach (int line in lines)
        {
            slotOf[line] = Slots.Count;
            Slots.Add(new Slot { Line = line, FirstUse = -1 });
            Concern(byLine.Alone(line));
            Concern(byLine.Together(line));
        }

        SmallSort.Sort(concerned.Span);
        Gather(offers, Tie.Units);
        int usersOfUnits = Tied.Count;
        Gather(offers, Tie.Whole);
        int alone = Tied.Count;
        Gather(offers, Tie.Together);
        HasOnlyWhole = usersOfUnits == 0 && alone == Tied.Count;
        for (int s = 0; s < Slots.Count; s++)
        {
            BuildTakers(offers, s);
        }
    }

    /// <summary>How many lines are looked at to bound everything that could be decided first.</summary>
    public long Breadth()
    {
        long breadth = 0;
        foreach (ref readonly Slot slot in Slots.Span)
        {
            for (int u = slot.FirstUse; u >= 0; u = Uses[u].Next)
            {
                breadth += Tied[Uses[u].Tied].Tie == Tie.Units ? 1 : (long)slot.Takers * Tied[Uses[u].Tied].Count;
            }
        }

        return breadth;
    }

    /// <summary>Puts the lines back as they were when the component was built.</summary>
    public void Restore(ReadOnlySpan<int> lines) => units.Restore(lines, unitCount);

    /// <summary>Applies the combination: users of units, then takers of whole lines, in their order, then what applies to the rest.</summary>
    public void Apply(Span<ActiveOffer> offers, ApplicationLog log, bool withCompound)
    {
        _ = ApplyTied(offers, log, onlyUnits: false);
        foreach (ref readonly Slot slot in Slots.Span)
        {
            if (slot.Taker == Slot.ByLine)
            {
                choice.ApplyBest(offers, byLine.Alone(slot.Line), slot.Line, log);
            }
            else if (slot.Taker == Slot.Local)
            {
                choice.Settle(offers, byLine.Alone(slot.Line), byLine.Together(slot.Line), slot.Line, log);
            }
        }

        if (withCompound)
        {
            ApplyCompound(offers, log);
        }
    }

    /// <summary>Applies users of units and then, unless only they are wanted, takers of whole lines; returns what they give.</summary>
    public long ApplyTied(Span<ActiveOffer> offers, ApplicationLog log, bool onlyUnits)
    {
        long total = 0;
        foreach (ref readonly Tied tied in Tied.Span)
        {
            if (tied.Tie == Tie.Together || (onlyUnits && tied.Tie == Tie.Whole))
            {
                break;
            }

            ref readonly ActiveOffer active = ref offers[tied.Index];
            on.Clear();
            int number = Uses[tied.First].Tied;
            for (int u = tied.First; u < tied.First + tied.Count; u++)
            {
                ref Use use = ref Uses[u];
                use.IsUsed = false;
                if (tied.Tie == Tie.Units ? !use.IsDenied : Slots[use.Slot].Taker == number)
                {
                    on.Add(Slots[use.Slot].Line);
                }
            }

            if (on.Count > 0)
            {
                total += mechanic.Apply(active.Offer, on.Span, log);
                if (tied.Tie == Tie.Units)
                {
                    // Even where it gives nothing: without the units that it chose it might give something.
                    MarkUsed(tied);
                }
            }
        }

        return total;
    }

    /// <summary>What a taker of whole lines gives on lines that it has, with what compound offers add there; the lines are put back first.</summary>
    public long Worth(Span<ActiveOffer> offers, in Tied taker, ReadOnlySpan<int> lines, ApplicationLog log)
    {
        Restore(lines);
        log.Clear();
        _ = mechanic.Apply(offers[taker.Index].Offer, lines, log);
        foreach (int line in lines)
        {
            foreach (int i in byLine.Together(line))
            {
                _ = mechanic.Apply(offers[i].Offer, [line], log);
            }
        }

        return log.Total;
    }

    /// <summary>Whether an offer that stands alone may have a line only for something else, and who: fills the line's takers.</summary>
    private void BuildTakers(Span<ActiveOffer> offers, int s)
    {
        ref Slot slot = ref Slots[s];
        ReadOnlySpan<int> alone = byLine.Alone(slot.Line);
        bool compounds = byLine.Together(slot.Line).Length > 0;
        bool tiedCompounds = false;
        int single = 0;
        slot.FirstTaker = takers.Count;
        foreach (int i in alone)
        {
            single += offers[i].IsTied ? 0 : 1;
        }

        if (single > 0)
        {
            takers.Add(Slot.ByLine);
        }

        for (int u = slot.FirstUse; u >= 0; u = Uses[u].Next)
        {
            ref Use use = ref Uses[u];
            ref readonly Tied tied = ref Tied[use.Tied];
            use.IsContested = tied.Tie == Tie.Units && alone.Length + (compounds ? 1 : 0) > 1;
            HasChoice |= use.IsContested;
            tiedCompounds |= tied.Tie == Tie.Together;
            if (tied.Tie == Tie.Whole)
            {
                takers.Add(use.Tied);
            }
        }

        slot.Takers = takers.Count - slot.FirstTaker;
        if (!tiedCompounds && slot.Takers == (single > 0 ? 1 : 0))
        {
            // Nothing elsewhere depends on who has it.
            takers.Truncate(slot.FirstTaker);
            takers.Add(Slot.Local);
            slot.Takers = 1;
        }
        else if (compounds || slot.Takers == 0)
        {
            takers.Add(Slot.Open);
            slot.Takers++;
        }

        slot.Taker = takers[slot.FirstTaker];
        slot.IsDecided = slot.Takers == 1;
        HasChoice |= slot.Takers > 1;
    }

    private void Concern(ReadOnlySpan<int> offers)
    {
        foreach (int offer in offers)
        {
            if (seen[offer] != build)
            {
                seen[offer] = build;
                concerned.Add(offer);
            }
        }
    }

    private void Gather(Span<ActiveOffer> offers, Tie tie)
    {
        foreach (int i in concerned.Span)
        {
            ref readonly ActiveOffer active = ref offers[i];
            bool isTogether = byLine.IsTogether(i);
            if (tie == Tie.Together && isTogether)
            {
                compound.Add(i);
            }

            if (!active.IsTied || tie != (isTogether ? Tie.Together : active.Offer.TakesUnits ? Tie.Units : Tie.Whole))
            {
                continue;
            }

            Tied tied = new() { Index = i, Tie = tie, First = Uses.Count, Share = 1, MostUnits = double.PositiveInfinity, MostDiscount = double.PositiveInfinity };
            foreach (int line in byLine.LinesOf(active))
            {
                ref Slot slot = ref Slots[slotOf[line]];
                Uses.Add(new Use { Tied = Tied.Count, Slot = slotOf[line], Next = slot.FirstUse });
                slot.FirstUse = Uses.Count - 1;
                tied.Count++;
            }

            Tied.Add(tied);
        }
    }

    private void MarkUsed(in Tied tied)
    {
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref Use use = ref Uses[u];
            if (use.IsDenied)
            {
                continue;
            }

            for (int run = units.Head(Slots[use.Slot].Line); run >= 0 && !use.IsUsed; run = units[run].Next)
            {
                use.IsUsed = units[run].Pick + units[run].Used > 0 || units[run].IsPassed;
            }
        }
    }

    private void ApplyCompound(Span<ActiveOffer> offers, ApplicationLog log)
    {
        foreach (int i in compound.Span)
        {
            ref readonly ActiveOffer active = ref offers[i];
            ReadOnlySpan<int> lines = byLine.LinesOf(active);
            if (!active.IsTied)
            {
                // Its other lines belong to others.
                on.Clear();
                foreach (int line in lines)
                {
                    if (SlotOf(line) >= 0)
                    {
                        on.Add(line);
                    }
                }

                lines = on.Span;
            }

            _ = mechanic.Apply(active.Offer, lines, log);
        }
    }
}
