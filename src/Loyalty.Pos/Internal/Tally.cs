using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What a basket holds by selector, as one catalogue sees it, and which ladders each of its lines may climb.</summary>
internal sealed class Tally : SelectorTable
{
    private Climb[] plain = [];
    private Climb[] further = [];
    private int plainCount;
    private int furtherCount;
    private Resolution?[] resolutions = [];
    private bool isResolved;

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
    /// <remarks>Compiled by itself: within whatever calls it there would be no room left to inline what is done for each line.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Take(Catalogue catalogue, Basket basket, Span<SettledLine> settled)
    {
        ReadOnlySpan<BasketLine> lines = basket.Lines;
        Memory.Prefetch(lines);
        CatalogueImage image = catalogue.Image;
        BeginLines(lines.Length, image.Everything.Ladder);
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

        // A card with room left says 'none' by the number of everything.
        first.Place = new LineCard.Entry(0, image.Everything.Ladder, isPlain: false).Place;
    }

    private void BeginLines(int lines, int ladderOfAll)
    {
        plainCount = 0;
        furtherCount = 0;
        isResolved = false;
        int more = 1 + (lines * (LineCard.Most + 1));
        Begin(more, ladderOfAll);
        MakeClimbRoom(more);
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

    private void MakeClimbRoom(int more)
    {
        int climbs = Math.Max(plainCount, furtherCount) + more;
        if (plain.Length < climbs)
        {
            Array.Resize(ref plain, climbs * 2);
            Array.Resize(ref further, climbs * 2);
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
        int more = 1 + resolution.Entries.Length + ((lines.Length - index) * (LineCard.Most + 1));
        MakeRoom(more);
        MakeClimbRoom(more);
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
        MakeClimbRoom(lines);
        for (int line = 0; line < lines; line++)
        {
            further[furtherCount++] = new Climb(line, 0);
        }
    }

    /// <summary>A line, and the place of a selector whose ladders it may climb.</summary>
    internal readonly struct Climb(int line, int place)
    {
        private readonly ulong key = ((ulong)(uint)place << 32) | (uint)line;

        public int Line => (int)key;

        public int Place => (int)(key >> 32);
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
