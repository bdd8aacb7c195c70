using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Settles rewards of the whole basket of any stacking and priority: each is one amount, and stands on all lines that no exclusive line reward took.</summary>
internal sealed class StackedBasket(Tally tally, FurtherOffers further) : IBasketLeft
{
    private readonly Buffer<Gift> gifts = new();
    private readonly Buffer<long> together = new();
    private readonly Buffer<Line> lines = new();
    private long bear;

    // What stands alone: only at the highest priority at which one gives something it can find the basket untouched.
    private int priority;
    private LineDiscount exclusive;
    private LineDiscount best;

    /// <summary>What an offer gives.</summary>
    internal readonly record struct Gift(int Offer, long Discount);

    /// <summary>What is left of a line, and what it can bear.</summary>
    internal readonly record struct Line(long Left, long Bear);

    public long Left { get; private set; }

    public bool IsFree { get; private set; }

    /// <summary>What is given in all.</summary>
    public long Discount { get; private set; }

    /// <summary>What is given, in order.</summary>
    public ReadOnlySpan<Gift> Gifts => gifts.Span;

    /// <summary>What basket rewards found left of each line; nothing of those that an exclusive line reward took.</summary>
    public ReadOnlySpan<Line> Lines => lines.Span;

    public long PercentOf(Ratio ratio)
    {
        if (IsFree)
        {
            return ratio.Of(Left);
        }

        ClippedSum sum = new(ratio);
        foreach (Line line in lines.Span)
        {
            sum.Add(line.Left, line.Bear);
        }

        return sum.Rounded;
    }

    /// <summary>Settles the basket. False where a choice depends on single lines.</summary>
    public bool TrySettle(CatalogueImage image, ReadOnlySpan<BasketLine> sold, ReadOnlySpan<StackedLine> stacked)
    {
        gifts.Clear();
        Begin(sold, stacked);
        if (!TryFindAlone(image))
        {
            return false;
        }

        FindTogether(image);
        int next = 0;
        if (!TryGive(image, ref next, priority - 1))
        {
            return false;
        }

        if (gifts.Count > 0 || priority == int.MaxValue)
        {
            return TryGive(image, ref next, int.MaxValue);
        }

        if (exclusive.Discount > 0)
        {
            Give(exclusive.Offer, exclusive.Discount);
            return true;
        }

        (long left, long most) = (Left, bear);
        if (!TryGive(image, ref next, priority))
        {
            return false;
        }

        long rivals = left - Left;
        if (best.Discount > rivals || (best.Discount == rivals && gifts.Count == 1 && best.Offer < gifts[0].Offer))
        {
            gifts.Clear();
            Discount = 0;
            (Left, bear) = (left, most);
            Give(best.Offer, best.Discount);
            return true;
        }

        // Of equal discounts the one with fewer offers on the first line counts, and a share may be nothing.
        return (best.Discount < rivals || gifts.Count == 1) && TryGive(image, ref next, int.MaxValue);
    }

    private void Begin(ReadOnlySpan<BasketLine> sold, ReadOnlySpan<StackedLine> stacked)
    {
        IsFree = tally.IsFree;
        Discount = Left = bear = 0;
        lines.Resize(stacked.Length);
        Span<Line> begun = lines.Span;
        for (int i = 0; i < stacked.Length; i++)
        {
            ref readonly StackedLine line = ref stacked[i];
            long left = line.State == UnitState.Closed ? 0 : line.Left.Amount;
            long most = IsFree || left == 0 ? left
                : line.IsUneven ? line.Bear
                : new WholeLine(sold[i], tally.Resolved(i)).Bear - (sold[i].Amount - left);
            begun[i] = new Line(left, most);
            Left += left;
            bear += most;
        }
    }

    /// <summary>Finds the best of those that stand alone, exclusive ones and others. False where a ladder mixes priorities.</summary>
    private bool TryFindAlone(CatalogueImage image)
    {
        priority = int.MaxValue;
        exclusive = best = LineDiscount.None;
        ref readonly SelectorTable.Chosen all = ref tally[0];
        ReadOnlySpan<LadderCell> cells = image.Ladders;
        foreach (int cell in image.LaddersFrom(all.Ladder))
        {
            ref readonly Ladder ladder = ref cells[cell].Head;
            if (!ladder.IsBasket)
            {
                continue;
            }

            if (!image.IsOfOnePriority(ladder))
            {
                return false;
            }

            LineDiscount own = LineDiscount.None;
            BasketLadders.Climb(image, cell, all, this, ref own);
            if (own.Discount > 0)
            {
                ConsiderAlone(image.PriorityAt(cells[cell + 1].Step.Order), ladder.IsExclusive, own.Offer, own.Discount);
            }
        }

        foreach (int offer in further.OfBasket.Span)
        {
            ref readonly OfferRow row = ref image.Rows[offer];
            if (row.Stacking != Stacking.Compound && DiscountOf(row) is var discount and > 0)
            {
                ConsiderAlone(image.PriorityAt(row.Order), row.Stacking == Stacking.Exclusive, offer, discount);
            }
        }

        return true;
    }

    private void ConsiderAlone(int at, bool isExclusive, int offer, long discount)
    {
        if (at > priority)
        {
            return;
        }

        if (at < priority)
        {
            priority = at;
            exclusive = best = LineDiscount.None;
        }

        (isExclusive ? ref exclusive : ref best).Consider(offer, discount);
    }

    private long DiscountOf(in OfferRow row) => row.Kind == RewardKind.Amount ? Math.Min(row.Amount, bear) : PercentOf(row.Ratio);

    /// <summary>Finds the compound ones, in their order.</summary>
    private void FindTogether(CatalogueImage image)
    {
        together.Clear();
        foreach (int offer in further.OfBasket.Span)
        {
            if (image.Rows[offer].Stacking == Stacking.Compound)
            {
                together.Add(((long)image.Rows[offer].Order << 32) | (uint)offer);
            }
        }

        SmallSort.Sort(together.Span);
    }

    /// <summary>Gives the compound ones up to a priority. False where one depends on what another left of single lines.</summary>
    private bool TryGive(CatalogueImage image, ref int next, int last)
    {
        for (; next < together.Count && image.PriorityAt((int)(together[next] >> 32)) <= last; next++)
        {
            int offer = (int)together[next];
            if (gifts.Count > 0 && !IsFree)
            {
                return false;
            }

            if (DiscountOf(image.Rows[offer]) is var discount and > 0)
            {
                Give(offer, discount);
            }
        }

        return true;
    }

    private void Give(int offer, long discount)
    {
        gifts.Add(new Gift(offer, discount));
        Discount += discount;
        Left -= discount;
        bear -= discount;
    }
}
