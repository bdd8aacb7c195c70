namespace Loyalty.Pos.Internal;

/// <summary>
/// At most what a <see cref="Component"/> can give as far as it is decided: for each line the dearest use of its units, as if no offer's lines
/// depended on each other. Limits are not forgotten: they are charged as a price of each unit, or as a share of each discount.
/// </summary>
internal sealed class ComponentBound(PricingWork work, Units units, LineChoice choice, LineOffers byLine)
{
    private readonly GroupBound groups = new(work);
    private readonly SlotBound slots = new(work, units, choice, byLine);
    private readonly Buffer<Step> steps = new();
    private Component component = null!;

    private readonly record struct Step(double At, double Amount) : IComparable<Step>
    {
        public int CompareTo(Step other) => other.At.CompareTo(At);
    }

    private double byLines;
    private double byOffers;

    /// <summary>The bound: the less of two, one by lines, the other by what each offer can give on all of its lines.</summary>
    public double Total => Math.Min(byLines, byOffers);

    /// <summary>How many lines were looked at; the search counts them as part of its steps.</summary>
    public long Looks { get; set; }

    /// <summary>Both, to be returned to.</summary>
    public (double Lines, double Offers) Both => (byLines, byOffers);

    /// <summary>Reckons what every line and every tied offer can give at most.</summary>
    public void Build(Component of, Span<ActiveOffer> offers)
    {
        component = of;
        groups.Clear();
        foreach (ref Slot slot in component.Slots.Span)
        {
            slots.Build(offers, ref slot);
        }

        foreach (ref Tied tied in component.Tied.Span)
        {
            OfferBound.Build(component, work, offers[tied.Index].Offer, ref tied);
            groups.Sort(component, ref tied);
        }

        for (int t = 0; t < component.Tied.Count; t++)
        {
            Charge(offers, t);
        }

        Sum(offers);
    }

    /// <summary>Reckons the bound anew after a line was decided or given back; the caller keeps what it was before.</summary>
    public void Update(Span<ActiveOffer> offers, int slot)
    {
        ref Slot changed = ref component.Slots[slot];
        byLines -= changed.Bound;
        byOffers -= changed.Rest;
        BoundSlot(ref changed);
        byLines += changed.Bound;
        byOffers += changed.Rest;
        for (int u = changed.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            ref Tied tied = ref component.Tied[component.Uses[u].Tied];
            if (tied.Tie != Tie.Units)
            {
                byLines -= tied.Once;
                byOffers -= tied.Most;
                Limit(offers, ref tied);
                byLines += tied.Once;
                byOffers += tied.Most;
            }
        }
    }

    public void Return((double Lines, double Offers) before) => (byLines, byOffers) = before;

    /// <summary>Reckons the bound of what is decided from the beginning.</summary>
    public void Sum(Span<ActiveOffer> offers)
    {
        byLines = 0;
        byOffers = 0;
        foreach (ref Slot slot in component.Slots.Span)
        {
            BoundSlot(ref slot);
            byLines += slot.Bound;
            byOffers += slot.Rest;
        }

        foreach (ref Tied tied in component.Tied.Span)
        {
            Limit(offers, ref tied);
            byLines += tied.Once;
            byOffers += tied.Tie == Tie.Units ? tied.Once : tied.Most;
        }
    }

    private void Limit(Span<ActiveOffer> offers, ref Tied tied)
    {
        if (tied.Tie == Tie.Units)
        {
            return;
        }

        Looks += tied.Count;
        tied.Most = groups.Most(component, offers[tied.Index].Offer, tied);
        if (tied.Share < 1 && double.IsPositiveInfinity(tied.MostDiscount))
        {
            tied.Once = (1 - tied.Share) * tied.Most;
        }
    }

    /// <summary>At most what a line gives: its units at their dearest, or everything that may happen there added up, whatever is less.</summary>
    private void BoundSlot(ref Slot slot)
    {
        double users = 0;
        double unit = 0;
        double slack = 0;
        double beside = 0;
        double besideUnit = 0;
        double besideSlack = 0;
        double wholeSlack = 0;
        for (int u = slot.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            ref readonly Use use = ref component.Uses[u];
            ref readonly Tied tied = ref component.Tied[use.Tied];
            if (tied.Tie == Tie.Together)
            {
                beside += (use.Gain * Math.Min(slot.Units, tied.MostUnits)) + use.Slack;
                besideSlack += use.Slack;
                besideUnit += use.Gain;
            }
            else if (tied.Tie == Tie.Units && !use.IsDenied)
            {
                // Where all of its gain is charged to the offer, what rounding adds is still the line's.
                users += (use.Gain * Math.Min(slot.Units, tied.MostUnits)) + use.Slack;
                unit = Math.Max(unit, use.Gain);
                slack += use.Slack;
            }
            else if (tied.Tie == Tie.Whole)
            {
                wholeSlack += use.Slack;
            }
        }

        double whole = 0;
        double wholeUnit = 0;
        double rest = 0;
        double restUnit = 0;
        ReadOnlySpan<int> takers = slot.IsDecided ? [slot.Taker] : component.Takers.Span.Slice(slot.FirstTaker, slot.Takers);
        foreach (int taker in takers)
        {
            (double line, double each) = taker switch
            {
                Slot.ByLine => (slot.Single, slot.SingleUnit),
                Slot.Open => (slot.Compound + beside, slot.CompoundUnit + besideUnit),
                Slot.Local => (Math.Max(slot.Single, slot.Compound), Math.Max(slot.SingleUnit, slot.CompoundUnit)),
                _ => OfWhole(slot, taker, slot.Compound + beside, slot.CompoundUnit + besideUnit),
            };
            whole = Math.Max(whole, line);
            wholeUnit = Math.Max(wholeUnit, each);
            (line, each) = taker switch
            {
                Slot.Open => (slot.Compound, slot.CompoundUnit),
                >= 0 when slot.HasCompounded || !double.IsPositiveInfinity(component.Tied[taker].MostDiscount) => (slot.Compound, slot.CompoundUnit),
                >= 0 => (0, 0),
                _ => (line, each),
            };
            rest = Math.Max(rest, line);
            restUnit = Math.Max(restUnit, each);
        }

        if (slot.HasCompounded)
        {
            slot.Bound = users + whole + slot.Compound + beside;
            slot.Rest = users + rest + slot.Compound;
        }
        else if (unit == 0)
        {
            slot.Bound = users + whole;
            slot.Rest = users + rest;
        }
        else
        {
            slot.Bound = Math.Min(users + whole, (Math.Max(unit, wholeUnit) * slot.Units) + slack + slot.Slack + besideSlack + wholeSlack);
            slot.Rest = Math.Min(users + rest, (Math.Max(unit, restUnit) * slot.Units) + slack + slot.Slack);
        }
    }

    /// <summary>Gives each line that is still to be decided to whoever promises most.</summary>
    public void Prefer()
    {
        for (int s = 0; s < component.Slots.Count; s++)
        {
            ref Slot slot = ref component.Slots[s];
            if (slot.Takers == 1)
            {
                continue;
            }

            double most = -1;
            int preferred = slot.Taker;
            slot.IsDecided = true;
            for (int t = 0; t < slot.Takers; t++)
            {
                slot.Taker = component.Takers[slot.FirstTaker + t];
                BoundSlot(ref slot);
                if (slot.Bound > most)
                {
                    (most, preferred) = (slot.Bound, slot.Taker);
                }
            }

            slot.IsDecided = false;
            slot.Taker = preferred;
            BoundSlot(ref slot);
        }
    }

    private (double Line, double Unit) OfWhole(in Slot slot, int taker, double open, double openUnit)
    {
        for (int u = slot.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            ref readonly Use use = ref component.Uses[u];
            if (use.Tied == taker)
            {
                double line = (use.Gain * slot.Units) + use.Slack;

                // One whose discount is cut may leave a line to which its share is nothing.
                return double.IsPositiveInfinity(component.Tied[taker].MostDiscount) ? (line, use.Gain) : (Math.Max(line, open), Math.Max(use.Gain, openUnit));
            }
        }

        return default;
    }

    /// <summary>Finds the price or share at which an offer's limit is just used up, so that the bound comes as near as it can.</summary>
    private void Charge(Span<ActiveOffer> offers, int t)
    {
        ref Tied tied = ref component.Tied[t];
        CompiledOffer offer = offers[tied.Index].Offer;
        bool byGroups = offer is { Kind: RewardKind.BuyGet, HasItems: false } && double.IsPositiveInfinity(tied.MostDiscount);
        double most = byGroups ? groups.Most(component, offer, tied) : tied.MostDiscount;
        steps.Clear();
        double together = 0;
        bool byUnits = !double.IsPositiveInfinity(tied.MostUnits) && tied.Tie != Tie.Whole;
        bool isOpen = true;
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref Use use = ref component.Uses[u];
            ref readonly Slot slot = ref component.Slots[use.Slot];
            use.Gain = use.Rate;
            double rival = Rival(slot, t, tied.Tie == Tie.Together);
            isOpen &= tied.Tie != Tie.Together || !slot.HasCompounded;
            together += byUnits ? slot.Units : use.Rate * slot.Units;
            if (use.Rate > rival)
            {
                steps.Add(byUnits ? new Step(use.Rate - rival, slot.Units) : new Step(-rival / use.Rate, use.Rate * slot.Units));
            }
        }

        if (!isOpen || together <= (byUnits ? tied.MostUnits : most))
        {
            return;
        }

        steps.Span.Sort();
        double sum = 0;
        double limit = byUnits ? tied.MostUnits : most;
        double at = byUnits ? 0 : -1;
        foreach (Step step in steps.Span)
        {
            sum += step.Amount;
            if (sum > limit)
            {
                at = step.At;
                break;
            }
        }

        tied.Price = byUnits ? at : 0;
        tied.Share = byUnits ? 1 : Math.Max(0, -at);
        tied.Once = byUnits ? at * tied.MostUnits : (1 - tied.Share) * most;
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref Use use = ref component.Uses[u];
            use.Gain = Math.Max(0, (use.Rate * tied.Share) - tied.Price);
        }
    }

    /// <summary>What a unit of a line would bring where an offer does not have it.</summary>
    private double Rival(in Slot slot, int without, bool isTogether)
    {
        double most = 0;
        double beside = slot.CompoundUnit;
        foreach (int taker in component.Takers.Span.Slice(slot.FirstTaker, slot.Takers))
        {
            most = taker is Slot.ByLine or Slot.Local ? Math.Max(most, slot.SingleUnit) : most;
        }

        for (int u = slot.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            ref readonly Use use = ref component.Uses[u];
            double gain = use.Tied > without ? use.Rate : use.Gain;
            if (component.Tied[use.Tied].Tie == Tie.Together)
            {
                beside += use.Tied == without ? 0 : gain;
            }
            else if (use.Tied != without)
            {
                most = Math.Max(most, gain);
            }
        }

        return isTogether ? Math.Max(0, most - beside) : Math.Max(most, beside);
    }
}
