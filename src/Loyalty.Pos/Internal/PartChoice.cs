using System.Numerics;

namespace Loyalty.Pos.Internal;

/// <summary>Goes through the combinations of a part, with what its offers give looked up, and keeps those that give most.</summary>
internal sealed class PartChoice(Component component, Parts parts, PartTable table, Units units, LineChoice choice, LineOffers byLine)
{
    /// <summary>So many combinations that are summed are one step.</summary>
    public const int CombinationsInAStep = 16;

    private const int MostStates = 16;

    private readonly Buffer<Result> results = new();
    private readonly Buffer<Combination> ties = new();
    private readonly LineWorth[] worth = new LineWorth[Parts.MostLines];
    private readonly int[] digits = new int[Parts.MostLines];
    private readonly Buffer<Move> moves = new();
    private readonly uint[] masks = new uint[Parts.MostLines];

    /// <summary>The most that a part gives in one state of its lines, and the combinations that give it.</summary>
    internal readonly record struct Result(ulong State, long Discount, int First, int Count, int Next);

    /// <summary>A combination by its number, and who really has each line.</summary>
    internal readonly record struct Combination(int Number, ulong Takers);

    /// <summary>What a line gives by itself: by its best offer, and by compound ones where it is open and where it is taken.</summary>
    private struct LineWorth
    {
        public long Single;
        public long Open;
        public long Taken;
    }

    /// <summary>What a line's taker adds to a combination: what the line gives by itself, or the line to those of an offer that takes whole lines.</summary>
    private readonly record struct Move(long Added, int Whole, uint Bit, uint Taken, ulong Takers);

    /// <summary>The sum of the moves of all lines of a part. A move is taken back as it was made.</summary>
    private struct Sum
    {
        public long Added;
        public uint Taken;
        public ulong Takers;
    }

    public void Clear()
    {
        results.Clear();
        ties.Clear();
    }

    public ref readonly Result this[int result] => ref results[result];

    /// <summary>The combination that stands in a result's list.</summary>
    public Combination CombinationAt(int place) => ties[place];

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
            has |= component.Tied[component.Uses[u].Tied].Tie == Tie.Units;
        }

        return has;
    }

    private long GoThrough(Span<ActiveOffer> offers, in Parts.Part part, int first)
    {
        ReadOnlySpan<int> slots = parts.SlotsOf(part);
        uint inGroups = InGroups(part);
        moves.Resize(component.Takers.Count);
        masks.AsSpan(0, part.Wholes).Clear();
        Sum sum = default;
        for (int j = 0; j < slots.Length; j++)
        {
            ref readonly Slot slot = ref component.Slots[slots[j]];
            worth[j] = WorthOf(offers, slot, (inGroups & (1u << j)) != 0);
            AddMoves(slot, j);
            digits[j] = 0;
            Make(moves[slot.FirstTaker], ref sum, 1);
        }

        long most = -1;
        for (int number = 0; number < part.Combinations; number++)
        {
            long total = Value(offers, part, slots, sum, out ulong takers);
            if (total > most)
            {
                most = total;
                ties.Truncate(first);
                ties.Add(new Combination(number, takers));
            }
            else if (total == most && !IsKnown(takers, first))
            {
                ties.Add(new Combination(number, takers));
            }

            bool carry = true;
            for (int j = 0; j < slots.Length && carry; j++)
            {
                ref readonly Slot slot = ref component.Slots[slots[j]];
                if (slot.Takers > 1)
                {
                    Make(moves[slot.FirstTaker + digits[j]], ref sum, -1);
                    carry = ++digits[j] == slot.Takers;
                    digits[j] = carry ? 0 : digits[j];
                    Make(moves[slot.FirstTaker + digits[j]], ref sum, 1);
                }
            }
        }

        return most;
    }

    private uint InGroups(in Parts.Part part)
    {
        uint all = 0;
        foreach (ref readonly Parts.Group group in parts.GroupsOf(part))
        {
            foreach (int place in parts.PlacesOf(group))
            {
                all |= 1u << place;
            }
        }

        return all;
    }

    private void AddMoves(in Slot slot, int j)
    {
        for (int k = slot.FirstTaker; k < slot.FirstTaker + slot.Takers; k++)
        {
            Parts.Option option = parts.Options[k];
            ref readonly LineWorth line = ref worth[j];
            moves[k] = option.Whole >= 0 ? new Move(0, option.Whole, option.Bit, 0, 0)
                : component.Takers[k] == Slot.Local ? new Move(Math.Max(line.Open, line.Single + line.Taken), -1, 0, 0, 0)
                : component.Takers[k] == Slot.ByLine && line.Single > 0 ? new Move(line.Single + line.Taken, -1, 0, 1u << j, 1ul << (4 * j))
                : new Move(line.Open, -1, 0, 0, 0);
        }
    }

    private void Make(in Move move, ref Sum sum, int sign)
    {
        sum.Added += sign * move.Added;
        sum.Taken ^= move.Taken;
        sum.Takers ^= move.Takers;
        if (move.Whole >= 0)
        {
            masks[move.Whole] ^= move.Bit;
        }
    }

    /// <summary>Whether a combination in which everybody gets the same is there already: only who would have had a line and gave nothing differs.</summary>
    private bool IsKnown(ulong takers, int first)
    {
        foreach (ref readonly Combination tie in ties.Span[first..])
        {
            if (tie.Takers == takers)
            {
                return true;
            }
        }

        return false;
    }

    private long Value(Span<ActiveOffer> offers, in Parts.Part part, ReadOnlySpan<int> slots, Sum sum, out ulong takers)
    {
        ReadOnlySpan<Parts.Whole> wholes = parts.WholesOf(part);
        for (int w = 0; w < wholes.Length; w++)
        {
            if (masks[w] != 0)
            {
                ref readonly Tied tied = ref component.Tied[wholes[w].Tied];
                ref PartTable.Cell cell = ref table.OfWhole(offers, wholes[w].Table, tied, masks[w], out bool isNew);
                if (isNew)
                {
                    PutInTermsOfPart(ref cell, tied, w, slots);
                }

                sum.Added += cell.Discount;
                sum.Taken |= cell.Taken;
                sum.Takers |= cell.Takers;
            }
        }

        foreach (ref readonly Parts.Group group in parts.GroupsOf(part))
        {
            ReadOnlySpan<int> places = parts.PlacesOf(group);
            uint own = 0;
            for (int k = 0; k < places.Length; k++)
            {
                own |= ((sum.Taken >> places[k]) & 1) << k;
            }

            sum.Added += table.OfGroup(offers, group.Table, parts.LinesOf(group), parts.SharesOf(group), own);
        }

        takers = sum.Takers;
        return sum.Added;
    }

    /// <summary>Adds what compound offers give on an offer's lines, as far as these are in no group, and says where in the part those are that it takes.</summary>
    private void PutInTermsOfPart(ref PartTable.Cell cell, in Tied tied, int whole, ReadOnlySpan<int> slots)
    {
        uint own = cell.Taken;
        cell.Taken = 0;
        for (uint left = masks[whole]; left != 0; left &= left - 1)
        {
            int k = BitOperations.TrailingZeroCount(left);
            int j = slots.IndexOf(component.Uses[tied.First + k].Slot);
            bool isTaken = (own & (1u << k)) != 0;
            cell.Discount += isTaken ? worth[j].Taken : worth[j].Open;
            cell.Taken |= isTaken ? 1u << j : 0;
            cell.Takers |= isTaken ? (ulong)(whole + 2) << (4 * j) : 0;
        }
    }

    /// <summary>What a line gives by itself; what compound ones give on lines of a group is the group's.</summary>
    private LineWorth WorthOf(Span<ActiveOffer> offers, in Slot slot, bool isInGroup)
    {
        LineWorth line = default;
        _ = choice.Best(offers, byLine.Alone(slot.Line), slot.Line, out line.Single);
        ReadOnlySpan<int> together = byLine.Together(slot.Line);
        if (together.Length > 0 && !isInGroup)
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
