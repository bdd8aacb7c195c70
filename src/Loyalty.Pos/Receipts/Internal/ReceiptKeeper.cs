using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Copies a priced basket into the receipt that is stored.</summary>
internal static class ReceiptKeeper
{
    public static TillReceipt Keep(string id, Catalogue catalogue, Basket basket, PricedBasket priced, PointsPayment paidWithPoints)
    {
        CheckTogether(catalogue, basket, priced);
        if (paidWithPoints.Amount > priced.Total)
        {
            throw new ArgumentException($"Points pay {paidWithPoints.Amount} minor units of the receipt '{id}', more than its total of {priced.Total}.", nameof(paidWithPoints));
        }

        PointsRule? rule = catalogue.Points;
        ImmutableArray<SoldLine>.Builder lines = ImmutableArray.CreateBuilder<SoldLine>(basket.Lines.Length);
        for (int i = 0; i < basket.Lines.Length; i++)
        {
            ref readonly BasketLine line = ref basket.Lines[i];
            ImmutableArray<Category> categories = [.. line.Article.Categories];
            lines.Add(new SoldLine(
                line.Article.Sku, categories, line.Quantity, line.UnitPrice, line.Amount, priced.Lines[i].Discount, Multiplier(priced, rule, line.Article.Sku, categories)));
        }

        ImmutableArray<SoldLine> sold = lines.MoveToImmutable();
        return new TillReceipt(id, catalogue.Currency, rule is null ? default : new ReceiptPoints(rule.Earn, rule.Per), sold, Given(basket, priced, sold))
        {
            At = basket.At,
            Guest = basket.Guest,
            CatalogueVersion = priced.CatalogueVersion,
            IsOptimal = priced.IsOptimal,
            Points = priced.Points,
            PaidWithPoints = paidWithPoints,
            UnusedCoupons = [.. priced.UnusedCoupons],
            ExhaustedOffers = [.. basket.Exhausted],
        };
    }

    private static void CheckTogether(Catalogue catalogue, Basket basket, PricedBasket priced)
    {
        if (catalogue.Version != priced.CatalogueVersion)
        {
            throw new ArgumentException($"The catalogue {priced.CatalogueVersion} priced the basket, not {catalogue.Version}; hand in the one that did.", nameof(catalogue));
        }

        bool same = basket.Lines.Length == priced.Lines.Length && basket.Subtotal == priced.Subtotal;
        for (int i = 0; same && i < basket.Lines.Length; i++)
        {
            same = ReferenceEquals(basket.Lines[i].Article, priced.Lines[i].Article) && basket.Lines[i].Amount == priced.Lines[i].Amount;
        }

        if (!same)
        {
            throw new ArgumentException("The price is of another basket; keep a receipt before the session prices the next basket and before the basket is filled again.", nameof(priced));
        }
    }

    /// <summary>The highest multiplier that concerns a line, in millionths; 0 where it earns nothing.</summary>
    private static long Multiplier(PricedBasket priced, PointsRule? rule, Sku sku, ImmutableArray<Category> categories)
    {
        if (rule is null || (rule.Except is { } except && except.Chooses(sku, categories)))
        {
            return 0;
        }

        decimal highest = 1;
        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            if (applied.Offer.Reward is BonusPoints points && points.Multiplier > highest && applied.Offer.Target.Chooses(sku, categories))
            {
                highest = points.Multiplier;
            }
        }

        return (long)(highest * PointsStage.MultiplierUnit);
    }

    private static ImmutableArray<GivenOffer> Given(Basket basket, PricedBasket priced, ImmutableArray<SoldLine> lines)
    {
        List<GivenShare>[] shares = new List<GivenShare>[priced.Applied.Length];
        foreach (ref readonly DiscountShare share in priced.Shares)
        {
            (shares[share.Applied] ??= []).Add(new GivenShare(share.Line, share.Discount, 0));
        }

        ImmutableArray<GivenOffer>.Builder given = ImmutableArray.CreateBuilder<GivenOffer>(priced.Applied.Length);
        for (int i = 0; i < priced.Applied.Length; i++)
        {
            ref readonly AppliedOffer applied = ref priced.Applied[i];
            bool isFixed = applied.Offer.Reward is BonusPoints { Fixed: > 0 };
            given.Add(new GivenOffer(applied.Offer.Id)
            {
                FundedBy = applied.Offer.FundedBy,
                Coupon = Taken(basket, applied.Offer),
                Times = applied.Times,
                Discount = applied.Discount,
                Points = applied.Points,
                GiftSku = applied.GiftSku,
                GiftQuantity = applied.GiftQuantity,
                Shares = isFixed ? SpreadPoints(applied, lines) : shares[i] is { } own ? [.. own] : [],
            });
        }

        return given.MoveToImmutable();
    }

    /// <summary>An offer takes one coupon: the first of the basket that names it.</summary>
    private static string? Taken(Basket basket, Offer offer)
    {
        if (offer.Codes.Count > 0)
        {
            foreach (string coupon in basket.Coupons)
            {
                if (offer.Codes.Contains(coupon))
                {
                    return coupon;
                }
            }
        }

        return null;
    }

    /// <summary>Fixed points lie on the target's lines in proportion to what they cost; where they cost nothing, to their units.</summary>
    private static ImmutableArray<GivenShare> SpreadPoints(in AppliedOffer applied, ImmutableArray<SoldLine> lines)
    {
        Selector? target = applied.Offer.Target;
        int[] chosen = [.. Enumerable.Range(0, lines.Length).Where(i => target.Chooses(lines[i].Sku, lines[i].Categories)).OrderBy(i => lines[i].Sku).ThenBy(i => i)];
        bool isFree = chosen.All(i => lines[i].Amount == 0);
        Spreader spreader = new();
        spreader.Clear();
        foreach (int i in chosen)
        {
            spreader.Add(isFree ? lines[i].Units : lines[i].Amount, applied.Points);
        }

        spreader.Spread(applied.Points);
        List<GivenShare> shares = [];
        for (int part = 0; part < chosen.Length; part++)
        {
            long points = spreader[part].Share + spreader[part].Extra;
            if (points > 0)
            {
                shares.Add(new GivenShare(chosen[part], 0, points));
            }
        }

        return [.. shares.OrderBy(s => s.Line)];
    }
}
