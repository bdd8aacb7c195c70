using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Says of each offer that does not apply the first reason that holds.</summary>
internal static class Explanation
{
    public static void Write(PricedBasket priced, PricingWork work, ReadOnlySpan<ActiveOffer> active)
    {
        for (int i = 0; i < work.Catalogue.OfferCount; i++)
        {
            CompiledOffer offer = work.Catalogue.Offer(i);
            if (IsApplied(priced, offer))
            {
                continue;
            }

            long missingSpend = 0;
            decimal missingQuantity = 0;
            RejectionReason reason = OfferCalendar.Fault(work.Catalogue.Image.Rows[i], work.Basket.At)
                ?? WrongGuest(offer.Definition, work.Basket)
                ?? Conditions.Fault(offer, work, out missingSpend, out missingQuantity)
                ?? Exhausted(offer, work)
                ?? Lost(offer, work, active);
            priced.RejectedBuffer.Add(new RejectedOffer(offer.Definition, reason, missingSpend, missingQuantity));
        }
    }

    private static bool IsApplied(PricedBasket priced, CompiledOffer offer)
    {
        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            if (ReferenceEquals(applied.Offer, offer.Definition))
            {
                return true;
            }
        }

        return false;
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

    /// <summary>No redemption is left; where floors leave it nothing to give, that is said first.</summary>
    private static RejectionReason? Exhausted(CompiledOffer offer, PricingWork work)
    {
        if (!work.Basket.Exhausted.Contains(offer.Definition.Id))
        {
            return null;
        }

        for (int line = 0; line < work.Basket.Lines.Length; line++)
        {
            if (offer.IsPoints || (work.Concerns(offer, line) && Units.BearOf(work.Basket.Lines[line], work.Resolutions[line]!, work.Basket.Lines[line].UnitAmount) > 0))
            {
                return RejectionReason.LimitReached;
            }
        }

        return offer.Kind == RewardKind.Gift ? RejectionReason.LimitReached : RejectionReason.PriceFloor;
    }

    /// <summary>Nothing was left for it when its turn came, or others were chosen on what it concerns.</summary>
    private static RejectionReason Lost(CompiledOffer offer, PricingWork work, ReadOnlySpan<ActiveOffer> active)
    {
        if (offer.IsPoints)
        {
            return PointsLost(offer, work);
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

    private static RejectionReason PointsLost(CompiledOffer offer, PricingWork work)
    {
        for (int line = 0; line < work.Basket.Lines.Length; line++)
        {
            if (offer.Multiplier > PointsStage.MultiplierUnit && work.Catalogue.Points is not null && work.IsChosen(line, offer.Target)
                && work.Earns(line) && work.Basket.Lines[line].Amount > work.LineDiscounts[line])
            {
                return RejectionReason.LostToBetter;
            }
        }

        return RejectionReason.PriceFloor;
    }
}
