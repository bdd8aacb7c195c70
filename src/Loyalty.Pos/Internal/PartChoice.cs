using System.Numerics;

namespace Loyalty.Pos.Internal;

/// <summary>Goes through the combinations of a part, with what its offers give looked up, and keeps those that give most.</summary>
internal sealed class PartChoice(Component component, Parts parts, PartTable table, Units units, LineChoice choice, LineOffers byLine)
{
    private const int CombinationsInAStep = 16;
    private const int MostStates = 16;

    private readonly Buffer<Result> results = new();
    private readonly Buffer<Tie> ties = new();
    private readonly LineWorth[] worth = new LineWorth[Parts.MostLines];
    private readonly int[] digits = new int[Parts.MostLines];
    private readonly int[] offset = new int[Parts.MostLines];
    private readonly uint[] masks = new uint[Parts.MostLines];

    /// <summary>The most that a part gives in one state of its lines, and the combinations that give it.</summary>
    internal readonly record struct Result(ulong State, long Discount, int First, int Count, int Next);

    /// <summary>A combination by its number, and who really has each line.</summary>
    internal readonly record struct Tie(int Number, ulong Takers);

    /// <summary>What a line gives by itself: by its best offer, and by compound ones where it is open and where it is taken.</summary>
    private struct LineWorth
    {
        public long Single;
        public long Open;
        public long Taken;
        public bool IsLocal;
    }

    public void Clear()
    {
        results.Clear();
        ties.Clear();
    }

    public ref readonly Result this[int result] => ref results[result];

    /// <summary>The combination that stands in a result's list.</summary>
    public Tie TieOf(int place) => ties[place];

    /// <summary>The most that a part gives where users of units left its lines as they are marked; a number of a result. Counts the steps.</summary>
    public int Best(Span<ActiveOffer> offers, ref Parts.Part part, LineStates states, ref int steps)
    {
        ulong state = 0;
        bool isKnown = true;
        foreach (int s in parts.SlotsOf(part))
        {
            int number = HasUsers(component.Slots[s]) ? states.NumberOf(s, component.Slots[s].Line) : 0;
            isKnown &= number < MostStates;
            state = (state << 4) | (uint)number;
        }

        for (int known = part.Result; known >= 0 && isKnown; known = results[known].Next)
        {
            if (results[known].State == state)
            {
                return known;
            }
        }

        int first = ties.Count;
        table.Begin();
        table.Looked = part.Slots;
        long most = GoThrough(offers, part, first);
        steps += table.Looked + (part.Combinations / CombinationsInAStep);
        results.Add(new Result(state, most, first, ties.Count - first, part.Result));
        part.Result = isKnown ? results.Count - 1 : part.Result;
        return results.Count - 1;
    }

    /// <summary>Gives the lines of a part to those who have them in a combination.</summary>
    public void Take(in Parts.Part part, int number)
    {
        foreach (int s in parts.SlotsOf(part))
        {
            ref Slot slot = ref component.Slots[s];
            slot.Taker = component.Takers[slot.FirstTaker + (number % slot.Takers)];
            number /= slot.Takers;
        }
    }

    private bool HasUsers(in Slot slot)
    {
        bool has = false;
        for (int u = slot.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            has |= component.Tied[component.Uses[u].Tied].Tie == Internal.Tie.Units;
        }

        return has;
    }

    private long GoThrough(Span<ActiveOffer> offers, in Parts.Part part, int first)
    {
        ReadOnlySpan<int> slots = parts.SlotsOf(part);
        for (int j = 0; j < slots.Length; j++)
        {
            worth[j] = WorthOf(offers, component.Slots[slots[j]]);
            digits[j] = 0;
            offset[j] = component.Slots[slots[j]].FirstTaker;
        }

        long most = -1;
        for (int number = 0; number < part.Combinations; number++)
        {
            long total = Value(offers, part, slots, out ulong takers);
            if (total > most)
            {
                most = total;
                ties.Truncate(first);
                ties.Add(new Tie(number, takers));
            }
            else if (total == most && !IsKnown(takers, first))
            {
                ties.Add(new Tie(number, takers));
            }

            for (int j = 0; j < slots.Length && ++digits[j] == component.Slots[slots[j]].Takers; j++)
            {
                digits[j] = 0;
            }
        }

        return most;
    }

    /// <summary>Whether a combination in which everybody gets the same is there already: only who would have had a line and gave nothing differs.</summary>
    private bool IsKnown(ulong takers, int first)
    {
        foreach (ref readonly Tie tie in ties.Span[first..])
        {
            if (tie.Takers == takers)
            {
                return true;
            }
        }

        return false;
    }

    private long Value(Span<ActiveOffer> offers, in Parts.Part part, ReadOnlySpan<int> slots, out ulong takers)
    {
        long total = 0;
        uint taken = 0;
        takers = 0;
        masks.AsSpan(0, part.Wholes).Clear();
        ReadOnlySpan<Parts.Option> options = parts.Options;
        ReadOnlySpan<int> named = component.Takers.Span;
        for (int j = 0; j < slots.Length; j++)
        {
            int k = offset[j] + digits[j];
            Parts.Option option = options[k];
            if (option.Whole >= 0)
            {
                masks[option.Whole] |= option.Bit;
            }
            else if (named[k] == Slot.ByLine && worth[j].Single > 0)
            {
                total += worth[j].Single;
                taken |= 1u << j;
                takers |= 1ul << (4 * j);
            }
        }

        ReadOnlySpan<Parts.Whole> wholes = parts.WholesOf(part);
        for (int w = 0; w < wholes.Length; w++)
        {
            if (masks[w] != 0)
            {
                ref readonly Tied tied = ref component.Tied[wholes[w].Tied];
                ref readonly PartTable.Cell cell = ref table.OfWhole(offers, wholes[w].Table, tied, masks[w]);
                total += cell.Discount;
                for (uint left = cell.Taken; left != 0; left &= left - 1)
                {
                    int j = slots.IndexOf(component.Uses[tied.First + BitOperations.TrailingZeroCount(left)].Slot);
                    taken |= 1u << j;
                    takers |= (ulong)(w + 2) << (4 * j);
                }
            }
        }

        uint inGroups = 0;
        foreach (ref readonly Parts.Group group in parts.GroupsOf(part))
        {
            ReadOnlySpan<int> places = parts.PlacesOf(group);
            uint own = 0;
            for (int k = 0; k < places.Length; k++)
            {
                own |= ((taken >> places[k]) & 1) << k;
                inGroups |= 1u << places[k];
            }

            total += table.OfGroup(offers, group.Table, parts.LinesOf(group), parts.SharesOf(group), own);
        }

        for (int j = 0; j < slots.Length; j++)
        {
            if ((inGroups & (1u << j)) == 0)
            {
                ref readonly LineWorth line = ref worth[j];
                total += line.IsLocal ? Math.Max(line.Open, line.Single + line.Taken) : (taken & (1u << j)) != 0 ? line.Taken : line.Open;
            }
        }

        return total;
    }

    private LineWorth WorthOf(Span<ActiveOffer> offers, in Slot slot)
    {
        LineWorth line = new() { IsLocal = slot.Taker == Slot.Local };
        _ = choice.Best(offers, byLine.Alone(slot.Line), slot.Line, out line.Single);
        ReadOnlySpan<int> together = byLine.Together(slot.Line);
        if (together.Length > 0)
        {
            line.Open = choice.Reckon(offers, together, slot.Line).Discount;
            if (choice.HasCompounded(slot.Line))
            {
                units.CloseFree(slot.Line);
                line.Taken = choice.Reckon(offers, together, slot.Line).Discount;
                units.ReturnToMark([slot.Line]);
            }
        }

        return line;
    }
}
