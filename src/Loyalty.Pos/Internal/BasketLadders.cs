namespace Loyalty.Pos.Internal;

/// <summary>Climbs the ladders of percents of the whole basket.</summary>
internal static class BasketLadders
{
    /// <summary>Considers the strongest offer of a ladder that is reached, and weaker ones that round to the same discount and have a smaller id.</summary>
    /// <param name="image">The catalogue.</param>
    /// <param name="cell">Where the ladder begins.</param>
    /// <param name="all">The basket.</param>
    /// <param name="basket">What line rewards left of it.</param>
    /// <param name="best">The best so far.</param>
    public static void Climb(CatalogueImage image, int cell, in SelectorTable.Chosen all, IBasketLeft basket, ref LineDiscount best)
    {
        ref readonly Ladder ladder = ref image.Ladders[cell].Head;
        long reached = ladder.BySpend ? all.Spend : all.Units;
        ReadOnlySpan<LadderCell> steps = image.Ladders.Slice(cell + 1, ladder.Steps);
        int step = Rung.Reached(steps, reached);
        if (step < 0)
        {
            return;
        }

        ref readonly Rung rung = ref steps[step].Step;
        long discount = basket.PercentOf(image.RatioOf(rung));
        best.Consider(rung.Offer, discount);
        if (basket.IsFree && rung.IsClear(basket.Left))
        {
            return;
        }

        foreach (ref readonly Rung weaker in image.Rungs(ladder))
        {
            long less = weaker.Least <= reached ? basket.PercentOf(image.RatioOf(weaker)) : discount;
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
