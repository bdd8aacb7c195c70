using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Says of each offer that does not apply the first reason that holds.</summary>
internal sealed class Explanation(PricingWork work, PointsStage points, Retrial retrial)
{
    private readonly Buffer<bool> isApplied = new();

    /// <summary>Goes through the catalogue. Nearly every offer concerns nothing in the basket: its row says so, and the offer is not looked at.</summary>
    public void Write(PricedBasket priced, ReadOnlySpan<ActiveOffer> active, ApplicationLog log)
    {
        isApplied.Resize(work.Catalogue.OfferCount);
        isApplied.Span.Clear();
        foreach (ref readonly ApplicationLog.Application application in log.Applications.Span)
        {
            isApplied[application.Offer] = true;
        }

        ReadOnlySpan<OfferRow> rows = work.Catalogue.Image.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if (isApplied[i])
            {
                continue;
            }

            ref readonly OfferRow row = ref rows[i];
            if (row.Is(OfferTraits.Automatic) && work.UnitsOf(row.Target) == 0)
            {
                RejectionReason reason = OfferCalendar.Fault(row, work.Basket.At) ?? RejectionReason.NoMatchingItems;
                priced.RejectedBuffer.Add(new RejectedOffer(work.Catalogue.Define(i), reason, 0, 0));
            }
            else
            {
                Write(priced, active, row, work.Catalogue.Offer(i));
            }
        }
    }

    private void Write(PricedBasket priced, ReadOnlySpan<ActiveOffer> active, in OfferRow row, CompiledOffer offer)
    {
        long missingSpend = 0;
        decimal missingQuantity = 0;
        RejectionReason reason = OfferCalendar.Fault(row, work.Basket.At)
            ?? WrongGuest(offer.Definition, work.Basket)
            ?? Conditions.Fault(offer, work, out missingSpend, out missingQuantity)
            ?? Exhausted(offer)
            ?? Lost(offer, active);
        priced.RejectedBuffer.Add(new RejectedOffer(offer.Definition, reason, missingSpend, missingQuantity));
    }

    private static RejectionReason? WrongGuest(Offer offer, Basket basket)
    {
        if (offer.Activation == Activation.Coupon)
        {
            foreach (string code in basket.Coupons)
            {
                if (offer.Codes.Contains(code))
                {
                    return null;
                }
            }

            return RejectionReason.NoCoupon;
        }

        return offer.Activation == Activation.Personal && (basket.Guest is null || !offer.Guests.Contains(basket.Guest)) ? RejectionReason.NotForGuest : null;
    }

    /// <summary>No redemption is left; where floors or what was taken before leave it nothing to give, that is said first.</summary>
    private RejectionReason? Exhausted(CompiledOffer offer)
    {
        if (!work.Basket.Exhausted.Contains(offer.Definition.Id))
        {
            return null;
        }

        return retrial.FindsNothing(work.Catalogue, work.Basket, offer) ? RejectionReason.PriceFloor : RejectionReason.LimitReached;
    }

    /// <summary>Nothing was left for it when its turn came, or others were chosen on what it concerns.</summary>
    public RejectionReason Lost(CompiledOffer offer, ReadOnlySpan<ActiveOffer> active)
    {
        if (offer.IsPoints)
        {
            return points.AddsAlone(offer) ? RejectionReason.LostToBetter : RejectionReason.PriceFloor;
        }

        foreach (ref readonly ActiveOffer candidate in active)
        {
            if (ReferenceEquals(candidate.Offer, offer) && candidate.Alone > 0)
            {
                return offer.Stacking != Stacking.Compound || candidate.IsClosed ? RejectionReason.LostToBetter : RejectionReason.PriceFloor;
            }
        }

        return RejectionReason.PriceFloor;
    }
}
