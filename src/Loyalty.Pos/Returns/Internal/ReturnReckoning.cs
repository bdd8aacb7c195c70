using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Returns.Internal;

/// <summary>What the goods that stay cost, what points they keep, and which offers still stand on them, by a policy.</summary>
internal sealed class ReturnReckoning
{
    private readonly TillReceipt receipt;
    private readonly KeptGoods kept;
    private readonly StandingOffer[] standing;
    private readonly List<StandingOffer> further = [];

    private ReturnReckoning(TillReceipt receipt, KeptGoods kept)
    {
        this.receipt = receipt;
        this.kept = kept;
        long[] discounts = kept.DiscountsByOffer();
        standing = new StandingOffer[receipt.Applied.Length];
        for (int i = 0; i < standing.Length; i++)
        {
            GivenOffer given = receipt.Applied[i];
            standing[i] = new StandingOffer(given.Offer, given.FundedBy, discounts[i], kept.PointsOf(given), kept.IsEmpty ? 0 : given.GiftQuantity, false);
        }

        Cost = kept.Cost;
        Points = PointsOfPaid(receipt.Lines);
    }

    /// <summary>What stays costs so much; at least what was paid for it.</summary>
    public long Cost { get; private set; }

    public long Points { get; private set; }

    /// <summary>The receipt's offers in its order, then those that apply only now that others do not.</summary>
    public ImmutableArray<StandingOffer> Standing => [.. standing, .. further];

    public static ReturnReckoning Of(TillReceipt receipt, KeptGoods kept, Catalogue? catalogue, ReturnOptions options, ReturnLedger before)
    {
        ReturnReckoning reckoning = new(receipt, kept);
        if (options.Policy != ReturnPolicy.Keep && !kept.IsEmpty && receipt.Applied.Length > 0)
        {
            Offer[] offers = [.. receipt.Applied.Select(g => catalogue!.Find(g.Offer)!)];
            TriggerShare[] shares = [.. offers.Select((offer, i) => TriggerShare.Of(offer, receipt.Applied[i], receipt, kept))];
            if (reckoning.Breaks(offers, shares))
            {
                if (options.Policy == ReturnPolicy.ProRate)
                {
                    reckoning.ProRate(offers, shares);
                }
                else
                {
                    reckoning.Reprice(catalogue!, options.Pricing, before);
                }
            }
        }

        return reckoning;
    }

    /// <summary>Whether an offer of which something stays has lost what its condition needs.</summary>
    private bool Breaks(Offer[] offers, TriggerShare[] shares)
    {
        bool any = false;
        for (int i = 0; i < standing.Length; i++)
        {
            bool stands = standing[i].Discount > 0 || standing[i].Points > 0 || standing[i].Gifts > 0
                || (offers[i].Reward is BonusPoints { Multiplier: > 1 } && kept.Of(offers[i].Target).Units > 0);
            standing[i] = standing[i] with { IsBroken = stands && !shares[i].IsWhole };
            any |= standing[i].IsBroken;
        }

        return any;
    }

    private void ProRate(Offer[] offers, TriggerShare[] shares)
    {
        for (int i = 0; i < standing.Length; i++)
        {
            GivenOffer given = receipt.Applied[i];
            long discount = Math.Min(standing[i].Discount, shares[i].Of(given.Discount));
            Cost += standing[i].Discount - discount;
            standing[i] = standing[i] with
            {
                Discount = discount,
                Points = Math.Min(standing[i].Points, shares[i].Down(given.Points)),
                Gifts = Math.Min(standing[i].Gifts, shares[i].Down(given.GiftQuantity)),
            };
        }

        Points = PointsOfPaid([.. receipt.Lines.Select(line => Multiplied(line, offers, shares))]);
    }

    /// <summary>A line with what is left of its highest multiplier.</summary>
    private static SoldLine Multiplied(SoldLine line, Offer[] offers, TriggerShare[] shares)
    {
        long highest = Math.Min(line.MultiplierMillionths, PointsStage.MultiplierUnit);
        for (int i = 0; i < offers.Length && highest > 0; i++)
        {
            if (offers[i].Reward is BonusPoints points && offers[i].Target.Chooses(line.Sku, line.Categories))
            {
                highest = Math.Max(highest, PointsStage.MultiplierUnit + shares[i].Down((long)((points.Multiplier - 1) * PointsStage.MultiplierUnit)));
            }
        }

        return new SoldLine(line.Sku, line.Categories, line.Quantity, line.UnitPrice, line.Amount, line.Discount, highest);
    }

    private void Reprice(Catalogue catalogue, PricingOptions options, ReturnLedger before)
    {
        Basket basket = new();
        basket.Begin(receipt.At, receipt.Guest);
        foreach (string coupon in receipt.Applied.Where(g => g.Coupon is not null).Select(g => g.Coupon!).Distinct(StringComparer.Ordinal).Except(before.Coupons, StringComparer.Ordinal))
        {
            basket.AddCoupon(coupon);
        }

        foreach (OfferId offer in receipt.ExhaustedOffers)
        {
            basket.Exhaust(offer);
        }

        for (int i = 0; i < kept.Quantities.Length; i++)
        {
            if (kept.Quantities[i] > 0)
            {
                basket.Add(new Article(receipt.Lines[i].Sku, receipt.Lines[i].Categories), kept.Quantities[i], receipt.Lines[i].UnitPrice);
            }
        }

        PricedBasket priced = new PricingSession(options).Price(catalogue, basket);
        bool isDearer = priced.Total >= Cost;
        Cost = Math.Max(Cost, priced.Total);
        for (int i = 0; i < standing.Length; i++)
        {
            AppliedOffer applied = priced.Applied.ToArray().FirstOrDefault(a => a.Offer.Id == standing[i].Offer);
            standing[i] = standing[i] with
            {
                Discount = isDearer ? applied.Discount : standing[i].Discount,
                Points = Math.Min(standing[i].Points, applied.Points),
                Gifts = Math.Min(standing[i].Gifts, applied.GiftQuantity),
            };
        }

        Int128 byLines = priced.Points;
        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            byLines -= applied.Offer.Reward is BonusPoints { Fixed: > 0 } ? applied.Points : 0;
            OfferId id = applied.Offer.Id;
            if (isDearer && applied.Discount > 0 && !receipt.Applied.Any(g => g.Offer == id))
            {
                further.Add(new StandingOffer(id, applied.Offer.FundedBy, applied.Discount, 0, 0, false));
            }
        }

        Points = PointsOfPaid(receipt.Lines, byLines);
    }

    /// <summary>The points of what was paid for what stays, at most so many, and the fixed ones that stay.</summary>
    private long PointsOfPaid(ImmutableArray<SoldLine> lines, Int128? most = null)
    {
        Int128 byLines = receipt.PointsRule.Of(lines, kept.Paid, multiplied: true);
        Int128 once = 0;
        foreach (StandingOffer offer in standing)
        {
            once += offer.Points;
        }

        return Math.Min(receipt.Points, ReceiptPoints.Clamp((most < byLines ? most.Value : byLines) + once));
    }
}
