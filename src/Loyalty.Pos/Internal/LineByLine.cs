using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>
/// Settles the commonest basket without a search: at one priority only best offers that decide line by line, and the best percent of the
/// basket on top. It gives what the stages would give; the tests hold both against each other.
/// </summary>
/// <remarks>It decides what is paid; on which lines the percent of the basket lies is worked out by <see cref="LineReceipt"/> when somebody asks.</remarks>
internal sealed class LineByLine
{
    private readonly Tally tally = new();
    private readonly LineLadders ladders;
    private readonly Buffer<int> found = new();
    private readonly Buffer<int> ofLines = new();
    private readonly Buffer<int> ofBasket = new();
    private readonly Buffer<int> ofPoints = new();

    public LineByLine() => ladders = new LineLadders(tally, Receipt);

    /// <summary>What was settled.</summary>
    public LineReceipt Receipt { get; } = new();

    /// <summary>Points rewards that may hold; they take no part in stacking.</summary>
    public ReadOnlySpan<int> OfPoints => ofPoints.Span;

    /// <summary>Prices a basket. False, with nothing settled, where an offer that may hold cannot be settled here.</summary>
    /// <remarks>What lies far away is asked for early, and looked at when the memory has answered.</remarks>
    public bool TrySettle(Catalogue catalogue, Basket basket)
    {
        CatalogueImage image = catalogue.Image;
        if (!image.HasOnePriority || (!basket.IsPlain && (basket.Exhausted.Length > 0 || basket.Coupons.Length > 1)))
        {
            return false;
        }

        basket.PrefetchOwnOffers(catalogue);
        ReadOnlySpan<BasketLine> lines = basket.Lines;
        Receipt.Begin(catalogue, basket, tally);
        FindOwn(image, basket.OwnOffers(catalogue));
        if (!ladders.TrySettle(image, lines) || !TakeFurther(image, basket) || !TryFurther(image, lines))
        {
            return false;
        }

        SettleBasket(image);
        return true;
    }

    /// <summary>Reckons the points. False where they depend on what is paid for single lines.</summary>
    public bool TryPoints(out long points)
    {
        PointsRule? rule = Receipt.Catalogue.Points;
        points = rule is null ? 0 : PointsStage.Earned(rule, Receipt.Left + Receipt.OfLines - Receipt.Total);
        return ofPoints.Count == 0 && (rule is null || tally.Earns);
    }

    /// <summary>Finds the guest's own offers of which something is in the basket.</summary>
    private void FindOwn(CatalogueImage image, ReadOnlySpan<int> own)
    {
        found.Clear();
        tally.Find(own, found);
        foreach (int offer in found.Span)
        {
            image.PrefetchRow(offer);
        }
    }

    /// <summary>Takes the offers that may hold and stand on no ladder. False where one cannot be settled here.</summary>
    private bool TakeFurther(CatalogueImage image, Basket basket)
    {
        ofLines.Clear();
        ofBasket.Clear();
        ofPoints.Clear();
        if (tally.HasOffers)
        {
            foreach (ref readonly Tally.Chosen chosen in tally.Present)
            {
                foreach (int offer in image.OffersUnder(chosen.Selector))
                {
                    if (!Take(image, offer, basket.At))
                    {
                        return false;
                    }
                }
            }
        }

        foreach (int offer in found.Span)
        {
            if (!Take(image, offer, basket.At))
            {
                return false;
            }
        }

        if (!basket.IsPlain)
        {
            foreach (int offer in basket.Coupons.Length > 0 ? image.Codes.Of(basket.Coupons[0]) : default)
            {
                if (!Take(image, offer, basket.At))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Take(CatalogueImage image, int offer, DateTimeOffset at)
    {
        ref readonly OfferRow row = ref image.Rows[offer];
        if (!tally.MayHold(row, at))
        {
            return true;
        }

        if (row.Kind == RewardKind.Points)
        {
            ofPoints.Add(offer);
            return true;
        }

        (row.Is(OfferTraits.Basket) ? ofBasket : ofLines).Add(offer);
        return row.Is(OfferTraits.LineByLine);
    }

    /// <summary>Considers the further offers of lines.</summary>
    private bool TryFurther(CatalogueImage image, ReadOnlySpan<BasketLine> lines)
    {
        foreach (int offer in ofLines.Span)
        {
            ref readonly OfferRow row = ref image.Rows[offer];
            if (row.Kind == RewardKind.BuyGet && tally.Present[tally.Find(row.Target)].Lines > 1)
            {
                return false;
            }

            for (int i = 0; i < lines.Length; i++)
            {
                if (row.Target == 0 || lines[i].Article.IsChosen(Receipt.Catalogue, row.Target))
                {
                    WholeLine whole = new(lines[i], tally.Resolved(i));
                    ref LineDiscount best = ref Receipt.Lines[i].Best;
                    long before = best.Discount;
                    best.Consider(offer, row.Kind == RewardKind.BuyGet ? whole.BuyGet(row.Buy, row.Get, row.Ratio) : whole.Of(row.Kind, row.Amount, row.Ratio));
                    Receipt.OfLines += best.Discount - before;
                }
            }
        }

        return true;
    }

    /// <summary>Takes the best percent of the basket.</summary>
    private void SettleBasket(CatalogueImage image)
    {
        LineDiscount best = LineDiscount.None;
        ref readonly Tally.Chosen all = ref tally.Present[0];
        ReadOnlySpan<LadderCell> cells = image.Ladders;
        bool isLast = all.Ladder < 0;
        for (int cell = all.Ladder; !isLast; cell += 1 + cells[cell].Head.Steps)
        {
            ref readonly Ladder ladder = ref cells[cell].Head;
            isLast = ladder.IsLast;
            if (ladder.IsBasket)
            {
                ClimbBasket(image, ladder, cells.Slice(cell + 1, ladder.Steps), ladder.BySpend ? all.Spend : all.Units, ref best);
            }
        }

        foreach (int offer in ofBasket.Span)
        {
            best.Consider(offer, Receipt.PercentOf(image.Rows[offer].Ratio));
        }

        Receipt.EndWith(best);
    }

    private void ClimbBasket(CatalogueImage image, in Ladder ladder, ReadOnlySpan<LadderCell> steps, long reached, ref LineDiscount best)
    {
        int step = Rung.Reached(steps, reached);
        if (step < 0)
        {
            return;
        }

        ref readonly Rung rung = ref steps[step].Step;
        long discount = Receipt.PercentOf(image.RatioOf(rung));
        best.Consider(rung.Offer, discount);
        if (tally.IsFree && rung.IsClear(Receipt.Left))
        {
            return;
        }

        foreach (ref readonly Rung weaker in image.Rungs(ladder))
        {
            long less = weaker.Least <= reached ? Receipt.PercentOf(image.RatioOf(weaker)) : discount;
            if (less < discount || less == 0)
            {
                return;
            }

            if (weaker.Least <= reached)
            {
                best.Consider(weaker.Offer, less);
            }
        }
    }
}
