namespace Loyalty.Pos.Internal;

/// <summary>
/// What offers give on each set of lines of a part, worked out when it is first asked for: what takes whole lines on those that it has, and
/// compound ones on those that nobody took. All of it for one state of the lines, as offers that take units left them.
/// </summary>
internal sealed class PartTable(Component component, Units units, Mechanic mechanic)
{
    private readonly Buffer<Cell> cells = new();
    private readonly Buffer<int> on = new();
    private readonly ApplicationLog log = new();
    private int now;

    /// <summary>What is given, and to which of the lines; good while its number is the table's.</summary>
    internal struct Cell
    {
        public int Now;

        /// <summary>The lines that are taken, by their places in the part, and by whom.</summary>
        public uint Taken;
        public ulong Takers;
        public long Discount;
    }

    /// <summary>How many lines were worked on.</summary>
    public int Looked { get; set; }

    public void Clear() => cells.Clear();

    /// <summary>Makes room for each set of so many lines; returns where it begins.</summary>
    public int Add(int lines)
    {
        int first = cells.Count;
        cells.Extend(1 << lines).Clear();
        return first;
    }

    /// <summary>Forgets everything: the lines are in another state.</summary>
    public void Begin() => now = now == int.MaxValue ? 1 : now + 1;

    /// <summary>
    /// What an offer that takes whole lines gives on some of its lines, a bit each. Where it was not worked out before, the lines that it takes are
    /// told by their places among its own, and the caller puts them in terms of the part.
    /// </summary>
    public ref Cell OfWhole(Span<ActiveOffer> offers, int first, in Tied tied, uint mask, out bool isNew)
    {
        ref Cell cell = ref cells[first + (int)mask];
        isNew = cell.Now != now;
        if (isNew)
        {
            on.Clear();
            for (int k = 0; k < tied.Count; k++)
            {
                if ((mask & (1u << k)) != 0)
                {
                    on.Add(component.Slots[component.Uses[tied.First + k].Slot].Line);
                }
            }

            CompiledOffer offer = offers[tied.Index].Offer;
            cell = new Cell { Now = now };
            Looked += on.Count;
            if (offer.Kind == RewardKind.BuyGet)
            {
                cell.Discount = mechanic.Apply(offer, on.Span, null);
                cell.Taken = cell.Discount > 0 ? mask : 0;
            }
            else
            {
                log.Clear();
                cell.Discount = mechanic.Apply(offer, on.Span, log);
                for (int k = 0; k < tied.Count; k++)
                {
                    cell.Taken |= log.HasEntry(component.Slots[component.Uses[tied.First + k].Slot].Line) ? 1u << k : 0;
                }

                units.ReturnToMark(on.Span);
            }
        }

        return ref cell;
    }

    /// <summary>What compound offers give on lines that they tie together, where some of the lines are taken by others.</summary>
    /// <param name="offers">The offers of the priority.</param>
    /// <param name="first">Where the group's table begins.</param>
    /// <param name="lines">The group's lines.</param>
    /// <param name="shares">The compound offers that concern the group, in their order, each with its lines.</param>
    /// <param name="taken">The lines that are taken, a bit each.</param>
    public long OfGroup(Span<ActiveOffer> offers, int first, ReadOnlySpan<int> lines, ReadOnlySpan<int> shares, uint taken)
    {
        ref Cell cell = ref cells[first + (int)taken];
        if (cell.Now != now)
        {
            long sum = 0;
            Looked += lines.Length;
            for (int k = 0; k < lines.Length; k++)
            {
                if ((taken & (1u << k)) != 0)
                {
                    units.CloseFree(lines[k]);
                }
            }

            for (int at = 0; at < shares.Length; at += 2 + shares[at + 1])
            {
                log.Clear();
                sum += mechanic.Apply(offers[shares[at]].Offer, shares.Slice(at + 2, shares[at + 1]), log);
            }

            units.ReturnToMark(lines);
            cell = new Cell { Now = now, Discount = sum };
        }

        return cell.Discount;
    }
}
