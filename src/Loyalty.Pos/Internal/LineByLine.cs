using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>
/// Settles the commonest basket without a search: at one priority only best offers that decide line by line, and the best percent of the
/// basket on top. It gives what the stages would give; the tests hold both against each other.
/// </summary>
internal sealed class LineByLine(PricingWork work, Spreader spreader)
{
    private readonly Buffer<long> left = new();
    private readonly Buffer<long> bears = new();

    /// <summary>Whether an offer whose conditions hold may be settled here: it stands alone, and decides each line, or the whole basket, for itself.</summary>
    public bool Takes(CompiledOffer offer)
    {
        if (offer.Stacking != Stacking.Best || offer.MaxDiscount != CompiledOffer.Unlimited || offer.TakesUnits)
        {
            return false;
        }

        return offer.Kind switch
        {
            RewardKind.Percent => !offer.IsBasket || offer.Target == 0,
            RewardKind.Amount => !offer.IsBasket,
            RewardKind.FixedPrice => true,
            RewardKind.BuyGet => !offer.HasItems && IsOnOneLine(offer.Target),
            _ => false,
        };
    }

    /// <summary>Prices the basket with the ladders of the catalogue and the further offers that hold.</summary>
    public void Settle(ReadOnlySpan<ActiveOffer> further, ApplicationLog log)
    {
        ReadOnlySpan<BasketLine> lines = work.Basket.Lines;
        left.Resize(lines.Length);
        bears.Resize(lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            SettleLine(i, lines[i], further, log);
        }

        SettleBasket(further, log);
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

    private void SettleLine(int index, in BasketLine line, ReadOnlySpan<ActiveOffer> further, ApplicationLog log)
    {
        Resolution article = work.Resolutions[index];
        WholeLine whole = new(line, article);
        Choice best = default;
        Climb(0, index, whole, ref best);
        foreach (int selector in article.Selectors)
        {
            Climb(selector, index, whole, ref best);
        }

        foreach (ref readonly ActiveOffer active in further)
        {
            CompiledOffer offer = active.Offer;
            if (!offer.IsBasket && !offer.IsPoints && article.IsChosenBy(offer.Target))
            {
                best.Consider(offer, Discount(offer, index, whole, out long times), times);
            }
        }

        left[index] = line.Amount - best.Discount;
        bears[index] = whole.Bear - best.Discount;
        if (best.Offer is { } winner)
        {
            work.LineDiscounts[index] += best.Discount;
            log.AddEntry(winner, index, best.Discount);
            log.Add(winner, best.Discount, best.Times);
        }
    }

    private void Climb(int selector, int line, in WholeLine whole, ref Choice best)
    {
        foreach (Ladder ladder in work.Catalogue.Ladders(selector))
        {
            long measure = ladder.BySpend ? work.SpendOf(selector) : work.UnitsOf(selector);
            long most = -1;
            for (int rung = 0; rung < ladder.Rungs; rung++)
            {
                int index = ladder.On(rung, measure);
                if (index < 0)
                {
                    continue;
                }

                CompiledOffer offer = work.Catalogue.Compiled[index];
                long discount = Discount(offer, line, whole, out long times);
                best.Consider(offer, discount, times);
                if (most >= 0 && discount < most)
                {
                    break;
                }

                // A weaker offer can round to the same discount; then the smaller id counts.
                most = discount;
                if (discount < best.Discount || discount == 0)
                {
                    break;
                }
            }
        }
    }

    private long Discount(CompiledOffer offer, int line, in WholeLine whole, out long times) =>
        whole.Discount(offer, offer.Kind == RewardKind.FixedPrice ? work.PriceOn(line, offer.Amount) : 0, out times);

    private void SettleBasket(ReadOnlySpan<ActiveOffer> further, ApplicationLog log)
    {
        Choice best = default;
        foreach (Ladder ladder in work.Catalogue.BasketLadders)
        {
            long measure = ladder.BySpend ? work.SpendOf(0) : work.UnitsOf(0);
            for (int rung = 0; rung < ladder.Rungs; rung++)
            {
                int index = ladder.On(rung, measure);
                if (index < 0)
                {
                    continue;
                }

                CompiledOffer offer = work.Catalogue.Compiled[index];
                long discount = OfBasket(offer.Ratio);
                best.Consider(offer, discount, 1);
                if (discount < best.Discount || discount == 0)
                {
                    break;
                }
            }
        }

        foreach (ref readonly ActiveOffer active in further)
        {
            if (active.Offer.IsBasket)
            {
                best.Consider(active.Offer, OfBasket(active.Offer.Ratio), 1);
            }
        }

        if (best.Offer is { } winner)
        {
            Spread(winner, best.Discount, log);
        }
    }

    /// <summary>One amount: the lines' exact shares, each clipped to what its line can bear, rounded once.</summary>
    private long OfBasket(Ratio ratio)
    {
        Int128 sum = 0;
        for (int i = 0; i < left.Count; i++)
        {
            Int128 exact = (Int128)left[i] * ratio.Numerator;
            Int128 most = (Int128)bears[i] * ratio.Denominator;
            sum += exact < most ? exact : most;
        }

        return (long)(((2 * sum) + ratio.Denominator) / (2 * (Int128)ratio.Denominator));
    }

    private void Spread(CompiledOffer offer, long discount, ApplicationLog log)
    {
        // Ties go to the smaller sku.
        work.Rank();
        spreader.Clear();
        foreach (int line in work.ByRank)
        {
            spreader.Add(left[line], bears[line]);
        }

        spreader.Spread(discount);
        long total = 0;
        for (int part = 0; part < work.ByRank.Length; part++)
        {
            long share = spreader[part].Share + spreader[part].Extra;
            if (share > 0)
            {
                int line = work.ByRank[part];
                total += share;
                work.LineDiscounts[line] += share;
                log.AddEntry(offer, line, share);
            }
        }

        log.Add(offer, total, 1);
    }

    /// <summary>The offer that gives most; of equal ones the smaller id.</summary>
    private struct Choice
    {
        public CompiledOffer? Offer;
        public long Discount;
        public long Times;

        public void Consider(CompiledOffer offer, long discount, long times)
        {
            if (discount > Discount || (discount == Discount && discount > 0 && offer.Index < Offer!.Index))
            {
                (Offer, Discount, Times) = (offer, discount, times);
            }
        }
    }
}
