namespace Loyalty.Pos.Internal;

/// <summary>At most what an offer that has whole lines, or that applies together with others, can give on all the lines that are open to it.</summary>
internal sealed class GroupBound(PricingWork work)
{
    private readonly Buffer<UnitKey> sorted = new();
    private readonly Buffer<int> order = new();
    private readonly Buffer<(double Count, double Amount)> got = new();

    public void Clear() => order.Clear();

    /// <summary>Puts an offer's lines in order, from the dearest unit down.</summary>
    public void Sort(Component component, ref Tied tied)
    {
        tied.Order = order.Count;
        tied.Left = tied.Tie == Tie.Together ? 0 : 1;
        sorted.Clear();
        for (int u = tied.First; u < tied.First + tied.Count; u++)
        {
            ref readonly Slot slot = ref component.Slots[component.Uses[u].Slot];
            tied.Left = tied.Tie == Tie.Together ? Math.Max(tied.Left, slot.Left) : 1;
            sorted.Add(new UnitKey(-(long)slot.DearestTo(tied.Tie), sorted.Count, u));
        }

        sorted.Span.Sort();
        foreach (UnitKey key in sorted.Span)
        {
            order.Add(key.Run);
        }
    }

    /// <summary>The most that the offer gives on the lines that are still open to it.</summary>
    public double Most(Component component, CompiledOffer offer, in Tied tied)
    {
        double units = 0;
        double buyable = 0;
        double gettable = 0;
        double sum = 0;
        double slack = 0;
        bool isGroup = offer.Kind == RewardKind.BuyGet;
        foreach (int u in order.Span.Slice(tied.Order, tied.Count))
        {
            ref readonly Use use = ref component.Uses[u];
            ref readonly Slot slot = ref component.Slots[use.Slot];
            if (!IsOpen(tied, use, slot))
            {
                continue;
            }

            slack += use.Slack;
            sum += use.Rate * slot.Units;
            double open = slot.UnitsTo(tied.Tie);
            units += open;
            if (offer.HasItems)
            {
                buyable += work.IsChosen(slot.Line, offer.Target) ? open : 0;
                gettable += work.IsChosen(slot.Line, offer.Items) ? open : 0;
            }
        }

        if (isGroup)
        {
            double groups = Math.Min(Math.Floor(units / ((double)offer.Buy + offer.Get)), offer.PerReceipt);
            groups = offer.HasItems ? Math.Min(groups, Math.Min(Math.Floor(buyable / offer.Buy), Math.Floor(gettable / offer.Get))) : groups;
            sum = Math.Min(sum, groups * offer.Get == 0 ? 0 : OfGroups(component, offer, tied, groups * offer.Get));
        }

        return Math.Min(sum, tied.MostDiscount) + slack;
    }

    /// <summary>
    /// Groups stand one behind the other from the dearest unit down, and each group's last are got: no grouping of some of these units gives more.
    /// Where the cheapest of all are got, they are no dearer than the cheapest of the units that are certainly there.
    /// </summary>
    private double OfGroups(Component component, CompiledOffer offer, in Tied tied, double most)
    {
        double size = (double)offer.Buy + offer.Get;
        double position = 0;
        double left = most;
        double before = 0;
        got.Clear();
        foreach (int u in order.Span.Slice(tied.Order, tied.Count))
        {
            ref readonly Use use = ref component.Uses[u];
            ref readonly Slot slot = ref component.Slots[use.Slot];
            if (!IsOpen(tied, use, slot) || (offer.HasItems && !work.IsChosen(slot.Line, offer.Items)))
            {
                continue;
            }

            double open = slot.UnitsTo(tied.Tie);
            double next = position + open;
            double upTo = offer.HasItems ? next : Got(next, size, offer.Buy);
            double count = Math.Min(upTo - before, left);
            before = upTo;
            left -= count;
            position = next;
            if (count > 0)
            {
                got.Add((count, slot.DearestTo(tied.Tie)));
            }
        }

        return (offer.GroupsFromDearest || offer.HasItems ? Sum() : SumOfCheapest(component, tied)) * offer.Ratio.Numerator / offer.Ratio.Denominator * tied.Left;
    }

    private double Sum()
    {
        double sum = 0;
        foreach ((double count, double amount) in got.Span)
        {
            sum += count * amount;
        }

        return sum;
    }

    /// <summary>The got from the cheapest up, each no dearer than the unit in the same place among those that are certainly there.</summary>
    private double SumOfCheapest(Component component, in Tied tied)
    {
        double sum = 0;
        int next = got.Count - 1;
        double left = next >= 0 ? got[next].Count : 0;
        for (int o = tied.Order + tied.Count - 1; o >= tied.Order && next >= 0; o--)
        {
            ref readonly Use use = ref component.Uses[order[o]];
            ref readonly Slot slot = ref component.Slots[use.Slot];
            if (!IsCertain(component, tied, use, slot))
            {
                continue;
            }

            for (double certain = slot.Units; certain > 0 && next >= 0;)
            {
                double count = Math.Min(certain, left);
                sum += count * Math.Min(got[next].Amount, slot.Dearest);
                certain -= count;
                left -= count;
                if (left <= 0)
                {
                    left = --next >= 0 ? got[next].Count : 0;
                }
            }
        }

        for (; next >= 0; left = --next >= 0 ? got[next].Count : 0)
        {
            sum += left * got[next].Amount;
        }

        return sum;
    }

    private static bool IsOpen(in Tied tied, in Use use, in Slot slot) => !slot.IsDecided
        || slot.Taker == (tied.Tie == Tie.Together ? Slot.Open : use.Tied) || (tied.Tie == Tie.Together && slot.HasCompounded);

    /// <summary>Whether all units of a line are the offer's: it is decided, and nobody else may use them.</summary>
    private static bool IsCertain(Component component, in Tied tied, in Use use, in Slot slot)
    {
        if (tied.Tie != Tie.Whole || !slot.IsDecided || slot.Taker != use.Tied)
        {
            return false;
        }

        for (int u = slot.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            if (component.Tied[component.Uses[u].Tied].Tie == Tie.Units && !component.Uses[u].IsDenied)
            {
                return false;
            }
        }

        return true;
    }

    private static double Got(double position, double size, double buy)
    {
        double groups = Math.Floor(position / size);
        return (groups * (size - buy)) + Math.Max(0, position - (groups * size) - buy);
    }
}
