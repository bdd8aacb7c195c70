using Loyalty.Pos.Catalog;

namespace Loyalty.Pos;

/// <summary>Prices baskets: one till lane's work space. A catalogue and a basket go in, the receipt with its reasons comes out.</summary>
/// <remarks>
/// Pricing allocates nothing once the session has seen as large a basket, its articles and the catalogue. One thread at a time; as many
/// sessions as there are lanes share one <see cref="Catalogue"/>. The same basket and catalogue give the same receipt in every session.
/// </remarks>
public sealed class PricingSession
{
    private readonly PricingOptions options;
    private readonly PricingWork work = new();
    private readonly Units units = new();
    private readonly Buffer<ActiveOffer> active = new();
    private readonly ApplicationLog log = new();
    private readonly HoldingOffers offers;
    private readonly LineIndex index;
    private readonly LineStage lineStage;
    private readonly BasketStage basketStage;
    private readonly PointsStage pointsStage;
    private readonly LineByLine lineByLine = new();
    private readonly ReceiptWriter writer = new();
    private readonly Explanation explanation;
    private readonly PricedBasket priced;

    /// <summary>Opens a work space.</summary>
    /// <param name="options">How to price; default: as <see cref="PricingOptions"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public PricingSession(PricingOptions? options = null)
    {
        this.options = options ?? new PricingOptions();
        this.options.Check();
        Spreader spreader = new();
        Mechanic mechanic = new(units, spreader) { Work = work };
        offers = new HoldingOffers(work);
        index = new LineIndex(work);
        lineStage = new LineStage(work, units, mechanic, index, this.options.FewCombinations);
        basketStage = new BasketStage(work, units, mechanic, index, new BasketLines(work, units, spreader));
        pointsStage = new PointsStage(work);
        explanation = new Explanation(work, pointsStage, new Retrial(this.options));
        priced = new PricedBasket(log);
    }

    /// <summary>Prices a basket.</summary>
    /// <param name="catalogue">The offers.</param>
    /// <param name="basket">The basket; an empty one costs nothing.</param>
    /// <returns>The receipt, which this session fills again with the next basket.</returns>
    /// <remarks>Does not allocate in steady state. Reads the catalogue once: a swap while pricing concerns the next receipt.</remarks>
    public PricedBasket Price(Catalogue catalogue, Basket basket) => Price(catalogue, basket, explain: false);

    /// <summary>Prices a basket and says of every offer that does not apply why not.</summary>
    /// <param name="catalogue">The offers.</param>
    /// <param name="basket">The basket.</param>
    /// <returns>The receipt with <see cref="PricedBasket.Rejected"/>; its price is the same as without reasons.</returns>
    /// <remarks>
    /// Looks at every offer of the catalogue, so its cost follows the catalogue and not the basket. A used-up offer whose conditions hold is tried with a redemption,
    /// which prices the basket once more for each.
    /// </remarks>
    public PricedBasket PriceAndExplain(Catalogue catalogue, Basket basket) => Price(catalogue, basket, explain: true);

    private PricedBasket Price(Catalogue catalogue, Basket basket, bool explain)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(basket);
        if (!explain && lineByLine.TrySettle(catalogue, basket))
        {
            ReceiptWriter.Write(priced, catalogue, lineByLine);
            priced.Points = lineByLine.TryPoints(catalogue, basket, out long points) ? points : ReckonPoints(catalogue, basket);
        }
        else
        {
            Search(catalogue, basket, explain);
            ReceiptWriter.Write(priced, work, log);
        }

        writer.End(priced, basket);
        if (explain)
        {
            explanation.Write(priced, active.Span, log);
        }

        return priced;
    }

    /// <summary>Whether an offer whose conditions hold does not apply because floors, or what was taken before, leave it nothing to give.</summary>
    internal bool FindsNothing(Catalogue catalogue, Basket basket, CompiledOffer offer)
    {
        Search(catalogue, basket, explain: true);
        return !log.Holds(offer) && explanation.Lost(offer, active.Span) == RejectionReason.PriceFloor;
    }

    private void Search(Catalogue catalogue, Basket basket, bool explain)
    {
        work.Begin(catalogue, basket);
        log.Clear();
        offers.Find(basket.OwnOffers(catalogue), active, explain);
        work.Rank();
        index.Begin();
        units.Lay(basket.Lines, work.Resolutions);
        Settle(explain);
    }

    /// <summary>Reckons points that depend on single lines, which were settled line by line.</summary>
    private long ReckonPoints(Catalogue catalogue, Basket basket)
    {
        ReadOnlySpan<long> taken = priced.Taken;
        work.Begin(catalogue, basket);
        taken.CopyTo(work.LineDiscounts.Span);
        active.Clear();
        foreach (int offer in lineByLine.OfPoints)
        {
            offers.HoldPoints(offer, catalogue.Image.Rows[offer], active);
        }

        active.Span.Sort();
        return pointsStage.Reckon(active.Span, log);
    }

    private void Settle(bool explain)
    {
        lineStage.IsOptimal = basketStage.IsOptimal = true;
        lineStage.StepsLeft = options.SearchSteps;
        lineStage.Explains = basketStage.Explains = explain;
        int ofLines = Settle(lineStage, 0, isBasket: false);
        offers.FindOfBasket(basketStage.Look(), active);
        basketStage.StepsLeft = lineStage.StepsLeft;
        basketStage.Begin(active.Span[ofLines..EndOfBasketRewards()]);
        _ = Settle(basketStage, ofLines, isBasket: true);
        priced.IsOptimal = lineStage.IsOptimal && basketStage.IsOptimal;
        AddEarnedGifts();
        EndWithPoints();
    }

    /// <summary>Settles a stage's offers, one priority after the other; returns where they end.</summary>
    private int Settle(Stage stage, int from, bool isBasket)
    {
        int entries = log.Entries.Count;
        while (from < active.Count && IsOf(active[from].Offer, isBasket))
        {
            int next = from + 1;
            while (next < active.Count && IsOf(active[next].Offer, isBasket) && active[next].Offer.Priority == active[from].Offer.Priority)
            {
                next++;
            }

            stage.Settle(active.Span[from..next], log);
            from = next;
        }

        for (; entries < log.Entries.Count; entries++)
        {
            work.LineDiscounts[log.Entries[entries].Line] += log.Entries[entries].Discount;
        }

        return from;
    }

    private static bool IsOf(CompiledOffer offer, bool isBasket) => offer.IsBasket == isBasket && !offer.IsPoints;

    private void EndWithPoints() => priced.Points = pointsStage.Reckon(active.Span[EndOfBasketRewards()..], log);

    /// <summary>Where the offers of points begin.</summary>
    private int EndOfBasketRewards()
    {
        int end = active.Count;
        while (end > 0 && active[end - 1].Offer.IsPoints)
        {
            end--;
        }

        return end;
    }

    /// <summary>Gifts that are not in the basket compete with nothing.</summary>
    private void AddEarnedGifts()
    {
        foreach (ref readonly ActiveOffer candidate in active.Span)
        {
            CompiledOffer offer = candidate.Offer;
            long earned = offer.Kind == RewardKind.Gift ? work.Earned(offer) : 0;
            if (earned > 0 && !log.Holds(offer))
            {
                log.Add(offer, 0, earned, earned);
            }
        }
    }
}
