using System.Runtime.CompilerServices;

namespace Loyalty.Pos.Internal;

/// <summary>
/// Settles the commonest basket without a search: at one priority only best offers that decide line by line, and the best percent of the
/// basket on top. It gives what the stages would give; the tests hold both against each other.
/// </summary>
internal sealed class LineByLine
{
    private readonly PricingWork work;
    private readonly Buffer<long> left = new();
    private readonly Buffer<long> bears = new();
    private readonly Buffer<int> ofLines = new();
    private readonly Buffer<int> ofBasket = new();
    private readonly BasketPercent percent;

    public LineByLine(PricingWork work)
    {
        this.work = work;
        percent = new BasketPercent(work, left, bears);
    }

    /// <summary>Takes another offer that may hold, besides those on ladders. False where it, if it holds, cannot be settled here.</summary>
    public bool Take(int index, in OfferRow row)
    {
        if (!work.MayHold(row))
        {
            return true;
        }

        if (!row.Is(OfferTraits.LineByLine))
        {
            return false;
        }

        if (row.Is(OfferTraits.Basket))
        {
            ofBasket.Add(index);
            return true;
        }

        ofLines.Add(index);
        return row.Kind != RewardKind.BuyGet || IsOnOneLine(row.Target);
    }

    public void Begin()
    {
        ofLines.Clear();
        ofBasket.Clear();
    }

    /// <summary>Prices the basket with the ladders of the catalogue and the further offers that were taken. False, with nothing settled, where one cannot be settled here.</summary>
    public bool TrySettle(ApplicationLog log)
    {
        ReadOnlySpan<BasketLine> lines = work.Basket.Lines;
        ReadOnlySpan<Resolution?> articles = work.Resolutions;
        ReadOnlySpan<PricingWork.Chosen> present = work.Present;
        ReadOnlySpan<LadderCell> cells = work.Catalogue.Image.Ladders;
        left.Resize(lines.Length);
        bears.Resize(lines.Length);
        Span<long> remaining = left.Span;
        Span<long> bearable = bears.Span;
        Span<long> discounts = work.LineDiscounts.Span;
        bool onAll = HasLineLadder(present[0].Ladder);
        int place = 0;
        for (int i = 0; i < remaining.Length; i++)
        {
            ref readonly BasketLine line = ref lines[i];
            Choice best = new() { Offer = -1 };
            foreach (int chosen in work.PlacesOf(i, ref place))
            {
                int cell = present[chosen].Ladder;
                if (cell >= 0 && !TryClimb(cells, cell, present[chosen], i, line, articles[i], ref best))
                {
                    return GiveUp(log);
                }
            }

            if (onAll && !TryClimb(cells, present[0].Ladder, present[0], i, line, articles[i], ref best))
            {
                return GiveUp(log);
            }

            if (ofLines.Count > 0)
            {
                ConsiderFurther(i, new WholeLine(line, articles[i]), ref best);
            }

            remaining[i] = line.Amount - best.Discount;
            bearable[i] = (articles[i] is null ? line.Amount : new WholeLine(line, articles[i]).Bear) - best.Discount;
            if (best.Offer >= 0)
            {
                discounts[i] = best.Discount;
                log.AddEntry(best.Offer, i, best.Discount);
                log.Add(best.Application);
            }
        }

        SettleBasket(log);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GiveUp(ApplicationLog log)
    {
        log.Clear();
        work.LineDiscounts.Span.Clear();
        return false;
    }

    private bool IsOnOneLine(int selector)
    {
        int found = 0;
        for (int line = 0; line < work.Basket.Lines.Length; line++)
        {
            found += work.IsChosen(line, selector) ? 1 : 0;
        }

        return found <= 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasLineLadder(int cell)
    {
        ReadOnlySpan<LadderCell> cells = work.Catalogue.Image.Ladders;
        for (bool isLast = cell < 0; !isLast; cell += 1 + cells[cell].Head.Steps)
        {
            isLast = cells[cell].Head.IsLast;
            if (!cells[cell].Head.IsBasket)
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConsiderFurther(int index, in WholeLine whole, ref Choice best)
    {
        foreach (int further in ofLines.Span)
        {
            ref readonly OfferRow row = ref work.Catalogue.Image.Rows[further];
            if (work.IsChosen(index, row.Target))
            {
                long times;
                long discount = row.Kind == RewardKind.BuyGet
                    ? whole.BuyGet(row.Buy, row.Get, row.Ratio, out times)
                    : Discount(row.Kind, new Rung { Percent = row.Percent, Amount = row.Amount, Offer = further }, index, whole, out times);
                best.Consider(further, row.Order, row.Kind, discount, times);
            }
        }
    }

    /// <summary>Considers the ladders of one selector. False where groups reach over several lines.</summary>
    private bool TryClimb(ReadOnlySpan<LadderCell> cells, int cell, in PricingWork.Chosen chosen, int line, in BasketLine sold, Resolution? article, ref Choice best)
    {
        bool isLast = false;
        while (!isLast)
        {
            ref readonly Ladder ladder = ref cells[cell].Head;
            int first = cell + 1;
            isLast = ladder.IsLast;
            cell = first + ladder.Steps;
            long reached = ladder.BySpend ? chosen.Spend : chosen.Units;
            int step = ladder.IsBasket ? -1 : Rung.Reached(cells[first..cell], reached);
            if (step < 0)
            {
                continue;
            }

            ref readonly Rung rung = ref cells[first + step].Step;
            if (article is null && ladder.Kind == RewardKind.Percent && rung.Percent >= 0 && sold.Amount >= rung.Clear && rung.Clear != int.MaxValue)
            {
                // By far the commonest: a whole percent, and no weaker one that could round to as much.
                best.Consider(rung.Offer, rung.Order, RewardKind.Percent, Ratio.Of(sold.Amount, rung.Percent), 1);
            }
            else if (ladder.Kind == RewardKind.BuyGet && chosen.Lines > 1)
            {
                return false;
            }
            else
            {
                Consider(ladder, rung, reached, line, sold, new WholeLine(sold, article), ref best);
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Consider(in Ladder ladder, in Rung rung, long reached, int line, in BasketLine sold, in WholeLine whole, ref Choice best)
    {
        if (ladder.Kind == RewardKind.BuyGet)
        {
            long given = whole.BuyGet((int)(rung.Amount >> 32), (int)rung.Amount, RatioOf(rung), out long groups);
            best.Consider(rung.Offer, rung.Order, ladder.Kind, given, groups);
            return;
        }

        long discount = Discount(ladder.Kind, rung, line, whole, out long times);
        best.Consider(rung.Offer, rung.Order, ladder.Kind, discount, times);
        if (discount >= best.Discount && !whole.IsClear(ladder.Kind, rung, ladder.Kind == RewardKind.FixedPrice && sold.IsWeighed))
        {
            ClimbDown(ladder, reached, discount, line, whole, ref best);
        }
    }

    /// <summary>Looks for weaker offers that round to the same discount and have a smaller id.</summary>
    private void ClimbDown(in Ladder ladder, long reached, long most, int line, in WholeLine whole, ref Choice best)
    {
        foreach (ref readonly Rung rung in work.Catalogue.Image.Rungs(ladder))
        {
            if (rung.Least > reached)
            {
                continue;
            }

            long discount = Discount(ladder.Kind, rung, line, whole, out long times);
            if (discount < most || discount == 0)
            {
                return;
            }

            best.Consider(rung.Offer, rung.Order, ladder.Kind, discount, times);
        }
    }

    private long Discount(RewardKind kind, in Rung rung, int line, in WholeLine whole, out long times)
    {
        times = 1;
        return kind switch
        {
            RewardKind.Percent => whole.Percent(RatioOf(rung)),
            RewardKind.Amount => whole.AmountOff(rung.Amount, out times),
            _ => whole.FixedPrice(work.PriceOn(line, rung.Amount), out times),
        };
    }

    private Ratio RatioOf(in Rung rung) => rung.Percent >= 0 ? Ratio.OfWholePercent((short)rung.Percent) : work.Catalogue.Image.Rows[rung.Offer].Ratio;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SettleBasket(ApplicationLog log)
    {
        Choice best = new() { Offer = -1 };
        percent.Begin();
        CatalogueImage image = work.Catalogue.Image;
        ref readonly PricingWork.Chosen all = ref work.Present[0];
        ReadOnlySpan<LadderCell> cells = image.Ladders;
        bool isLast = all.Ladder < 0;
        for (int cell = all.Ladder; !isLast; cell += 1 + cells[cell].Head.Steps)
        {
            ref readonly Ladder ladder = ref cells[cell].Head;
            isLast = ladder.IsLast;
            if (ladder.IsBasket)
            {
                ClimbBasket(ladder, cells.Slice(cell + 1, ladder.Steps), ladder.BySpend ? all.Spend : all.Units, ref best);
            }
        }

        foreach (int further in ofBasket.Span)
        {
            ref readonly OfferRow row = ref image.Rows[further];
            best.Consider(further, row.Order, row.Kind, percent.Of(row.Ratio), 1);
        }

        if (best.Offer >= 0)
        {
            best.Discount = percent.Spread(best.Offer, best.Discount, log);
            log.Add(best.Application);
        }
    }

    private void ClimbBasket(in Ladder ladder, ReadOnlySpan<LadderCell> steps, long reached, ref Choice best)
    {
        int step = Rung.Reached(steps, reached);
        if (step < 0)
        {
            return;
        }

        ref readonly Rung rung = ref steps[step].Step;
        long discount = percent.Of(RatioOf(rung));
        best.Consider(rung.Offer, rung.Order, ladder.Kind, discount, 1);
        if (work.IsFree && percent.Left >= rung.Clear && rung.Clear != int.MaxValue)
        {
            return;
        }

        foreach (ref readonly Rung weaker in work.Catalogue.Image.Rungs(ladder))
        {
            long less = weaker.Least <= reached ? percent.Of(RatioOf(weaker)) : discount;
            if (less < discount || less == 0)
            {
                return;
            }

            if (weaker.Least <= reached)
            {
                best.Consider(weaker.Offer, weaker.Order, ladder.Kind, less, 1);
            }
        }
    }

    /// <summary>The offer that gives most; of equal ones the smaller id.</summary>
    private struct Choice
    {
        public long Discount;
        public long Times;
        public int Offer;
        public int Order;
        public RewardKind Kind;

        /// <summary>What is written down; the same offer is written for each line, and the receipt adds them up.</summary>
        public readonly ApplicationLog.Application Application =>
            new(Offer, Order, Kind is RewardKind.Amount or RewardKind.FixedPrice, Discount, Times, 0, 0);

        public void Consider(int offer, int order, RewardKind kind, long discount, long times)
        {
            if (discount > Discount || (discount == Discount && discount > 0 && offer < Offer))
            {
                (Offer, Order, Kind, Discount, Times) = (offer, order, kind, discount, times);
            }
        }
    }
}
