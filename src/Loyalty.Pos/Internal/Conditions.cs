namespace Loyalty.Pos.Internal;

/// <summary>Whether an offer's conditions hold for a basket, and by how much they miss.</summary>
internal static class Conditions
{
    /// <summary>The first reason that the offer does not concern the basket, or null; whether its coupon or guest is there is asked apart.</summary>
    public static RejectionReason? Fault(CompiledOffer offer, PricingWork work, out long missingSpend, out decimal missingQuantity)
    {
        missingSpend = 0;
        missingQuantity = 0;
        ref readonly OfferRow row = ref work.Catalogue.Image.Rows[offer.Index];
        if (!HasItems(offer, row, work))
        {
            return RejectionReason.NoMatchingItems;
        }

        long spend = work.SpendOf(row.Counts);
        if (spend < row.MinSpend)
        {
            missingSpend = row.MinSpend - spend;
            return RejectionReason.MinSpend;
        }

        long units = work.UnitsOf(row.Counts);
        if (units < row.MinUnits)
        {
            missingQuantity = offer.Definition.Requires!.MinQuantity - units;
            return RejectionReason.MinQuantity;
        }

        return offer.Kind switch
        {
            RewardKind.BuyGet => Group(offer, work, out missingQuantity),
            RewardKind.Bundle => Set(offer, work, out missingQuantity),
            RewardKind.Tiers => Step(offer, work, out missingSpend, out missingQuantity),
            _ => null,
        };
    }

    private static bool HasItems(CompiledOffer offer, in OfferRow row, PricingWork work)
    {
        if (work.UnitsOf(offer.Target) == 0 || (row.Is(OfferTraits.RequiresItems) && work.UnitsOf(row.Counts) == 0) || (offer.HasItems && work.UnitsOf(offer.Items) == 0))
        {
            return false;
        }

        foreach (int item in offer.SetItems)
        {
            if (work.UnitsOf(item) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static RejectionReason? Group(CompiledOffer offer, PricingWork work, out decimal missing)
    {
        long bought = work.UnitsOf(offer.Target);
        long got = work.UnitsOf(offer.Items);
        long together = bought;
        if (offer.HasItems)
        {
            together = 0;
            for (int line = 0; line < work.Basket.Lines.Length; line++)
            {
                together += work.Concerns(offer, line) ? work.Basket.Lines[line].Units : 0;
            }
        }

        missing = Math.Max(Math.Max(offer.Buy - bought, offer.Get - got), Math.Max(0, (long)offer.Buy + offer.Get - together));
        return missing > 0 ? RejectionReason.MinQuantity : null;
    }

    private static RejectionReason? Set(CompiledOffer offer, PricingWork work, out decimal missing)
    {
        missing = 0;
        for (int i = 0; i < offer.SetItems.Length; i++)
        {
            missing += Math.Max(0, offer.SetQuantities[i] - work.UnitsOf(offer.SetItems[i]));
        }

        return missing > 0 ? RejectionReason.MinQuantity : null;
    }

    private static RejectionReason? Step(CompiledOffer offer, PricingWork work, out long missingSpend, out decimal missingQuantity)
    {
        missingSpend = 0;
        missingQuantity = 0;
        if (work.StepOf(offer) >= 0)
        {
            return null;
        }

        if (offer.TierSteps!.BySpend)
        {
            missingSpend = (long)offer.TierSteps!.Steps[0].From - work.SpendOf(offer.Target);
            return RejectionReason.MinSpend;
        }

        missingQuantity = offer.TierSteps!.Steps[0].From - work.UnitsOf(offer.Target);
        return RejectionReason.MinQuantity;
    }
}
