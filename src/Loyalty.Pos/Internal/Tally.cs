using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What a basket holds by selector, as one catalogue sees it, and which ladders each of its lines may climb.</summary>
internal sealed class Tally
{
    private const int FirstSlots = 256;
    private const uint Multiplier = 0x9E3779B1;

    // Where a selector stands among those that are present, under the number of the basket: what earlier baskets left needs no clearing.
    private ulong[] slots = new ulong[FirstSlots];
    private uint number;
    private int shift = 24;
    private Chosen[] present = new Chosen[FirstSlots / 2];
    private int count;

    private Climb[] plain = [];
    private Climb[] further = [];
    private int plainCount;
    private int furtherCount;
    private Resolution?[] resolutions = [];
    private bool isResolved;

    /// <summary>What is in the basket by selector: 'everything' first, then each selector that chooses something.</summary>
    public ReadOnlySpan<Chosen> Present => present.AsSpan(0, count);

    /// <summary>The plain ladders that stand at a line's disposal, by line.</summary>
    public ReadOnlySpan<Climb> Plain => plain.AsSpan(0, plainCount);

    /// <summary>The further ladders that stand at a line's disposal, by line.</summary>
    public ReadOnlySpan<Climb> Further => further.AsSpan(0, furtherCount);

    /// <summary>Whether every unit may go down to zero.</summary>
    public bool IsFree => !isResolved;

    /// <summary>Whether what is paid for any line earns points.</summary>
    public bool Earns { get; private set; }

    /// <summary>Whether offers that stand on no ladder are filed under a selector that is present.</summary>
    public bool HasOffers { get; private set; }

    /// <summary>What the catalogue says of a line's article; null for one that may go down to zero.</summary>
    public Resolution? Resolved(int line) => isResolved ? resolutions[line] : null;

    /// <summary>Looks at a basket's lines, and begins to settle them.</summary>
    public void Take(Catalogue catalogue, Basket basket, Span<SettledLine> settled)
    {
        ReadOnlySpan<BasketLine> lines = basket.Lines;
        Memory.Prefetch(lines);
        CatalogueImage image = catalogue.Image;
        Begin(lines.Length, image.Everything.Ladder);
        int says = image.Everything.Offers > 0 ? LineCard.Offers : 0;
        long units = 0;
        Counting counting = Open();
        bool isKnown = basket.CardsOf == catalogue.Number;
        for (int i = 0; i < settled.Length; i++)
        {
            ref readonly BasketLine line = ref lines[i];
            ref SettledLine place = ref settled[i];
            (long ofLine, long amount) = line.UnitsAndAmount;
            units += ofLine;
            place.Article = line.Article;
            place.Amount = amount;
            place.Best.Discount = 0;
            place.Best.Offer = int.MaxValue;
            place.Best.Units = (int)ofLine;
            int said = line.Card.Says;
            if (isKnown && line.Card.IsComplete)
            {
                Vector128<long> counted = Vector128.Create(ofLine, amount);
                counting.Add(image, line.Card.One, i, counted);
                if (line.Card.Two.Selector != 0)
                {
                    counting.Add(image, line.Card.Two, i, counted);
                }
            }
            else
            {
                Close(counting);
                said = CountUnknown(catalogue, basket, i);
                counting = Open();
            }

            says |= said;
        }

        Close(counting);
        if (image.HasLadderOnAllLines)
        {
            ClimbAll(lines.Length);
        }

        HasOffers = (says & LineCard.Offers) != 0;
        Earns = (says & LineCard.Pointless) == 0;
        ref Chosen first = ref present[0];
        first.Lines = lines.Length;
        first.Units = units;
        first.Spend = basket.Subtotal;
        first.Place = (ulong)(uint)image.Everything.Ladder << 32;
    }

    /// <summary>A selector's place among those present, or −1.</summary>
    public int Find(int selector)
    {
        for (uint slot = Hash(selector); slots[slot] >> 32 == number; slot = (slot + 1) & (uint)(slots.Length - 1))
        {
            int place = (int)slots[slot];
            if (present[place].Selector == selector)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Finds offers whose selector is present among pairs of the selector under which one is found, and the offer.</summary>
    public void Find(ReadOnlySpan<int> pairs, Buffer<int> found)
    {
        ref ulong first = ref MemoryMarshal.GetArrayDataReference(slots);
        ref int pair = ref MemoryMarshal.GetReference(pairs);
        (uint stamp, int by) = (number, shift);
        for (int i = 0; i + 1 < pairs.Length; i += 2)
        {
            int selector = Unsafe.Add(ref pair, i);
            if (Unsafe.Add(ref first, ((uint)selector * Multiplier) >> by) >> 32 == stamp && Find(selector) >= 0)
            {
                found.Add(Unsafe.Add(ref pair, i + 1));
            }
        }
    }

    /// <summary>Whether an offer's target is there, and what it requires. Other conditions follow from its kind.</summary>
    public bool MayHold(in OfferRow row, DateTimeOffset at)
    {
        int target = Find(row.Target);
        if (target < 0 || present[target].Units == 0)
        {
            return false;
        }

        int counts = row.Counts == row.Target ? target : Find(row.Counts);
        if (counts < 0)
        {
            return row.MinSpend == 0 && row.MinUnits == 0 && !row.Is(OfferTraits.RequiresItems);
        }

        ref readonly Chosen measure = ref present[counts];
        return measure.Spend >= row.MinSpend && measure.Units >= row.MinUnits && OfferCalendar.Fault(row, at) is null;
    }

    private void Begin(int lines, int ladderOfAll)
    {
        count = 0;
        plainCount = 0;
        furtherCount = 0;
        isResolved = false;
        if (++number == 0)
        {
            Array.Clear(slots);
            number = 1;
        }

        MakeRoom(1 + (lines * (LineCard.Most + 1)));
        slots[Hash(0)] = (ulong)number << 32;
        present[count++] = new Chosen { Place = (ulong)(uint)ladderOfAll << 32 };
    }

    private Counting Open() => new()
    {
        Slots = ref MemoryMarshal.GetArrayDataReference(slots),
        Present = ref MemoryMarshal.GetArrayDataReference(present),
        Plain = ref MemoryMarshal.GetArrayDataReference(plain),
        Further = ref MemoryMarshal.GetArrayDataReference(further),
        Mask = (uint)slots.Length - 1,
        Shift = shift,
        Stamp = (ulong)number << 32,
        Count = count,
        PlainCount = plainCount,
        FurtherCount = furtherCount,
    };

    private void Close(in Counting counting) => (count, plainCount, furtherCount) = (counting.Count, counting.PlainCount, counting.FurtherCount);

    /// <summary>Makes room for so many more selectors and climbs.</summary>
    private void MakeRoom(int more)
    {
        int climbs = Math.Max(plainCount, furtherCount) + more;
        if (plain.Length < climbs)
        {
            Array.Resize(ref plain, climbs * 2);
            Array.Resize(ref further, climbs * 2);
        }

        while (present.Length <= count + more)
        {
            Grow();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CountUnknown(Catalogue catalogue, Basket basket, int index)
    {
        ReadOnlySpan<BasketLine> lines = basket.Lines;
        ref readonly BasketLine line = ref lines[index];
        Vector128<long> counted = Vector128.Create(line.Units, line.Amount);
        if (line.Article.Card.Read(out LineCard card) == catalogue.Number && card.IsComplete)
        {
            Counting ofCard = Open();
            ofCard.Add(catalogue.Image, card.One, index, counted);
            ofCard.Add(catalogue.Image, card.Two, index, counted);
            Close(ofCard);
            return card.Says;
        }

        Resolution resolution = basket.Resolved(index, catalogue);
        if (!resolution.IsFree)
        {
            if (!isResolved)
            {
                isResolved = true;
                resolutions = resolutions.Length < lines.Length ? new Resolution?[lines.Length * 2] : resolutions;
                Array.Clear(resolutions, 0, lines.Length);
            }

            resolutions[index] = resolution;
        }

        // For this line, and for what the lines behind it may have on their cards, and one to be written and not kept.
        MakeRoom(1 + resolution.Entries.Length + ((lines.Length - index) * (LineCard.Most + 1)));
        Counting counting = Open();
        foreach (LineCard.Entry entry in resolution.Entries)
        {
            counting.Add(catalogue.Image, entry, index, counted);
        }

        Close(counting);
        return new LineCard(resolution).Says;
    }

    /// <summary>Lets every line climb the ladders of 'everything'.</summary>
    private void ClimbAll(int lines)
    {
        MakeRoom(lines);
        for (int line = 0; line < lines; line++)
        {
            further[furtherCount++] = new Climb(line, 0);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        Array.Resize(ref present, present.Length * 2);
        slots = new ulong[slots.Length * 2];
        shift--;
        for (int place = 0; place < count; place++)
        {
            uint slot = Hash(present[place].Selector);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (uint)(slots.Length - 1);
            }

            slots[slot] = ((ulong)number << 32) | (uint)place;
        }
    }

    private uint Hash(int selector) => ((uint)selector * Multiplier) >> shift;

    /// <summary>A line, and the place of a selector whose ladders it may climb.</summary>
    internal readonly struct Climb(int line, int place)
    {
        private readonly ulong key = ((ulong)(uint)place << 32) | (uint)line;

        public int Line => (int)key;

        public int Place => (int)(key >> 32);
    }

    /// <summary>What one selector chooses in the basket.</summary>
    [StructLayout(LayoutKind.Explicit)]
    internal struct Chosen
    {
        [FieldOffset(0)]
        public long Units;

        [FieldOffset(8)]
        public long Spend;

        /// <summary>Units and spend at one look.</summary>
        [FieldOffset(0)]
        public Vector128<long> Counted;

        /// <summary>As in <see cref="LineCard.Entry.Place"/>.</summary>
        [FieldOffset(16)]
        public ulong Place;

        [FieldOffset(24)]
        public int Lines;

        public readonly int Selector => (int)Place;

        /// <summary>Where its ladders begin, or −1.</summary>
        public readonly int Ladder => (int)(Place >> 32);
    }

    /// <summary>The tally while lines are counted: room was made before, so nothing is checked again.</summary>
    private ref struct Counting
    {
        public ref ulong Slots;
        public ref Chosen Present;
        public ref Climb Plain;
        public ref Climb Further;
        public uint Mask;
        public int Shift;
        public ulong Stamp;
        public int Count;
        public int PlainCount;
        public int FurtherCount;

        /// <summary>Counts a line for a selector; for that of everything, which stands for none, it counts what the end corrects.</summary>
        /// <remarks>Whether a selector is new, and whether it has ladders, is nothing that a processor could foresee: only a collision branches.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(CatalogueImage image, LineCard.Entry entry, int line, Vector128<long> counted)
        {
            uint slot = ((uint)entry.Selector * Multiplier) >> Shift;
            ulong known = Unsafe.Add(ref Slots, slot);
            int isNew = (int)((long)((known >> 32) - (Stamp >> 32)) >> 63);
            int place = (int)known ^ (((int)known ^ Count) & isNew);
            if ((isNew == 0) & (Unsafe.Add(ref Present, place).Selector != entry.Selector))
            {
                (slot, int found) = Probe(ref Slots, ref Present, Mask, slot, entry.Selector);
                isNew = found >> 31;
                place = found < 0 ? Count : found;
            }

            Unsafe.Add(ref Slots, slot) = Stamp | (uint)place;
            Count -= isNew;
            ref Chosen chosen = ref Unsafe.Add(ref Present, place);
            chosen.Counted = Vector128.AndNot(chosen.Counted, Vector128.Create((long)isNew)) + counted;
            chosen.Place = entry.Place;
            chosen.Lines = (chosen.Lines & ~isNew) + 1;
            image.PrefetchLadder(entry.Ladder);
            Climb climb = new(line, place);
            Unsafe.Add(ref Plain, PlainCount) = climb;
            Unsafe.Add(ref Further, FurtherCount) = climb;
            int isPlain = entry.IsPlain ? 1 : 0;
            PlainCount += isPlain;
            FurtherCount += (entry.Ladder < 0 ? 0 : 1) - isPlain;
        }

        /// <summary>Finds a selector, or a free place for it, behind a slot that another has.</summary>
        /// <remarks>Static, so that the tally being counted can stand in registers.</remarks>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static (uint Slot, int Place) Probe(ref ulong slots, ref Chosen present, uint mask, uint slot, int selector)
        {
            ulong stamp = Unsafe.Add(ref slots, slot) >> 32;
            while (true)
            {
                slot = (slot + 1) & mask;
                ulong known = Unsafe.Add(ref slots, slot);
                if (known >> 32 != stamp)
                {
                    return (slot, -1);
                }

                if (Unsafe.Add(ref present, (int)known).Selector == selector)
                {
                    return (slot, (int)known);
                }
            }
        }
    }
}
