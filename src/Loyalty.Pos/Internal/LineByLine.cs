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
    private readonly Buffer<Winner> winners = new();
    private readonly BasketPercent percent;

    public LineByLine(PricingWork work)
    {
        this.work = work;
        percent = new BasketPercent(work, left, bears);
    }

    /// <summary>What an offer gave so far.</summary>
    private struct Winner
    {
        public int Offer;
        public long Discount;
        public long Times;
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

    /// <summary>Prices the basket with the ladders of the catalogue and the further offers that were taken.</summary>
    public void Settle(ApplicationLog log)
    {
        ReadOnlySpan<BasketLine> lines = work.Basket.Lines;
        ReadOnlySpan<Resolution> articles = work.Resolutions;
        ReadOnlySpan<int> places = work.Places;
        left.Resize(lines.Length);
        bears.Resize(lines.Length);
        winners.Clear();
        int place = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            int count = articles[i].Entries.Length;
            SettleLine(i, lines[i], articles[i], places.Slice(place, count), log);
            place += count;
        }

        SettleBasket(log);
        foreach (ref readonly Winner winner in winners.Span)
        {
            log.Add(work.Catalogue.Offer(winner.Offer), winner.Discount, winner.Times);
        }
    }

    private bool IsOnOneLine(int selector)
    {
        int found = 0;
        foreach (Resolution article in work.Resolutions)
        {
            found += article.IsChosenBy(selector) ? 1 : 0;
        }

        return found <= 1;
    }

    private void SettleLine(int index, in BasketLine line, Resolution article, ReadOnlySpan<int> places, ApplicationLog log)
    {
        WholeLine whole = new(line, article);
        Choice best = new() { Offer = -1 };
        ReadOnlySpan<PricingWork.Measure> present = work.Present;
        Climb(present[0], index, whole, line, ref best);
        foreach (int place in places)
        {
            Climb(present[place], index, whole, line, ref best);
        }

        foreach (int further in ofLines.Span)
        {
            ref readonly OfferRow row = ref work.Catalogue.Image.Rows[further];
            if (article.IsChosenBy(row.Target))
            {
                long discount = row.Kind == RewardKind.BuyGet
                    ? whole.BuyGet(row.Buy, row.Get, row.Ratio, out long times)
                    : Discount(row.Kind, row.Ratio, row.Amount, index, whole, out times);
                best.Consider(further, discount, times);
            }
        }

        left[index] = line.Amount - best.Discount;
        bears[index] = whole.Bear - best.Discount;
        if (best.Offer >= 0)
        {
            work.LineDiscounts[index] = best.Discount;
            log.AddEntry(best.Offer, index, best.Discount);
            Note(best);
        }
    }

    private void Climb(in PricingWork.Measure measure, int line, in WholeLine whole, in BasketLine sold, ref Choice best)
    {
        foreach (Ladder ladder in measure.Shelf.Lines)
        {
            long reached = ladder.BySpend ? measure.Spend : measure.Units;
            ref readonly Ladder.Rung rung = ref ladder.At(reached);
            if (Unsafe.IsNullRef(in rung))
            {
                continue;
            }

            long discount = Discount(ladder.Kind, rung.Ratio, rung.Amount, line, whole, out long times);
            best.Consider(rung.Offer, discount, times);
            if (discount >= best.Discount && !whole.IsClear(ladder.Kind, rung, ladder.Kind == RewardKind.FixedPrice && sold.IsWeighed))
            {
                ClimbDown(ladder, reached, discount, line, whole, ref best);
            }
        }
    }

    /// <summary>Looks for weaker offers that round to the same discount and have a smaller id.</summary>
    private void ClimbDown(Ladder ladder, long reached, long most, int line, in WholeLine whole, ref Choice best)
    {
        foreach (ref readonly Ladder.Rung rung in ladder.All)
        {
            if (rung.Least > reached)
            {
                continue;
            }

            long discount = Discount(ladder.Kind, rung.Ratio, rung.Amount, line, whole, out long times);
            if (discount < most || discount == 0)
            {
                return;
            }

            best.Consider(rung.Offer, discount, times);
        }
    }

    private long Discount(RewardKind kind, Ratio ratio, long amount, int line, in WholeLine whole, out long times)
    {
        times = 1;
        return kind switch
        {
            RewardKind.Percent => whole.Percent(ratio),
            RewardKind.Amount => whole.AmountOff(amount, out times),
            _ => whole.FixedPrice(work.PriceOn(line, amount), out times),
        };
    }

    private void SettleBasket(ApplicationLog log)
    {
        Choice best = new() { Offer = -1 };
        percent.Begin();
        ref readonly PricingWork.Measure all = ref work.Present[0];
        foreach (Ladder ladder in all.Shelf.Baskets)
        {
            long reached = ladder.BySpend ? all.Spend : all.Units;
            ref readonly Ladder.Rung rung = ref ladder.At(reached);
            if (Unsafe.IsNullRef(in rung))
            {
                continue;
            }

            long discount = percent.Of(rung.Ratio);
            best.Consider(rung.Offer, discount, 1);
            if (work.IsFree && percent.Left >= rung.Clear)
            {
                continue;
            }

            foreach (ref readonly Ladder.Rung weaker in ladder.All)
            {
                if (weaker.Least > reached)
                {
                    continue;
                }

                long less = percent.Of(weaker.Ratio);
                if (less < discount || less == 0)
                {
                    break;
                }

                best.Consider(weaker.Offer, less, 1);
            }
        }

        foreach (int further in ofBasket.Span)
        {
            best.Consider(further, percent.Of(work.Catalogue.Image.Rows[further].Ratio), 1);
        }

        if (best.Offer >= 0)
        {
            best.Discount = percent.Spread(best.Offer, best.Discount, log);
            Note(best);
        }
    }

    private void Note(in Choice choice)
    {
        foreach (ref Winner winner in winners.Span)
        {
            if (winner.Offer == choice.Offer)
            {
                winner.Discount += choice.Discount;
                winner.Times = work.Catalogue.Image.Rows[choice.Offer].Kind is RewardKind.Amount or RewardKind.FixedPrice ? winner.Times + choice.Times : 1;
                return;
            }
        }

        winners.Add(new Winner { Offer = choice.Offer, Discount = choice.Discount, Times = choice.Times });
    }

    /// <summary>The offer that gives most; of equal ones the smaller id.</summary>
    private struct Choice
    {
        public int Offer;
        public long Discount;
        public long Times;

        public void Consider(int offer, long discount, long times)
        {
            if (discount > Discount || (discount == Discount && discount > 0 && offer < Offer))
            {
                (Offer, Discount, Times) = (offer, discount, times);
            }
        }
    }
}
