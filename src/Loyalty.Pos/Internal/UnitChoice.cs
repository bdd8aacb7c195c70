using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Chooses the units of groups, sets, gifts and limits: by what is left of them, equal ones in the order of ties.</summary>
internal sealed class UnitChoice(Units units)
{
    private readonly Buffer<UnitKey> keys = new();
    private readonly SetChoice sets = new(units);

    /// <summary>Whether units are open to an offer.</summary>
    public static bool IsOpen(CompiledOffer offer, in Run run) =>
        run.State == UnitState.Free || (run.State == UnitState.Compounded && offer.Stacking == Stacking.Compound);

    /// <summary>Keeps of the units picked only as many as the limit says; units that would get nothing do not count. Returns how many it keeps.</summary>
    public long Limit(CompiledOffer offer, ReadOnlySpan<int> lines)
    {
        bool fixedPrice = offer.Kind == RewardKind.FixedPrice;
        keys.Clear();
        foreach (int line in lines)
        {
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                ref readonly Run run = ref units[i];
                if (run.Pick > 0 && (fixedPrice ? run.Off : run.Bear) > 0)
                {
                    keys.Add(new UnitKey(offer.Cheapest ? run.Amount : -run.Amount, keys.Count, i));
                }
                else
                {
                    // A unit that was got but bears nothing is used all the same.
                    Unpick(offer, i, 0);
                }
            }
        }

        SmallSort.Sort(keys.Span);
        long left = offer.MaxUnits;
        foreach (UnitKey key in keys.Span)
        {
            long pick = Math.Min(left, units[key.Run].Pick);
            left -= pick;
            Unpick(offer, key.Run, pick);
        }

        return offer.MaxUnits - left;
    }

    /// <summary>The dearest units of a gift.</summary>
    public long Gifts(CompiledOffer offer, ReadOnlySpan<int> lines)
    {
        Order(offer, lines, dearest: true, item: -1, null);
        long left = Math.Min(offer.Get, offer.PerReceipt);
        long given = 0;
        foreach (UnitKey key in keys.Span)
        {
            ref Run run = ref units[key.Run];
            run.Pick = Math.Min(left, run.Count);
            left -= run.Pick;
            given += run.Pick;
        }

        return given;
    }

    /// <summary>The units of a bundle's sets.</summary>
    public long Sets(CompiledOffer offer, ReadOnlySpan<int> lines, PricingWork work)
    {
        Order(offer, lines, dearest: true, item: -1, null);
        return sets.Choose(offer, keys.Span, work);
    }

    /// <summary>The units bought and got.</summary>
    public long Groups(CompiledOffer offer, ReadOnlySpan<int> lines, PricingWork work) =>
        offer.HasItems ? GroupsOfTwoKinds(offer, lines, work) : GroupsOfOneKind(offer, lines);

    private long GroupsOfOneKind(CompiledOffer offer, ReadOnlySpan<int> lines)
    {
        long size = (long)offer.Buy + offer.Get;
        long count = Order(offer, lines, offer.GroupsFromDearest, item: -1, null);
        long groups = Math.Min(count / size, offer.PerReceipt);
        if (groups == 0)
        {
            return 0;
        }

        if (offer.GroupsFromDearest)
        {
            long position = 0;
            long end = groups * size;
            foreach (UnitKey key in keys.Span)
            {
                ref Run run = ref units[key.Run];
                long next = Math.Min(end, position + run.Count);
                if (next <= position)
                {
                    break;
                }

                run.Pick = GotBefore(next, size, offer.Buy) - GotBefore(position, size, offer.Buy);
                run.Used = next - position - run.Pick;
                position = next;
            }

            return groups;
        }

        Pick(groups * offer.Get);
        Buy(offer, lines, groups * offer.Buy, null);
        return groups;
    }

    private long GroupsOfTwoKinds(CompiledOffer offer, ReadOnlySpan<int> lines, PricingWork work)
    {
        long both = 0;
        long onlyBought = 0;
        long onlyGot = 0;
        foreach (int line in lines)
        {
            bool bought = work.IsChosen(line, offer.Target);
            bool got = work.IsChosen(line, offer.Items);
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                long open = IsOpen(offer, units[i]) ? units[i].Count : 0;
                both += bought && got ? open : 0;
                onlyBought += bought && !got ? open : 0;
                onlyGot += got && !bought ? open : 0;
            }
        }

        long groups = Math.Min(Math.Min((onlyBought + both) / offer.Buy, (onlyGot + both) / offer.Get), (onlyBought + onlyGot + both) / ((long)offer.Buy + offer.Get));
        groups = Math.Min(groups, offer.PerReceipt);
        if (groups == 0)
        {
            return 0;
        }

        _ = Order(offer, lines, offer.GroupsFromDearest, offer.Items, work);
        long left = groups * offer.Get;

        // Units that could be bought as well are got only as far as enough remain to be bought.
        long spare = onlyBought + both - (groups * offer.Buy);
        foreach (UnitKey key in keys.Span)
        {
            ref Run run = ref units[key.Run];
            bool shared = work.IsChosen(run.Line, offer.Target);
            run.Pick = Math.Min(left, shared ? Math.Min(spare, run.Count) : run.Count);
            left -= run.Pick;
            spare -= shared ? run.Pick : 0;
        }

        Buy(offer, lines, groups * offer.Buy, work);
        return groups;
    }

    /// <summary>Units among the first <paramref name="position"/> that are got, where groups stand one behind the other, the bought in front.</summary>
    private static long GotBefore(long position, long size, long buy) => (position / size * (size - buy)) + Math.Max(0, (position % size) - buy);

    private void Pick(long left)
    {
        foreach (UnitKey key in keys.Span)
        {
            ref Run run = ref units[key.Run];
            run.Pick = Math.Min(left, run.Count);
            left -= run.Pick;
        }
    }

    /// <summary>Marks what is bought: the dearest that are not got.</summary>
    private void Buy(CompiledOffer offer, ReadOnlySpan<int> lines, long left, PricingWork? work)
    {
        keys.Clear();
        foreach (int line in lines)
        {
            if (work is not null && !work.IsChosen(line, offer.Target))
            {
                continue;
            }

            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                if (IsOpen(offer, units[i]) && units[i].Pick < units[i].Count)
                {
                    keys.Add(new UnitKey(-units[i].Amount, keys.Count, i));
                }
            }
        }

        SmallSort.Sort(keys.Span);
        foreach (UnitKey key in keys.Span)
        {
            ref Run run = ref units[key.Run];
            run.Used = Math.Min(left, run.Count - run.Pick);
            left -= run.Used;
        }
    }

    /// <summary>Orders the open units of lines and clears every mark; returns how many there are.</summary>
    private long Order(CompiledOffer offer, ReadOnlySpan<int> lines, bool dearest, int item, PricingWork? work)
    {
        keys.Clear();
        long count = 0;
        foreach (int line in lines)
        {
            bool qualifies = work is null || work.IsChosen(line, item);
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                ref Run run = ref units[i];
                run.Pick = 0;
                run.Used = 0;
                run.Off = 0;
                run.IsPassed = false;
                if (qualifies && IsOpen(offer, run))
                {
                    keys.Add(new UnitKey(dearest ? -run.Amount : run.Amount, keys.Count, i));
                    count += run.Count;
                }
            }
        }

        SmallSort.Sort(keys.Span);
        return count;
    }

    private void Unpick(CompiledOffer offer, int run, long pick)
    {
        ref Run kept = ref units[run];
        kept.Used += offer.Kind == RewardKind.BuyGet ? kept.Pick - pick : 0;
        kept.IsPassed = offer.Kind == RewardKind.Gift && pick < kept.Pick;
        kept.Pick = pick;
    }
}
