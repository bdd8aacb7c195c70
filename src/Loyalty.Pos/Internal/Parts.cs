namespace Loyalty.Pos.Internal;

/// <summary>
/// What is left of a <see cref="Component"/> once it is settled who uses units: parts that only offers of whole lines and compound ones tie together.
/// Who has which line in one part is nothing to another.
/// </summary>
internal sealed class Parts(Component component, LineOffers byLine)
{
    /// <summary>Wider parts, and offers on more lines, are left to the search.</summary>
    public const int MostLines = 16;
    private const int MostWholes = 14;
    private const int MostOfWhole = 12;
    private const int MostTogether = 8;

    private readonly Buffer<int> parents = new();
    private readonly Buffer<int> groupParents = new();
    private readonly Buffer<int> slots = new();
    private readonly Buffer<Part> parts = new();
    private readonly Buffer<Whole> wholes = new();
    private readonly Buffer<Group> groups = new();
    private readonly Buffer<int> groupLines = new();
    private readonly Buffer<int> groupSlots = new();
    private readonly Buffer<int> shares = new();
    private readonly Buffer<Option> options = new();
    private long stepsLeft;

    /// <summary>One part.</summary>
    internal struct Part
    {
        public int FirstSlot;
        public int Slots;
        public int FirstWhole;
        public int Wholes;
        public int FirstGroup;
        public int Groups;
        public int Combinations;

        /// <summary>The last of what was worked out for it, or −1.</summary>
        public int Result;
    }

    /// <summary>An offer that takes whole lines, and where its table begins.</summary>
    internal readonly record struct Whole(int Tied, int Table);

    /// <summary>Lines that compound offers tie together, and these: where they stand in the lists.</summary>
    internal readonly record struct Group(int First, int Count, int FirstShare, int Shares, int Table);

    /// <summary>What a line's taker is in its part: one of those that take whole lines and the line's place among its own, or −1.</summary>
    internal readonly record struct Option(int Whole, uint Bit);

    public Span<Part> All => parts.Span;

    /// <summary>A part's lines by their places in the component.</summary>
    public ReadOnlySpan<int> SlotsOf(in Part part) => slots.Span.Slice(part.FirstSlot, part.Slots);

    public ReadOnlySpan<Whole> WholesOf(in Part part) => wholes.Span.Slice(part.FirstWhole, part.Wholes);

    public ReadOnlySpan<Group> GroupsOf(in Part part) => groups.Span.Slice(part.FirstGroup, part.Groups);

    public ReadOnlySpan<int> LinesOf(in Group group) => groupLines.Span.Slice(group.First, group.Count);

    /// <summary>A group's lines by their places in their part.</summary>
    public ReadOnlySpan<int> PlacesOf(in Group group) => groupSlots.Span.Slice(group.First, group.Count);

    public ReadOnlySpan<int> SharesOf(in Group group) => shares.Span.Slice(group.FirstShare, group.Shares);

    /// <summary>For each of the component's takers what it is in its part.</summary>
    public ReadOnlySpan<Option> Options => options.Span;

    /// <summary>
    /// Looks at a component. False where a part is too wide, has more combinations than <paramref name="most"/>, or all might take more than <paramref name="steps"/> to go
    /// through once: to work out what is given on each set of lines, and to sum all combinations.
    /// </summary>
    public bool TryBuild(Span<ActiveOffer> offers, PartTable table, int most, long steps)
    {
        stepsLeft = steps;
        Join();
        parts.Clear();
        slots.Clear();
        wholes.Clear();
        groups.Clear();
        groupLines.Clear();
        groupSlots.Clear();
        shares.Clear();
        options.Resize(component.Takers.Count);
        table.Clear();
        for (int root = 0; root < component.Slots.Count; root++)
        {
            if (Find(parents, root) == root && !TryAdd(offers, table, root, most))
            {
                return false;
            }
        }

        return true;
    }

    private void Join()
    {
        int count = component.Slots.Count;
        parents.Resize(count);
        groupParents.Resize(count);
        for (int s = 0; s < count; s++)
        {
            parents[s] = groupParents[s] = s;
        }

        foreach (ref readonly Tied tied in component.Tied.Span)
        {
            int first = component.Uses[tied.First].Slot;
            for (int u = tied.First + 1; u < tied.First + tied.Count && tied.Tie != Tie.Units; u++)
            {
                Unite(parents, first, component.Uses[u].Slot);
                if (tied.Tie == Tie.Together)
                {
                    Unite(groupParents, first, component.Uses[u].Slot);
                }
            }
        }
    }

    private bool TryAdd(Span<ActiveOffer> offers, PartTable table, int root, int most)
    {
        Part part = new() { FirstSlot = slots.Count, FirstWhole = wholes.Count, FirstGroup = groups.Count, Combinations = 1, Result = -1 };
        for (int s = root; s < component.Slots.Count; s++)
        {
            if (Find(parents, s) != root)
            {
                continue;
            }

            if (++part.Slots > MostLines || (part.Combinations *= component.Slots[s].Takers) > most)
            {
                return false;
            }

            slots.Add(s);
        }

        stepsLeft -= part.Slots + (part.Combinations / PartChoice.CombinationsInAStep);
        for (int t = 0; t < component.Tied.Count; t++)
        {
            ref readonly Tied tied = ref component.Tied[t];
            if (tied.Tie == Tie.Whole && Find(parents, component.Uses[tied.First].Slot) == root)
            {
                stepsLeft -= OnAllSets(tied.Count);
                if (++part.Wholes > MostWholes || tied.Count > MostOfWhole || stepsLeft < 0)
                {
                    return false;
                }

                wholes.Add(new Whole(t, table.Add(tied.Count)));
            }
        }

        AddOptions(part);
        if (!TryAddGroups(offers, table, ref part))
        {
            return false;
        }

        parts.Add(part);
        return true;
    }

    private void AddOptions(in Part part)
    {
        foreach (int s in SlotsOf(part))
        {
            ref readonly Slot slot = ref component.Slots[s];
            for (int k = slot.FirstTaker; k < slot.FirstTaker + slot.Takers; k++)
            {
                int taker = component.Takers[k];
                options[k] = new Option(-1, 0);
                for (int w = 0; w < part.Wholes && taker >= 0; w++)
                {
                    if (wholes[part.FirstWhole + w].Tied == taker)
                    {
                        options[k] = new Option(w, 1u << (UseOf(slot, taker) - component.Tied[taker].First));
                    }
                }
            }
        }
    }

    private int UseOf(in Slot slot, int tied)
    {
        int use = slot.FirstUse;
        while (component.Uses[use].Tied != tied)
        {
            use = component.Uses[use].Next;
        }

        return use;
    }

    private bool TryAddGroups(Span<ActiveOffer> offers, PartTable table, ref Part part)
    {
        foreach (int root in SlotsOf(part))
        {
            int first = groupLines.Count;
            for (int place = 0; place < part.Slots && Find(groupParents, root) == root; place++)
            {
                int s = slots[part.FirstSlot + place];
                if (Find(groupParents, s) == root)
                {
                    groupLines.Add(component.Slots[s].Line);
                    groupSlots.Add(place);
                }
            }

            int count = groupLines.Count - first;
            if (count > MostTogether)
            {
                return false;
            }

            if (count > 1 || (count == 1 && HasTogether(component.Slots[root])))
            {
                stepsLeft -= (long)count << count;
                if (stepsLeft < 0)
                {
                    return false;
                }

                int firstShare = shares.Count;
                AddShares(offers, root);
                groups.Add(new Group(first, count, firstShare, shares.Count - firstShare, table.Add(count)));
                part.Groups++;
            }
            else
            {
                groupLines.Truncate(first);
                groupSlots.Truncate(first);
            }
        }

        return true;
    }

    private bool HasTogether(in Slot slot)
    {
        bool has = false;
        for (int u = slot.FirstUse; u >= 0; u = component.Uses[u].Next)
        {
            has |= component.Tied[component.Uses[u].Tied].Tie == Tie.Together;
        }

        return has;
    }

    /// <summary>Each compound offer of a group: which it is, how many of the lines are its own, and these.</summary>
    private void AddShares(Span<ActiveOffer> offers, int root)
    {
        foreach (int i in component.Compound)
        {
            int at = shares.Count;
            shares.Add(i);
            shares.Add(0);
            foreach (int line in byLine.LinesOf(offers[i]))
            {
                if (component.SlotOf(line) is var s and >= 0 && Find(groupParents, s) == root)
                {
                    shares.Add(line);
                    shares[at + 1]++;
                }
            }

            if (shares[at + 1] == 0)
            {
                shares.Truncate(at);
            }
        }
    }

    /// <summary>How many lines all sets of so many lines have together.</summary>
    private static long OnAllSets(int lines) => (long)lines << (lines - 1);

    // The smallest place of those that are joined is their root.
    private static void Unite(Buffer<int> parents, int one, int other)
    {
        one = Find(parents, one);
        other = Find(parents, other);
        parents[Math.Max(one, other)] = Math.Min(one, other);
    }

    private static int Find(Buffer<int> parents, int slot)
    {
        while (parents[slot] != slot)
        {
            slot = parents[slot] = parents[parents[slot]];
        }

        return slot;
    }
}
