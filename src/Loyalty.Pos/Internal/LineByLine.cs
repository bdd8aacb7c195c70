using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>
/// Settles a basket without a search where every offer that may hold decides each line, or the whole basket, for itself. It gives what the stages
/// would give; the tests hold both against each other.
/// </summary>
/// <remarks>
/// The commonest catalogue, of best offers at one priority, is settled with what its ladders say. It decides what is paid; on which lines what is
/// given for the basket lies is worked out by the receipt when somebody asks.
/// </remarks>
internal sealed class LineByLine
{
    private readonly Tally tally = new();
    private readonly FurtherOffers further;
    private readonly LineLadders ladders;
    private readonly LineReceipt best = new();
    private readonly StackedReceipt stacked;
    private bool isStacked;

    public LineByLine()
    {
        further = new FurtherOffers(tally);
        ladders = new LineLadders(tally, best);
        stacked = new StackedReceipt(best, tally, further);
    }

    /// <summary>What was settled.</summary>
    public ISettled Receipt => isStacked ? stacked : best;

    /// <summary>What is given in all, in minor units.</summary>
    public long Discount => isStacked ? stacked.Total : best.Total;

    /// <summary>Points rewards that may hold; they take no part in stacking.</summary>
    public ReadOnlySpan<int> OfPoints => further.OfPoints.Span;

    /// <summary>Prices a basket. False, with nothing settled, where an offer that may hold cannot be settled here.</summary>
    /// <remarks>What lies far away is asked for early, and looked at when the memory has answered.</remarks>
    public bool TrySettle(Catalogue catalogue, Basket basket)
    {
        CatalogueImage image = catalogue.Image;
        if (!basket.IsPlain && (basket.Exhausted.Length > 0 || basket.Coupons.Length > 1))
        {
            return false;
        }

        basket.PrefetchOwnOffers(catalogue);
        best.Begin(catalogue, basket, tally);
        further.FindOwn(image, basket.OwnOffers(catalogue));
        bool areBest = image.HasOnePriority && ladders.TrySettle(image, basket.Lines);
        if (!further.TryFind(image, basket))
        {
            return false;
        }

        isStacked = !(areBest && further.AreLineByLine && TryFurther(image, basket.Lines) && TryBasket(image));
        return !isStacked || stacked.TrySettle(catalogue, basket);
    }

    /// <summary>Reckons the points. False where they depend on what is paid for single lines.</summary>
    public bool TryPoints(Catalogue catalogue, Basket basket, out long points)
    {
        PointsRule? rule = catalogue.Points;
        points = rule is null ? 0 : PointsStage.Earned(rule, basket.Subtotal - Discount);
        return further.OfPoints.Count == 0 && (rule is null || tally.Earns);
    }

    /// <summary>Considers the further offers of lines.</summary>
    private bool TryFurther(CatalogueImage image, ReadOnlySpan<BasketLine> lines)
    {
        foreach (int offer in further.OfLines.Span)
        {
            ref readonly OfferRow row = ref image.Rows[offer];
            if (row.Kind == RewardKind.BuyGet && tally.Present[tally.Find(row.Target)].Lines > 1)
            {
                return false;
            }

            for (int i = 0; i < lines.Length; i++)
            {
                if (row.Target == 0 || lines[i].Article.IsChosen(best.Catalogue, row.Target))
                {
                    WholeLine whole = new(lines[i], tally.Resolved(i));
                    ref LineDiscount given = ref best.Lines[i].Best;
                    long before = given.Discount;
                    given.Consider(offer, row.Kind == RewardKind.BuyGet ? whole.BuyGet(row.Buy, row.Get, row.Ratio) : whole.Of(row.Kind, row.Amount, row.Ratio));
                    best.OfLines += given.Discount - before;
                }
            }
        }

        return true;
    }

    /// <summary>Takes the best percent of the basket. False where one is exclusive.</summary>
    private bool TryBasket(CatalogueImage image)
    {
        LineDiscount most = LineDiscount.None;
        ref readonly SelectorTable.Chosen all = ref tally[0];
        foreach (int cell in image.LaddersFrom(all.Ladder))
        {
            ref readonly Ladder ladder = ref image.Ladders[cell].Head;
            if (ladder.IsBasket && ladder.IsExclusive)
            {
                return false;
            }

            if (ladder.IsBasket)
            {
                BasketLadders.Climb(image, cell, all, best, ref most);
            }
        }

        foreach (int offer in further.OfBasket.Span)
        {
            most.Consider(offer, best.PercentOf(image.Rows[offer].Ratio));
        }

        best.EndWith(most);
        return true;
    }
}
