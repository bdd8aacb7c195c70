using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Climbs the ladders that stand at each line's disposal.</summary>
internal sealed class LineLadders(Tally tally, LineReceipt receipt)
{
    /// <summary>Finds each line's best offer on ladders. False where groups reach over several lines, or an offer is exclusive.</summary>
    /// <remarks>Compiled by itself, as <see cref="Tally.Take"/> is.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TrySettle(CatalogueImage image, ReadOnlySpan<BasketLine> lines)
    {
        if (tally.IsFree)
        {
            ClimbPlain(image, lines);
        }
        else if (!TryClimb(image, tally.Plain, lines))
        {
            return false;
        }

        if (!TryClimb(image, tally.Further, lines))
        {
            return false;
        }

        long sum = 0;
        foreach (ref readonly SettledLine line in receipt.Lines)
        {
            sum += line.Best.Discount;
        }

        receipt.OfLines = sum;
        return true;
    }

    /// <summary>Climbs the plain ladders of lines that may go down to zero.</summary>
    private void ClimbPlain(CatalogueImage image, ReadOnlySpan<BasketLine> lines)
    {
        // The tally's numbers point inside, and so do the catalogue's since it was opened: nothing is checked again.
        ref LadderCell cells = ref MemoryMarshal.GetReference(image.Ladders);
        ref Tally.Chosen present = ref MemoryMarshal.GetReference(tally.Present);
        ref SettledLine settled = ref MemoryMarshal.GetReference(receipt.Lines);
        foreach (Tally.Climb climb in tally.Plain)
        {
            ref Tally.Chosen chosen = ref Unsafe.Add(ref present, climb.Place);
            ref SettledLine line = ref Unsafe.Add(ref settled, climb.Line);
            ref LadderCell ladder = ref Unsafe.Add(ref cells, chosen.Ladder);
            int steps = ladder.Head.Climb(chosen.Units, line.Amount, out int percent);
            if (steps >= 0)
            {
                line.Best.Consider(Unsafe.Add(ref ladder, steps).Step.Offer, Ratio.Of(line.Amount, percent));
            }
            else
            {
                _ = TryClimb(image, chosen, climb.Line, lines[climb.Line], ref line.Best);
            }
        }
    }

    private bool TryClimb(CatalogueImage image, ReadOnlySpan<Tally.Climb> climbs, ReadOnlySpan<BasketLine> lines)
    {
        foreach (Tally.Climb climb in climbs)
        {
            if (!TryClimb(image, tally.Present[climb.Place], climb.Line, lines[climb.Line], ref receipt.Lines[climb.Line].Best))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Considers the ladders of one selector. False where groups reach over several lines, or an offer is exclusive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryClimb(CatalogueImage image, in Tally.Chosen chosen, int index, in BasketLine line, ref LineDiscount best)
    {
        ReadOnlySpan<LadderCell> cells = image.Ladders;
        bool isSimple = !line.IsWeighed && tally.Resolved(index) is null;
        int cell = chosen.Ladder;
        bool isLast = false;
        while (!isLast)
        {
            ref readonly Ladder ladder = ref cells[cell].Head;
            ReadOnlySpan<LadderCell> steps = cells.Slice(cell + 1, ladder.Steps);
            isLast = ladder.IsLast;
            cell += 1 + ladder.Steps;
            long reached = ladder.BySpend ? chosen.Spend : chosen.Units;
            int step = ladder.IsBasket ? -1 : Rung.Reached(steps, reached);
            if (step < 0)
            {
                continue;
            }

            ref readonly Rung rung = ref steps[step].Step;
            if (ladder.IsExclusive || (ladder.Kind == RewardKind.BuyGet && chosen.Lines > 1))
            {
                return false;
            }

            if (isSimple && TryWhole(ladder.Kind, rung, line, out long discount))
            {
                best.Consider(rung.Offer, discount);
            }
            else
            {
                Consider(image, ladder, rung, reached, new WholeLine(line, tally.Resolved(index)), ref best);
            }
        }

        return true;
    }

    /// <summary>What an offer gives on a line of whole units that may go down to zero, where no weaker offer of its ladder gives as much.</summary>
    private static bool TryWhole(RewardKind kind, in Rung rung, in BasketLine line, out long discount)
    {
        switch (kind)
        {
            case RewardKind.Percent when rung.IsClear(line.Amount):
                discount = Ratio.Of(line.Amount, rung.Percent);
                return true;
            case RewardKind.Amount when rung.Amount <= line.UnitPrice:
                discount = line.Units * rung.Amount;
                return true;
            case RewardKind.FixedPrice when rung.Amount < line.UnitPrice:
                discount = line.Units * (line.UnitPrice - rung.Amount);
                return true;
            case RewardKind.BuyGet when rung.Percent == 100:
                ulong group = (ulong)(rung.Amount >> 32) + (uint)rung.Amount;
                discount = (long)((ulong)line.Units / group * (uint)rung.Amount) * line.UnitPrice;
                return true;
            default:
                discount = 0;
                return false;
        }
    }

    /// <summary>Considers the offer of a step, and weaker ones that round to the same discount and have a smaller id.</summary>
    public static void Consider(CatalogueImage image, in Ladder ladder, in Rung rung, long reached, in WholeLine whole, ref LineDiscount best)
    {
        if (ladder.Kind == RewardKind.BuyGet)
        {
            best.Consider(rung.Offer, whole.BuyGet((int)(rung.Amount >> 32), (int)rung.Amount, image.RatioOf(rung)));
            return;
        }

        long discount = whole.Of(ladder.Kind, rung.Amount, image.RatioOf(rung));
        best.Consider(rung.Offer, discount);
        if (discount >= best.Discount && !whole.IsClear(ladder.Kind, rung))
        {
            foreach (ref readonly Rung weaker in image.Rungs(ladder))
            {
                if (weaker.Least <= reached)
                {
                    long less = whole.Of(ladder.Kind, weaker.Amount, image.RatioOf(weaker));
                    if (less < discount || less == 0)
                    {
                        return;
                    }

                    best.Consider(weaker.Offer, less);
                }
            }
        }
    }
}
