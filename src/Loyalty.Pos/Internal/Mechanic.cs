using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Applies one offer to the units that are open to it: chooses units, reckons each line's discount, lays it on the units.</summary>
internal sealed partial class Mechanic(Units units, Spreader spreader)
{
    private readonly Buffer<Share> shares = new();
    private readonly UnitChoice choice = new(units);

    private struct Share
    {
        public int Line;
        public long Weight;
        public long Bear;
        public long Off;
    }

    /// <summary>What is priced; set before anything is applied.</summary>
    public PricingWork Work { get; set; } = null!;

    /// <summary>Applies an offer to lines, which stand in the order of ties, and writes it down; without a log it only says what it would give.</summary>
    /// <returns>The discount; 0 where it gives nothing, and then nothing changes.</returns>
    public long Apply(CompiledOffer offer, ReadOnlySpan<int> lines, ApplicationLog? log, bool basketReward = false)
    {
        if (log is not null && offer.IsSimple)
        {
            return ApplySimple(offer, lines, log);
        }

        long times = Choose(offer, lines);
        if (times == 0)
        {
            return 0;
        }

        if (offer.MaxUnits != CompiledOffer.Unlimited && offer.Kind != RewardKind.Bundle)
        {
            long kept = choice.Limit(offer, lines);
            times = offer.Kind == RewardKind.Gift ? kept : times;
        }

        long total = Reckon(offer, lines, times, isWritten: log is not null);
        if (total <= 0 || log is null)
        {
            return Math.Max(0, total);
        }

        foreach (ref readonly Share share in shares.Span)
        {
            if (share.Off > 0)
            {
                LayOn(offer, share, total);
                log.AddEntry(offer, share.Line, share.Off);
            }
        }

        if (offer.Stacking != Stacking.Compound)
        {
            TakeLines(offer, lines, basketReward);
        }

        long earned = offer.Kind == RewardKind.Gift ? Work.Earned(offer) : 0;
        log.Add(offer, total, offer.CountsUnits ? Discounted(lines) : times + earned, earned);
        return total;
    }

    /// <summary>Marks the units that get the discount and those that are bought; returns groups, sets or 1, and 0 where there are none.</summary>
    private long Choose(CompiledOffer offer, ReadOnlySpan<int> lines)
    {
        switch (offer.Kind)
        {
            case RewardKind.BuyGet:
                return choice.Groups(offer, lines, Work);
            case RewardKind.Bundle:
                return choice.Sets(offer, lines, Work);
            case RewardKind.Gift:
                return choice.Gifts(offer, lines);
            default:
                bool any = false;
                foreach (int line in lines)
                {
                    long price = offer.Kind == RewardKind.FixedPrice ? Work.PriceOn(line, offer.Amount) : 0;
                    for (int i = units.Head(line); i >= 0; i = units[i].Next)
                    {
                        ref Run run = ref units[i];
                        bool open = UnitChoice.IsOpen(offer, run);
                        run.Used = 0;
                        run.Pick = open ? run.Count : 0;
                        run.Off = offer.Kind == RewardKind.FixedPrice ? Math.Clamp(run.Amount - price, 0, run.Bear) : Math.Min(offer.Amount, run.Bear);
                        any |= open;
                    }
                }

                return any ? 1 : 0;
        }
    }

    /// <summary>Each line's discount, and their sum; where nothing is written down only the sum.</summary>
    private long Reckon(CompiledOffer offer, ReadOnlySpan<int> lines, long times, bool isWritten)
    {
        bool perUnit = offer.CountsUnits;
        bool spread = offer.IsBasket || offer.Kind == RewardKind.Bundle;
        shares.Clear();
        long total = 0;
        long weight = 0;
        long bear = 0;
        foreach (int line in lines)
        {
            Share share = new() { Line = line };
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                ref readonly Run run = ref units[i];
                if (run.Pick > 0 && (spread || run.Bear > 0))
                {
                    share.Weight += run.Amount * run.Pick;
                    share.Bear += run.Bear * run.Pick;
                    share.Off += perUnit ? run.Off * run.Pick : 0;
                }
            }

            if (share.Weight > 0)
            {
                if (!perUnit && !spread)
                {
                    share.Off = Math.Min(offer.Ratio.Of(share.Weight), share.Bear);
                }

                total += share.Off;
                weight += share.Weight;
                bear += share.Bear;
                shares.Add(share);
            }
        }

        if (spread)
        {
            long amount = offer.Kind == RewardKind.Bundle ? weight - (times * offer.Amount) : BasketAmount(offer);
            amount = Math.Min(amount, offer.IsBasket ? offer.MaxDiscount : CompiledOffer.Unlimited);

            // Shares add up to the amount, or to all that the lines can bear.
            total = isWritten ? SpreadOverLines(amount, byOff: false) : Math.Min(amount, bear);
        }

        if (!isWritten)
        {
            return Math.Min(total, offer.MaxDiscount);
        }

        return !offer.IsBasket && total > offer.MaxDiscount ? SpreadOverLines(offer.MaxDiscount, byOff: true) : total;
    }

    /// <summary>The one amount of a basket reward.</summary>
    private long BasketAmount(CompiledOffer offer)
    {
        if (Work.IsAmount(offer, out long amount, out Ratio ratio))
        {
            return amount;
        }

        ClippedSum sum = new(ratio);
        foreach (ref readonly Share share in shares.Span)
        {
            sum.Add(share.Weight, share.Bear);
        }

        return sum.Rounded;
    }

    private long SpreadOverLines(long amount, bool byOff)
    {
        spreader.Clear();
        foreach (ref readonly Share share in shares.Span)
        {
            spreader.Add(byOff ? share.Off : share.Weight, byOff ? share.Off : share.Bear);
        }

        spreader.Spread(amount);
        long total = 0;
        for (int i = 0; i < shares.Count; i++)
        {
            shares[i].Off = spreader[i].Share + spreader[i].Extra;
            total += shares[i].Off;
        }

        return total;
    }

    /// <summary>Lays a line's discount on the units for which it was given.</summary>
    private void LayOn(CompiledOffer offer, in Share share, long total)
    {
        bool compound = offer.Stacking == Stacking.Compound;
        int head = units.Head(share.Line);
        if (units[head].Next < 0 && units[head].Pick == units[head].Count)
        {
            LayOnAlike(head, share.Off, compound);
            return;
        }

        bool perUnit = offer.CountsUnits;
        bool cut = total == offer.MaxDiscount;
        spreader.Clear();
        for (int i = units.Head(share.Line); i >= 0; i = units[i].Next)
        {
            ref Run run = ref units[i];
            if (run.Pick == 0)
            {
                continue;
            }

            if (run.Pick < run.Count)
            {
                long pick = run.Pick;
                int rest = units.Split(i, pick);
                run = ref units[i];
                run.Pick = pick;
                units[rest].Used = Math.Min(units[rest].Used, units[rest].Count);
            }

            spreader.Add(perUnit ? run.Off : run.Amount, perUnit ? run.Off : run.Bear, run.Count);
        }

        if (!perUnit || cut)
        {
            spreader.Spread(share.Off);
        }

        int part = 0;
        for (int i = units.Head(share.Line); i >= 0; i = units[i].Next)
        {
            if (units[i].Pick == 0)
            {
                continue;
            }

            ref readonly Spreader.Part laid = ref spreader[part++];
            long each = perUnit && !cut ? units[i].Off : laid.Share;
            long extra = perUnit && !cut ? 0 : laid.Extra;
            if (extra > 0 && extra < units[i].Count)
            {
                int rest = units.Split(i, extra);
                units[i].Pick = extra;
                units[rest].Pick = units[rest].Count;
                units[rest].Used = 0;
                Discount(rest, each, compound);
                Discount(i, each + 1, compound);
                i = rest;
            }
            else
            {
                Discount(i, extra > 0 ? each + 1 : each, compound);
            }
        }
    }

    /// <summary>Units that are all alike share alike, the first ones the odd minor units.</summary>
    private void LayOnAlike(int run, long off, bool compound)
    {
        (long each, long more) = units[run].Count == 1 ? (off, 0) : Math.DivRem(off, units[run].Count);
        if (more > 0)
        {
            int rest = units.Split(run, more);
            units[run].Pick = more;
            units[rest].Pick = units[rest].Count;
            units[rest].Used = 0;
            Discount(rest, each, compound);
            each++;
        }

        Discount(run, each, compound);
    }

    private void Discount(int run, long each, bool compound)
    {
        units.Discount(run, each);
        units[run].Touched |= compound && each > 0;
    }

    /// <summary>Closes what a best or exclusive offer uses to the others; what decides line by line leaves the lines to which it gives nothing.</summary>
    private void TakeLines(CompiledOffer offer, ReadOnlySpan<int> lines, bool basketReward)
    {
        UnitState state = offer.Stacking == Stacking.Exclusive && !basketReward ? UnitState.Closed : UnitState.Taken;
        if (offer.IsBasket || offer.TakesUnits || offer.Kind == RewardKind.BuyGet)
        {
            Take(offer, lines, state);
            return;
        }

        foreach (ref readonly Share share in shares.Span)
        {
            if (share.Off > 0)
            {
                Take(offer, [share.Line], state);
            }
        }
    }

    private void Take(CompiledOffer offer, ReadOnlySpan<int> lines, UnitState state)
    {
        foreach (int line in lines)
        {
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                ref Run run = ref units[i];
                if (run.State != UnitState.Free || (offer.TakesUnits && run.Pick + run.Used == 0))
                {
                    continue;
                }

                if (offer.TakesUnits && run.Pick + run.Used < run.Count)
                {
                    // Also where its discount on the line rounds to nothing, and so parted no units.
                    long used = run.Used;
                    units[units.Split(i, run.Pick + used)].Used = 0;
                    run = ref units[i];
                    run.Used = used;
                }

                run.State = state;
            }
        }
    }

    private long Discounted(ReadOnlySpan<int> lines)
    {
        long count = 0;
        foreach (int line in lines)
        {
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                count += units[i].Off > 0 ? units[i].Pick : 0;
            }
        }

        return count;
    }
}
