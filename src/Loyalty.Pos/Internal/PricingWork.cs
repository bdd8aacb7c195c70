using System.Runtime.CompilerServices;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>One basket as one catalogue sees it: what each selector chooses, which offers concern it, and every buffer that pricing fills.</summary>
internal sealed class PricingWork
{
    private const int FirstSlots = 256;
    private const uint Multiplier = 0x9E3779B1;

    private readonly Buffer<Resolution> resolutions = new();
    private readonly TieOrder order = new();
    private readonly Buffer<int> selectors = new();
    private readonly Buffer<Chosen> present = new();
    private readonly Buffer<int> places = new();
    private readonly Buffer<int> firstPlaces = new();

    // Where a selector stands among those that are present, under the number of the basket: what earlier baskets left needs no clearing.
    private ulong[] slots = new ulong[FirstSlots];
    private uint number;
    private int shift = 24;

    public Catalogue Catalogue { get; private set; } = null!;

    public Basket Basket { get; private set; } = null!;

    /// <summary>What the catalogue says of each line's article.</summary>
    public ReadOnlySpan<Resolution> Resolutions => resolutions.Span;

    /// <summary>The lines in the order of ties: sku by UTF-16 code units, then the earlier line.</summary>
    public ReadOnlySpan<int> ByRank => order.Lines;

    /// <summary>What is in the basket by selector: 'everything' first, then each selector that chooses something.</summary>
    public ReadOnlySpan<Chosen> Present => present.Span;

    /// <summary>What each line was discounted so far.</summary>
    public Buffer<long> LineDiscounts { get; } = new();

    /// <summary>The same for all lines, one after another.</summary>
    public ReadOnlySpan<int> Places => places.Span;

    /// <summary>The places among <see cref="Present"/> of a line's selectors, without 'everything'.</summary>
    public ReadOnlySpan<int> PlacesOf(int line) => places.Span[firstPlaces[line]..firstPlaces[line + 1]];

    /// <summary>The same for one line after the other, from the first on.</summary>
    public ReadOnlySpan<int> PlacesOf(int line, ref int next)
    {
        int first = next;
        next = firstPlaces[line + 1];
        return places.Span[first..next];
    }

    /// <summary>Whether what is paid for a line earns points.</summary>
    public bool Earns(int line) => resolutions[line].Earns;

    /// <summary>Looks at a basket with a catalogue.</summary>
    public void Begin(Catalogue catalogue, Basket basket)
    {
        Catalogue = catalogue;
        Basket = basket;
        int lines = basket.Lines.Length;
        LineDiscounts.Resize(lines);
        LineDiscounts.Span.Clear();
        resolutions.Resize(lines);
        firstPlaces.Resize(lines + 1);
        places.Clear();
        selectors.Clear();
        present.Clear();
        if (++number == 0)
        {
            Array.Clear(slots);
            number = 1;
        }

        Measure();
    }

    private void Measure()
    {
        ReadOnlySpan<BasketLine> lines = Basket.Lines;
        Memory.Prefetch(lines);
        Basket.PrefetchResolutions();
        Span<Resolution> said = resolutions.Span;
        for (int i = 0; i < said.Length; i++)
        {
            said[i] = Basket.Resolved(i, Catalogue);
        }

        _ = Enter(new LineCard.Entry(0, Catalogue.Image.Everything.Ladder, isPlain: false));
        long all = 0;
        Span<int> first = firstPlaces.Span;
        for (int i = 0; i < said.Length; i++)
        {
            all += lines[i].Units;
            first[i] = places.Count;
            foreach (ref readonly LineCard.Entry entry in said[i].Entries)
            {
                Count(entry, lines[i]);
            }
        }

        first[said.Length] = places.Count;
        present[0].Lines = said.Length;
        present[0].Units = all;
        present[0].Spend = Basket.Subtotal;
    }

    private void Count(in LineCard.Entry entry, in BasketLine line)
    {
        int place = Find(entry.Selector);
        if (place < 0)
        {
            place = Enter(entry);
        }

        ref Chosen chosen = ref present[place];
        chosen.Lines++;
        chosen.Units += line.Units;
        chosen.Spend += line.Amount;
        places.Add(place);
    }

    private int Enter(in LineCard.Entry entry)
    {
        int place = selectors.Count;
        selectors.Add(entry.Selector);
        present.Add(new Chosen { Ladder = entry.Ladder });
        Memory.Prefetch(in Catalogue.Image.Shelves[entry.Selector]);
        if (entry.Ladder >= 0)
        {
            Catalogue.Image.PrefetchLadder(entry.Ladder);
        }

        if (place >= slots.Length / 2)
        {
            Grow();
        }
        else
        {
            Put(place);
        }

        return place;
    }

    private void Put(int place)
    {
        uint slot = Hash(selectors[place]);
        while (slots[slot] >> 32 == number)
        {
            slot = (slot + 1) & (uint)(slots.Length - 1);
        }

        slots[slot] = ((ulong)number << 32) | (uint)place;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        slots = new ulong[slots.Length * 2];
        shift--;
        for (int place = 0; place < selectors.Count; place++)
        {
            Put(place);
        }
    }

    /// <summary>Puts the lines in the order of ties.</summary>
    public void Rank() => order.Sort(Basket.Lines);

    public bool IsChosen(int line, int selector)
    {
        if (selector == 0)
        {
            return true;
        }

        foreach (int place in PlacesOf(line))
        {
            if (selectors[place] == selector)
            {
                return true;
            }
        }

        return false;
    }

    public long UnitsOf(int selector) => Find(selector) is var place and >= 0 ? present[place].Units : 0;

    public long SpendOf(int selector) => Find(selector) is var place and >= 0 ? present[place].Spend : 0;

    /// <summary>Whether an offer's target is there, and what it requires. Other conditions follow from its kind.</summary>
    public bool MayHold(in OfferRow row) => MayHold(row, Find(row.Target));

    /// <summary>The same where the target's place among those present is known.</summary>
    public bool MayHold(in OfferRow row, int target)
    {
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
        return measure.Spend >= row.MinSpend && measure.Units >= row.MinUnits && (row.Is(OfferTraits.Always) || OfferCalendar.Fault(row, Basket.At) is null);
    }

    /// <summary>What a unit of a line costs at a fixed price: for a weighed one that × quantity.</summary>
    public long PriceOn(int line, long price) => Basket.Lines[line].CostAt(price);

    /// <summary>The gifts of an offer that are not in the basket.</summary>
    public long Earned(CompiledOffer offer) => Math.Max(0, Math.Min(offer.Get, offer.PerReceipt) - UnitsOf(offer.Items));

    /// <summary>The highest step that the target reaches before any discount, −1 where none.</summary>
    public int StepOf(CompiledOffer offer)
    {
        TierTable tiers = offer.TierSteps!;
        long reached = tiers.BySpend ? SpendOf(offer.Target) : UnitsOf(offer.Target);
        int step = tiers.From.Length - 1;
        while (step >= 0 && tiers.From[step] > reached)
        {
            step--;
        }

        return step;
    }

    /// <summary>Collects a selector's lines that an offer concerns, in the order of ties.</summary>
    public void LinesOf(CompiledOffer offer, Buffer<int> lines)
    {
        foreach (int line in order.Lines)
        {
            if (Concerns(offer, line))
            {
                lines.Add(line);
            }
        }
    }

    /// <summary>Whether an offer uses units of a line.</summary>
    public bool Concerns(CompiledOffer offer, int line)
    {
        switch (offer.Kind)
        {
            case RewardKind.Gift:
                return IsChosen(line, offer.Items);
            case RewardKind.Bundle:
                foreach (int item in offer.SetItems)
                {
                    if (IsChosen(line, item))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return IsChosen(line, offer.Target) || (offer.HasItems && IsChosen(line, offer.Items));
        }
    }

    /// <summary>A selector's place among those present, or −1.</summary>
    public int Find(int selector)
    {
        for (uint slot = Hash(selector); slots[slot] >> 32 == number; slot = (slot + 1) & (uint)(slots.Length - 1))
        {
            int place = (int)slots[slot];
            if (selectors[place] == selector)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>The selectors that are present, in the order of <see cref="Present"/>.</summary>
    public ReadOnlySpan<int> PresentSelectors => selectors.Span;

    /// <summary>What one selector chooses in the basket, and where its ladders begin, or −1.</summary>
    internal struct Chosen
    {
        public int Lines;
        public long Units;
        public long Spend;
        public int Ladder;
    }

    private uint Hash(int selector) => ((uint)selector * Multiplier) >> shift;
}
