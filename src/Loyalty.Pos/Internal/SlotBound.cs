namespace Loyalty.Pos.Internal;

/// <summary>At most what the offers that decide line by line take off a line, whole and unit by unit.</summary>
internal sealed class SlotBound(PricingWork work, Units units, LineChoice choice, LineOffers byLine)
{
    /// <summary>Looks at a line's open units and at the offers that need no other line.</summary>
    public void Build(Span<ActiveOffer> offers, ref Slot slot)
    {
        double bear = 0;
        double dearestOfAll = 0;
        bool floors = false;
        double rough = double.PositiveInfinity;
        for (int i = units.Head(slot.Line); i >= 0; i = units[i].Next)
        {
            ref readonly Run run = ref units[i];
            if (run.State >= UnitState.Taken)
            {
                continue;
            }

            slot.HasCompounded |= run.State == UnitState.Compounded;
            bear += (double)run.Bear * run.Count;
            floors |= run.Bear != run.Amount;
            dearestOfAll = Math.Max(dearestOfAll, run.Amount);
            slot.CompoundUnits += run.Count;
            if (run.State == UnitState.Free)
            {
                slot.Units += run.Count;
                slot.Dearest = Math.Max(slot.Dearest, run.Amount);
                rough = Math.Min(rough, run.Amount);
            }
        }

        slot.CompoundDearest = dearestOfAll;
        bool alike = slot.Dearest - rough <= 1 && !slot.HasCompounded;
        ReadOnlySpan<int> alone = byLine.Alone(slot.Line);
        ReadOnlySpan<int> together = byLine.Together(slot.Line);
        _ = choice.Best(offers, alone, slot.Line, out long single);
        slot.Single = single;
        foreach (int i in alone)
        {
            CompiledOffer offer = offers[i].Offer;
            if (!offers[i].IsTied)
            {
                slot.SingleUnit = Math.Max(slot.SingleUnit, alike || offer.IsSimple ? OfferBound.Rate(work, offer, slot.Dearest, slot.Line) : slot.Dearest);
                slot.Single = alike || offer.IsSimple ? slot.Single : bear;
                slot.Slack = Math.Max(slot.Slack, 0.5);
            }
        }

        BuildCompound(offers, together, ref slot, floors, bear, dearestOfAll);
        if (slot.Units == 1 && !slot.HasCompounded)
        {
            (slot.SingleUnit, slot.Slack) = (slot.Single, 0);
        }
    }

    private void BuildCompound(Span<ActiveOffer> offers, ReadOnlySpan<int> together, ref Slot slot, bool rough, double bear, double dearest)
    {
        slot.Left = 1;
        slot.Bear = bear;
        if (together.Length == 0)
        {
            return;
        }

        double left = dearest;
        double slack = 0;
        double further = 0;
        double furtherUnit = 0;
        double open = slot.CompoundUnits;
        foreach (int i in together)
        {
            if (offers[i].IsTied)
            {
                continue;
            }

            CompiledOffer offer = offers[i].Offer;
            slack += 0.5;
            if (!offer.IsSimple)
            {
                double each = OfferBound.Rate(work, offer, dearest, slot.Line);
                double most = offer.MaxUnits == CompiledOffer.Unlimited ? open : Math.Min(open, offer.MaxUnits);
                furtherUnit += each;
                further += Math.Min(each * (offer.Kind == RewardKind.BuyGet ? open : most), offer.MaxDiscount) + 0.5;
                continue;
            }

            slot.Left *= !rough && offer.Kind == RewardKind.Percent ? 1 - ((double)offer.Ratio.Numerator / offer.Ratio.Denominator) : 1;
            left = offer.Kind switch
            {
                RewardKind.FixedPrice => Math.Min(left, work.PriceOn(slot.Line, offer.Amount)),
                RewardKind.Amount => Math.Max(0, left - offer.Amount),
                _ => left - (left * offer.Ratio.Numerator / offer.Ratio.Denominator),
            };
        }

        slot.Compound = rough ? bear : Math.Min(bear, choice.Reckon(offers, together, slot.Line, onlySimple: true).Discount + (further * slot.Left));
        slot.CompoundUnit = rough ? dearest : Math.Min(dearest, dearest - left + (furtherUnit * slot.Left));
        slot.Slack = Math.Max(slot.Slack, slack);
        if (slot.Units == 1 && !rough)
        {
            // What one unit gives is known to the cent.
            slot.CompoundUnit = slot.Compound;
        }
    }
}
