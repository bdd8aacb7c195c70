using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>One basket as one catalogue sees it: what each selector chooses, which offers concern it, and every buffer that pricing fills.</summary>
internal sealed class PricingWork
{
    private readonly Buffer<Resolution> resolutions = new();
    private readonly TieOrder order = new();
    private readonly SelectorTable table = new();
    private readonly Buffer<int> places = new();
    private readonly Buffer<int> firstPlaces = new();

    public Catalogue Catalogue { get; private set; } = null!;

    public Basket Basket { get; private set; } = null!;

    /// <summary>What the catalogue says of each line's article.</summary>
    public ReadOnlySpan<Resolution> Resolutions => resolutions.Span;

    /// <summary>The lines in the order of ties: sku by UTF-16 code units, then the earlier line.</summary>
    public ReadOnlySpan<int> ByRank => order.Lines;

    /// <summary>What is in the basket by selector: 'everything' first, then each selector that chooses something.</summary>
    public ReadOnlySpan<SelectorTable.Chosen> Present => table.Present;

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
        Look(catalogue, basket);
        int lines = basket.Lines.Length;
        LineDiscounts.Resize(lines);
        LineDiscounts.Span.Clear();
        resolutions.Resize(lines);
        firstPlaces.Resize(lines + 1);
        places.Clear();
        Measure();
    }

    /// <summary>Says whose basket is priced with what, and measures nothing: enough for what asks of the lines alone.</summary>
    public void Look(Catalogue catalogue, Basket basket)
    {
        Catalogue = catalogue;
        Basket = basket;
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

        table.Begin(said.Length, Catalogue.Image.Everything.Ladder);
        PrefetchShelf(0, Catalogue.Image.Everything.Ladder);
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
        ref SelectorTable.Chosen everything = ref table[0];
        everything.Lines = said.Length;
        everything.Units = all;
        everything.Spend = Basket.Subtotal;
    }

    private void Count(in LineCard.Entry entry, in BasketLine line)
    {
        int place = table.Find(entry.Selector);
        if (place < 0)
        {
            place = table.Enter(entry);
            PrefetchShelf(entry.Selector, entry.Ladder);
        }

        ref SelectorTable.Chosen chosen = ref table[place];
        chosen.Lines++;
        chosen.Units += line.Units;
        chosen.Spend += line.Amount;
        places.Add(place);
    }

    private void PrefetchShelf(int selector, int ladder)
    {
        Memory.Prefetch(in Catalogue.Image.Shelves[selector]);
        if (ladder >= 0)
        {
            Catalogue.Image.PrefetchLadder(ladder);
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
            if (table[place].Selector == selector)
            {
                return true;
            }
        }

        return false;
    }

    public long UnitsOf(int selector) => Find(selector) is var place and >= 0 ? table[place].Units : 0;

    public long SpendOf(int selector) => Find(selector) is var place and >= 0 ? table[place].Spend : 0;

    /// <summary>Whether an offer's target is there, and what it requires. Other conditions follow from its kind.</summary>
    public bool MayHold(in OfferRow row) => table.MayHold(row, Basket.At);

    /// <summary>The same where the target's place among those present is known.</summary>
    public bool MayHold(in OfferRow row, int target) => table.MayHold(row, target, Basket.At);

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

    /// <summary>Whether a basket reward is one amount, and not a share of what is left.</summary>
    public bool IsAmount(CompiledOffer offer, out long amount, out Ratio ratio)
    {
        (amount, ratio) = (offer.Amount, offer.Ratio);
        if (offer.Kind != RewardKind.Tiers)
        {
            return offer.Kind == RewardKind.Amount;
        }

        TierTable tiers = offer.TierSteps!;
        int step = StepOf(offer);
        (amount, ratio) = (tiers.Steps[step].Amount, tiers.Ratios[step]);
        return amount > 0;
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
    public int Find(int selector) => table.Find(selector);
}
