namespace Loyalty.Pos.Internal;

/// <summary>Chooses the sets of a bundle, each of the dearest units that are left, as long as a set costs more than its price.</summary>
internal sealed class SetChoice(Units units)
{
    private readonly int[] chosenRun = new int[64];
    private readonly int[] chosenItem = new int[64];
    private readonly int[] free = new int[16];
    private int chosen;

    public long Choose(CompiledOffer offer, ReadOnlySpan<UnitKey> dearestFirst, PricingWork work)
    {
        int size = 0;
        foreach (int quantity in offer.SetQuantities)
        {
            size += quantity;
        }

        long left = Math.Min(offer.PerReceipt, offer.MaxUnits == CompiledOffer.Unlimited ? long.MaxValue : offer.MaxUnits / size);
        long sets = 0;
        while (left > 0 && ChooseOne(offer, size, dearestFirst, work, out long cost) && cost > offer.Amount)
        {
            // The same units' likes make the same set as long as each run has enough of them.
            long times = left;
            for (int i = 0; i < chosen; i++)
            {
                ref readonly Run run = ref units[chosenRun[i]];
                times = Math.Min(times, (run.Count - run.Pick) / Multiplicity(chosenRun[i]));
            }

            for (int i = 0; i < chosen; i++)
            {
                units[chosenRun[i]].Pick += times;
            }

            sets += times;
            left -= times;
        }

        return sets;
    }

    /// <summary>The dearest set: units are taken from the dearest down wherever the set can still be completed around them (a matroid's greedy choice).</summary>
    private bool ChooseOne(CompiledOffer offer, int size, ReadOnlySpan<UnitKey> dearestFirst, PricingWork work, out long cost)
    {
        chosen = 0;
        cost = 0;
        offer.SetQuantities.CopyTo(free, 0);
        foreach (UnitKey key in dearestFirst)
        {
            ref readonly Run run = ref units[key.Run];
            for (long left = run.Count - run.Pick; left > 0 && chosen < size && Place(offer, key.Run, work, 0); left--)
            {
                cost += run.Amount;
            }
        }

        return chosen == size;
    }

    /// <summary>Finds a place for one more unit, moving others to other items where they fit too.</summary>
    private bool Place(CompiledOffer offer, int run, PricingWork work, int visited)
    {
        chosenRun[chosen] = run;
        if (!FindItem(offer, chosen, work, ref visited))
        {
            return false;
        }

        chosen++;
        return true;
    }

    private bool FindItem(CompiledOffer offer, int unit, PricingWork work, ref int visited)
    {
        int line = units[chosenRun[unit]].Line;
        for (int item = 0; item < offer.SetItems.Length; item++)
        {
            if ((visited & (1 << item)) != 0 || !work.IsChosen(line, offer.SetItems[item]))
            {
                continue;
            }

            visited |= 1 << item;
            if (free[item] > 0)
            {
                free[item]--;
                chosenItem[unit] = item;
                return true;
            }

            for (int other = 0; other < chosen; other++)
            {
                if (other != unit && chosenItem[other] == item && FindItem(offer, other, work, ref visited))
                {
                    chosenItem[unit] = item;
                    return true;
                }
            }
        }

        return false;
    }

    private long Multiplicity(int run)
    {
        long count = 0;
        for (int i = 0; i < chosen; i++)
        {
            count += chosenRun[i] == run ? 1 : 0;
        }

        return count;
    }
}
