using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <content>What decides each line for itself, in one pass.</content>
internal sealed partial class Mechanic
{
    /// <summary>Applies what decides each line for itself: nothing is chosen, and each line's discount is written as soon as it is known.</summary>
    private long ApplySimple(CompiledOffer offer, ReadOnlySpan<int> lines, ApplicationLog log)
    {
        bool compound = offer.Stacking == Stacking.Compound;
        UnitState state = offer.Stacking == Stacking.Exclusive ? UnitState.Closed : UnitState.Taken;
        long total = 0;
        long discounted = 0;
        foreach (int line in lines)
        {
            long off = offer.Kind == RewardKind.Percent ? ApplyPercent(offer, line, compound) : ApplyPerUnit(offer, line, compound, ref discounted);
            if (off > 0)
            {
                total += off;
                log.AddEntry(offer, line, off);
                for (int i = compound ? -1 : units.Head(line); i >= 0; i = units[i].Next)
                {
                    ref Run run = ref units[i];
                    run.State = run.State == UnitState.Free ? state : run.State;
                }
            }
        }

        if (total > 0)
        {
            log.Add(offer, total, offer.Kind == RewardKind.Percent ? 1 : discounted);
        }

        return total;
    }

    private long ApplyPercent(CompiledOffer offer, int line, bool compound)
    {
        int head = units.Head(line);
        ref Run first = ref units[head];
        if (first.Next < 0)
        {
            long whole = first.Bear > 0 && UnitChoice.IsOpen(offer, first) ? Math.Min(offer.Ratio.Of(first.Amount * first.Count), first.Bear * first.Count) : 0;
            if (whole > 0)
            {
                LayOnAlike(head, whole, compound);
            }

            return whole;
        }

        long weight = 0;
        long bear = 0;
        for (int i = head; i >= 0; i = units[i].Next)
        {
            ref Run run = ref units[i];
            run.Used = 0;
            run.Pick = UnitChoice.IsOpen(offer, run) ? run.Count : 0;
            if (run.Pick > 0 && run.Bear > 0)
            {
                weight += run.Amount * run.Count;
                bear += run.Bear * run.Count;
            }
        }

        long off = Math.Min(offer.Ratio.Of(weight), bear);
        if (off > 0)
        {
            LayOn(offer, new Share { Line = line, Off = off }, off);
        }

        return off;
    }

    private long ApplyPerUnit(CompiledOffer offer, int line, bool compound, ref long discounted)
    {
        long price = offer.Kind == RewardKind.FixedPrice ? Work.PriceOn(line, offer.Amount) : 0;
        long off = 0;
        for (int i = units.Head(line); i >= 0; i = units[i].Next)
        {
            ref Run run = ref units[i];
            if (!UnitChoice.IsOpen(offer, run))
            {
                continue;
            }

            long each = offer.Kind == RewardKind.FixedPrice ? Math.Clamp(run.Amount - price, 0, run.Bear) : Math.Min(offer.Amount, run.Bear);
            if (each > 0)
            {
                off += each * run.Count;
                discounted += run.Count;
                Discount(i, each, compound);
            }
        }

        return off;
    }
}
