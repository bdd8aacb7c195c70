using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Says of each offer that does not apply the first reason that holds.</summary>
internal sealed class Explanation
{
    private readonly Buffer<bool> isApplied = new();

    /// <summary>Goes through the catalogue. Nearly every offer concerns nothing in the basket: its row says so, and the offer is not looked at.</summary>
    public void Write(PricedBasket priced, PricingWork work, ReadOnlySpan<ActiveOffer> active, ApplicationLog log)
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
                Write(priced, work, active, row, work.Catalogue.Offer(i));
            }
        }
    }

    private static void Write(PricedBasket priced, PricingWork work, ReadOnlySpan<ActiveOffer> active, in OfferRow row, CompiledOffer offer)
    {
        long missingSpend = 0;
        decimal missingQuantity = 0;
        RejectionReason reason = OfferCalendar.Fault(row, work.Basket.At)
            ?? WrongGuest(offer.Definition, work.Basket)
            ?? Conditions.Fault(offer, work, out missingSpend, out missingQuantity)
            ?? Exhausted(offer, work)
            ?? Lost(offer, work, active);
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

    /// <summary>No redemption is left; where floors leave it nothing to give, that is said first.</summary>
    private static RejectionReason? Exhausted(CompiledOffer offer, PricingWork work)
    {
        if (!work.Basket.Exhausted.Contains(offer.Definition.Id))
        {
            return null;
        }

        for (int line = 0; line < work.Basket.Lines.Length; line++)
        {
            if (offer.IsPoints || (work.Concerns(offer, line) && Units.BearOf(work.Basket.Lines[line], work.Resolutions[line], work.Basket.Lines[line].UnitAmount) > 0))
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
