namespace Loyalty.Pos.Internal;

/// <summary>At most what an offer takes off a unit, and what limits it altogether.</summary>
internal static class OfferBound
{
    /// <summary>Fills the rates and limits of an offer that ties lines.</summary>
    public static void Build(Component component, PricingWork work, CompiledOffer offer, ref Tied tied)
    {
        double rate = offer.Kind == RewardKind.Bundle ? RateOfSets(component, work, offer, ref tied) : 1;
        double open = 0;
        double buyable = 0;
        double gettable = 0;
        double left = MostLeft(component, offer, tied);
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref Use use = ref component.Uses[u];
            ref readonly Slot slot = ref component.Slots[use.Slot];
            bool isGot = !offer.HasItems || work.IsChosen(slot.Line, offer.Items);
            double dearest = slot.DearestTo(tied.Tie);
            use.Rate = offer.Kind == RewardKind.Bundle ? rate * dearest : isGot ? Rate(work, offer, dearest, slot.Line) : 0;
            use.Slack = offer.Kind is RewardKind.Percent or RewardKind.BuyGet && !offer.Ratio.IsWhole ? 0.5 : 0;
            if (slot.UnitsTo(tied.Tie) == 1 && offer.Kind == RewardKind.Percent)
            {
                (use.Rate, use.Slack) = (offer.Ratio.Of((long)dearest), 0);
            }

            if (tied.Tie == Tie.Together)
            {
                // Compound percents get less of what it takes. Where some units are not for others, all that the line can bear counts.
                (use.Rate, use.Slack) = slot.HasCompounded ? (0, slot.Bear) : (use.Rate * Math.Max(left, slot.Left), use.Slack + (slot.Left < 1 ? 1 : 0));
            }

            double units = slot.UnitsTo(tied.Tie);
            open += units;
            gettable += isGot ? units : 0;
            buyable += work.IsChosen(slot.Line, offer.Target) ? units : 0;
        }

        if (offer.MaxDiscount != CompiledOffer.Unlimited)
        {
            tied.MostDiscount = offer.MaxDiscount;
        }

        switch (offer.Kind)
        {
            case RewardKind.Gift:
                tied.MostUnits = Math.Min(offer.Get, offer.PerReceipt);
                break;
            case RewardKind.BuyGet when offer.HasItems:
                double groups = Math.Min(Math.Min(Math.Floor(buyable / offer.Buy), Math.Floor(gettable / offer.Get)), Math.Min(offer.PerReceipt, Math.Floor(open / ((double)offer.Buy + offer.Get))));
                tied.MostUnits = Math.Min(groups * offer.Get, offer.MaxUnits);
                break;
            case RewardKind.BuyGet:
                double size = (double)offer.Buy + offer.Get;
                tied.MostUnits = Math.Min(Math.Min(Math.Floor(open / size), offer.PerReceipt) * size, offer.MaxUnits * size / offer.Get);
                break;
            case RewardKind.Bundle:
                break;
            default:
                tied.MostUnits = offer.MaxUnits == CompiledOffer.Unlimited ? double.PositiveInfinity : offer.MaxUnits;
                break;
        }
    }

    /// <summary>Of groups a unit's part stands for what another line's unit gets, of which compound percents may leave more.</summary>
    private static double MostLeft(Component component, CompiledOffer offer, in Tied tied)
    {
        double left = 0;
        for (int u = tied.First; u < tied.First + tied.Count && offer is { Kind: RewardKind.BuyGet, HasItems: false }; u++)
        {
            left = Math.Max(left, component.Slots[component.Uses[u].Slot].Left);
        }

        return left;
    }

    /// <summary>At most what an offer takes off one unit of a line; of groups a unit's part, whether it is bought or got: the cheaper are got.</summary>
    public static double Rate(PricingWork work, CompiledOffer offer, double dearest, int line) => offer.Kind switch
    {
        RewardKind.FixedPrice => Math.Max(0, dearest - work.PriceOn(line, offer.Amount)),
        RewardKind.Amount => Math.Min(offer.Amount, dearest),
        RewardKind.BuyGet => dearest * offer.Ratio.Numerator / offer.Ratio.Denominator * (offer.HasItems ? 1 : offer.Get / ((double)offer.Buy + offer.Get)),
        RewardKind.Percent => dearest * offer.Ratio.Numerator / offer.Ratio.Denominator,
        _ => dearest,
    };

    /// <summary>A set's discount as a share of what it costs is largest for the dearest set that there could be.</summary>
    private static double RateOfSets(Component component, PricingWork work, CompiledOffer offer, ref Tied tied)
    {
        double dearest = 0;
        double sets = offer.PerReceipt;
        double size = 0;
        for (int item = 0; item < offer.SetItems.Length; item++)
        {
            double most = 0;
            double open = 0;
            for (int u = tied.First; u < tied.First + tied.Count; u++)
            {
                ref readonly Slot slot = ref component.Slots[component.Uses[u].Slot];
                if (work.IsChosen(slot.Line, offer.SetItems[item]))
                {
                    most = Math.Max(most, slot.DearestTo(tied.Tie));
                    open += slot.UnitsTo(tied.Tie);
                }
            }

            dearest += most * offer.SetQuantities[item];
            size += offer.SetQuantities[item];
            sets = Math.Min(sets, Math.Floor(open / offer.SetQuantities[item]));
        }

        if (offer.MaxUnits != CompiledOffer.Unlimited)
        {
            sets = Math.Min(sets, Math.Floor(offer.MaxUnits / size));
        }

        tied.MostUnits = sets * size;
        return dearest > offer.Amount ? (dearest - offer.Amount) / dearest : 0;
    }
}
