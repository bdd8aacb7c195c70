using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>
/// Settles line rewards of any stacking and priority that decide each line for themselves: no offer's discount on one line depends on another, so
/// the best combination is the best of each line.
/// </summary>
internal sealed class StackedLines(Tally tally, FurtherOffers further)
{
    private readonly LinesBySelector bySelector = new(tally);
    private readonly UnevenLines byUnit = new();
    private readonly Buffer<StackedLine> lines = new();
    private readonly Buffer<Candidate> alone = new();
    private readonly Buffer<Candidate> together = new();
    private readonly Buffer<long> keys = new();
    private readonly Buffer<long> ranked = new();
    private readonly Buffer<int> reckoned = new();
    private readonly Buffer<Gift> gifts = new();
    private readonly Buffer<int> uneven = new();
    private int settled;

    /// <summary>An offer that holds: its priority by number, the place of the selector that it is for, and the ladder on which it is the strongest, or −1.</summary>
    private readonly record struct Candidate(int Offer, int Priority, int Place, int Ladder);

    /// <summary>What an offer gives on a line.</summary>
    internal readonly record struct Gift(int Offer, int Line, long Discount);

    /// <summary>The lines as line rewards left them.</summary>
    public ReadOnlySpan<StackedLine> Lines => lines.Span;

    /// <summary>Which offer gives what on which line, but for lines whose units came to differ.</summary>
    public ReadOnlySpan<Gift> Gifts => gifts.Span;

    /// <summary>What is given on lines whose units came to differ.</summary>
    public ApplicationLog OfUneven => byUnit.Log;

    /// <summary>Settles all lines. False where what an offer gives depends on several lines.</summary>
    public bool TrySettle(Catalogue catalogue, Basket basket)
    {
        CatalogueImage image = catalogue.Image;
        if (!TryName(image))
        {
            return false;
        }

        Begin(catalogue, basket);
        ReadOnlySpan<long> inOrder = SmallSort.Ranked(keys, ranked);
        int next = 0;
        for (int priority = After(0); priority < int.MaxValue; priority = After(priority))
        {
            foreach (ref readonly Candidate candidate in alone.Span)
            {
                if (candidate.Priority == priority)
                {
                    Reckon(image, basket.Lines, candidate);
                }
            }

            for (; next < inOrder.Length && together[(int)inOrder[next]].Priority == priority; next++)
            {
                Reckon(image, basket.Lines, together[(int)inOrder[next]]);
            }

            EndPriority();
        }

        byUnit.Begin(catalogue, basket);
        if (uneven.Count > 0)
        {
            SettleUneven(image, basket.At);
        }

        return true;
    }

    /// <summary>The priority that is settled after another.</summary>
    private int After(int priority)
    {
        int next = int.MaxValue;
        foreach (ref readonly Candidate candidate in alone.Span)
        {
            next = candidate.Priority > priority ? Math.Min(next, candidate.Priority) : next;
        }

        foreach (ref readonly Candidate candidate in together.Span)
        {
            next = candidate.Priority > priority ? Math.Min(next, candidate.Priority) : next;
        }

        return next;
    }

    /// <summary>Names the offers that hold: of each ladder the strongest, for a weaker one gives no more on any line.</summary>
    private bool TryName(CatalogueImage image)
    {
        alone.Clear();
        together.Clear();
        keys.Clear();
        ReadOnlySpan<SelectorTable.Chosen> present = tally.Present;
        ReadOnlySpan<LadderCell> cells = image.Ladders;
        for (int place = 0; place < present.Length; place++)
        {
            ref readonly SelectorTable.Chosen chosen = ref present[place];
            foreach (int cell in image.LaddersFrom(chosen.Ladder))
            {
                if (!cells[cell].Head.IsBasket && !TryName(image, chosen, place, cell))
                {
                    return false;
                }
            }
        }

        foreach (int offer in further.OfLines.Span)
        {
            ref readonly OfferRow row = ref image.Rows[offer];
            int place = tally.Find(row.Target);
            if (row.Kind == RewardKind.BuyGet && present[place].Lines > 1)
            {
                return false;
            }

            Candidate candidate = new(offer, image.PriorityAt(row.Order), place, -1);
            if (row.Stacking == Stacking.Compound)
            {
                keys.Add(((long)row.Order << 32) | (uint)together.Count);
                together.Add(candidate);
            }
            else
            {
                alone.Add(candidate);
            }
        }

        return true;
    }

    /// <summary>Names the strongest of a ladder. False where it groups units of several lines, or the ladder mixes priorities.</summary>
    private bool TryName(CatalogueImage image, in SelectorTable.Chosen chosen, int place, int cell)
    {
        ref readonly Ladder ladder = ref image.Ladders[cell].Head;
        if (!image.IsOfOnePriority(ladder))
        {
            return false;
        }

        if (Reached(image, chosen, cell) is var step and >= 0)
        {
            ref readonly Rung rung = ref image.Ladders[step].Step;
            alone.Add(new Candidate(rung.Offer, image.PriorityAt(rung.Order), place, cell));
            return ladder.Kind != RewardKind.BuyGet || chosen.Lines == 1;
        }

        return true;
    }

    /// <summary>The cell of the step that a ladder's selector reaches, or −1.</summary>
    private static int Reached(CatalogueImage image, in SelectorTable.Chosen chosen, int cell)
    {
        ref readonly Ladder ladder = ref image.Ladders[cell].Head;
        int step = Rung.Reached(image.Ladders.Slice(cell + 1, ladder.Steps), ladder.BySpend ? chosen.Spend : chosen.Units);
        return step < 0 ? -1 : cell + 1 + step;
    }

    private void Begin(Catalogue catalogue, Basket basket)
    {
        bySelector.Begin(catalogue, basket);
        reckoned.Clear();
        gifts.Clear();
        uneven.Clear();
        settled = 0;
        ReadOnlySpan<BasketLine> sold = basket.Lines;
        lines.Resize(sold.Length);
        Span<StackedLine> begun = lines.Span;
        for (int i = 0; i < begun.Length; i++)
        {
            (long units, long amount) = sold[i].UnitsAndAmount;
            begun[i] = new StackedLine(amount, units);
        }
    }

    /// <summary>Reckons what an offer gives on each of its lines that is open to it.</summary>
    private void Reckon(CatalogueImage image, ReadOnlySpan<BasketLine> sold, in Candidate candidate)
    {
        foreach (int i in bySelector.Of(candidate.Place))
        {
            ref StackedLine line = ref lines[i];
            if (line.State >= UnitState.Taken)
            {
                continue;
            }

            if (line.Priority != candidate.Priority)
            {
                line.Begin(candidate.Priority);
                reckoned.Add(i);
            }

            if (!(candidate.Ladder < 0
                ? TryReckon(image, candidate.Offer, sold[i], i, ref line)
                : TryClimb(image, candidate.Ladder, tally[candidate.Place], sold[i], i, ref line)))
            {
                line.IsUneven = true;
                line.State = UnitState.Taken;
                uneven.Add(i);
            }
        }
    }

    private bool TryReckon(CatalogueImage image, int offer, in BasketLine sold, int index, ref StackedLine line)
    {
        ref readonly OfferRow row = ref image.Rows[offer];
        if (row.Stacking == Stacking.Compound)
        {
            if (!line.TryAdd(offer, row, sold, tally.Resolved(index), out long discount))
            {
                return false;
            }

            if (discount > 0)
            {
                gifts.Add(new Gift(offer, index, discount));
            }

            return true;
        }

        if (line.State == UnitState.Free)
        {
            WholeLine whole = new(sold, tally.Resolved(index));
            ref LineDiscount best = ref row.Stacking == Stacking.Exclusive ? ref line.Exclusive : ref line.Best;
            best.Consider(offer, row.Kind == RewardKind.BuyGet ? whole.BuyGet(row.Buy, row.Get, row.Ratio) : whole.Of(row.Kind, row.Amount, row.Ratio));
        }

        return !line.IsPartlyTouched;
    }

    private bool TryClimb(CatalogueImage image, int cell, in SelectorTable.Chosen chosen, in BasketLine sold, int index, ref StackedLine line)
    {
        if (line.State == UnitState.Free)
        {
            ref readonly Ladder ladder = ref image.Ladders[cell].Head;
            ref readonly Rung rung = ref image.Ladders[Reached(image, chosen, cell)].Step;
            LineLadders.Consider(image, ladder, rung, ladder.BySpend ? chosen.Spend : chosen.Units, new WholeLine(sold, tally.Resolved(index)), ref ladder.IsExclusive ? ref line.Exclusive : ref line.Best);
        }

        return !line.IsPartlyTouched;
    }

    /// <summary>Settles the lines on which offers of the priority were reckoned.</summary>
    private void EndPriority()
    {
        int together = settled;
        for (int g = settled; g < gifts.Count; g++)
        {
            // Compound ones have what nobody takes who stands alone.
            if (lines[gifts[g].Line] is { Exclusive.Discount: 0, BestWins: false })
            {
                gifts[together++] = gifts[g];
            }
        }

        gifts.Truncate(together);
        foreach (int i in reckoned.Span)
        {
            ref StackedLine line = ref lines[i];
            if (line.IsUneven)
            {
                continue;
            }

            if (line.Exclusive.Discount > 0)
            {
                Take(ref line, i, line.Exclusive, UnitState.Closed);
            }
            else if (line.BestWins)
            {
                Take(ref line, i, line.Best, UnitState.Taken);
            }
            else
            {
                line.EndTogether();
            }
        }

        reckoned.Clear();
        settled = gifts.Count;
    }

    /// <summary>Settles lines whose units came to differ from the beginning, each for itself.</summary>
    private void SettleUneven(CatalogueImage image, DateTimeOffset at)
    {
        int kept = 0;
        foreach (ref readonly Gift gift in gifts.Span)
        {
            if (!lines[gift.Line].IsUneven)
            {
                gifts[kept++] = gift;
            }
        }

        gifts.Truncate(kept);
        foreach (int i in uneven.Span)
        {
            Name(image, alone.Span, i, at);
            Name(image, together.Span, i, at);
            ref StackedLine line = ref lines[i];
            (long left, line.Bear) = byUnit.Settle(i, tally.Resolved(i));
            line.Left = new UnitsLeft(left, line.Left.Count);
        }
    }

    /// <summary>Names the offers of a line, and of each ladder all that hold.</summary>
    private void Name(CatalogueImage image, ReadOnlySpan<Candidate> candidates, int line, DateTimeOffset at)
    {
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (!bySelector.Of(candidate.Place).Contains(line))
            {
                continue;
            }

            if (candidate.Ladder < 0)
            {
                byUnit.Add(candidate.Offer);
                continue;
            }

            foreach (ref readonly Rung rung in image.Rungs(image.Ladders[candidate.Ladder].Head))
            {
                if (tally.MayHold(image.Rows[rung.Offer], candidate.Place, at))
                {
                    byUnit.Add(rung.Offer);
                }
            }
        }
    }

    private void Take(ref StackedLine line, int index, LineDiscount winner, UnitState state)
    {
        line.Left.Take(winner.Discount);
        line.State = state;
        gifts.Add(new Gift(winner.Offer, index, winner.Discount));
    }
}
