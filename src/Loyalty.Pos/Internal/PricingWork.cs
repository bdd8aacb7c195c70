using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>One basket as one catalogue sees it: what each selector chooses, which offers concern it, and every buffer that pricing fills.</summary>
internal sealed class PricingWork
{
    private readonly Buffer<Resolution> resolutions = new();
    private readonly Buffer<RankKey> rankKeys = new();
    private readonly Buffer<int> byRank = new();
    private readonly Buffer<Measure> present = new();
    private readonly Buffer<int> places = new();

    // Where a selector stands among those present. What stands there from earlier baskets is told by looking: the set is sparse (Briggs and
    // Torczon, 1993), so that nothing is ever cleared.
    private int[] placeOf = [];

    public Catalogue Catalogue { get; private set; } = null!;

    public Basket Basket { get; private set; } = null!;

    public ReadOnlySpan<Resolution> Resolutions => resolutions.Span;

    /// <summary>The lines in the order of ties: sku by UTF-16 code units, then the earlier line.</summary>
    public ReadOnlySpan<int> ByRank => byRank.Span;

    /// <summary>What is in the basket by selector: 'everything' first, then each selector that chooses something.</summary>
    public ReadOnlySpan<Measure> Present => present.Span;

    /// <summary>For each line, in order, and each of its article's selectors the place among <see cref="Present"/>.</summary>
    public ReadOnlySpan<int> Places => places.Span;

    /// <summary>Whether every unit may go down to zero.</summary>
    public bool IsFree { get; private set; }

    /// <summary>What each line was discounted so far.</summary>
    public Buffer<long> LineDiscounts { get; } = new();

    /// <summary>Looks at a basket with a catalogue.</summary>
    public void Begin(Catalogue catalogue, Basket basket)
    {
        if (!ReferenceEquals(catalogue, Catalogue))
        {
            Catalogue = catalogue;
            if (placeOf.Length < catalogue.Image.SelectorCount)
            {
                placeOf = new int[catalogue.Image.SelectorCount];
            }
        }

        Basket = basket;
        ReadOnlySpan<BasketLine> lines = basket.Lines;
        resolutions.Resize(lines.Length);
        LineDiscounts.Resize(lines.Length);
        LineDiscounts.Span.Clear();
        places.Clear();
        present.Clear();
        present.Add(new Measure { Shelf = catalogue.ShelfOf(0), Spend = basket.Subtotal });
        Span<Resolution> resolved = resolutions.Span;
        bool free = true;
        long units = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            ref readonly BasketLine line = ref lines[i];
            Resolution resolution = line.Article.ResolvedBy(catalogue);
            resolved[i] = resolution;
            free &= resolution.IsFree;
            units += line.Units;
            foreach (ref readonly Resolution.Entry entry in resolution.Entries)
            {
                int place = placeOf[entry.Selector];
                if ((uint)place >= (uint)present.Count || present[place].Selector != entry.Selector)
                {
                    placeOf[entry.Selector] = place = present.Count;
                    present.Add(new Measure { Selector = entry.Selector, Shelf = entry.Shelf });
                }

                ref Measure measure = ref present[place];
                measure.Units += line.Units;
                measure.Spend += line.Amount;
                places.Add(place);
            }
        }

        present[0].Units = units;
        IsFree = free;
    }

    /// <summary>Puts the lines in the order of ties.</summary>
    public void Rank()
    {
        ReadOnlySpan<BasketLine> lines = Basket.Lines;
        rankKeys.Clear();
        byRank.Clear();
        for (int i = 0; i < lines.Length; i++)
        {
            rankKeys.Add(new RankKey(lines[i].Article.Sku.Value, i));
        }

        rankKeys.Span.Sort();
        foreach (RankKey key in rankKeys.Span)
        {
            byRank.Add(key.Line);
        }
    }

    public bool IsChosen(int line, int selector) => resolutions[line].IsChosenBy(selector);

    public long UnitsOf(int selector) => Find(selector) is var place and >= 0 ? present[place].Units : 0;

    public long SpendOf(int selector) => Find(selector) is var place and >= 0 ? present[place].Spend : 0;

    /// <summary>Whether an offer's target is there, and what it requires. Other conditions follow from its kind.</summary>
    public bool MayHold(in OfferRow row)
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

        ref readonly Measure measure = ref present[counts];
        return measure.Spend >= row.MinSpend && measure.Units >= row.MinUnits && OfferCalendar.Fault(row, Basket.At) is null;
    }

    /// <summary>What a unit of a line costs at a fixed price: for a weighed one that × quantity.</summary>
    public long PriceOn(int line, long price)
    {
        ref readonly BasketLine sold = ref Basket.Lines[line];
        if (!sold.IsWeighed)
        {
            return price;
        }

        decimal amount = sold.Quantity * price;
        return amount > Catalog.Range.MostAmount ? Catalog.Range.MostAmount : (long)decimal.Round(amount, MidpointRounding.AwayFromZero);
    }

    /// <summary>The gifts of an offer that are not in the basket.</summary>
    public long Earned(CompiledOffer offer) => Math.Max(0, Math.Min(offer.Get, offer.PerReceipt) - UnitsOf(offer.Items));

    /// <summary>The highest step that the target reaches before any discount, −1 where none.</summary>
    public int StepOf(CompiledOffer offer)
    {
        decimal reached = offer.StepsBySpend ? SpendOf(offer.Target) : UnitsOf(offer.Target);
        int step = offer.Steps.Length - 1;
        while (step >= 0 && offer.Steps[step].From > reached)
        {
            step--;
        }

        return step;
    }

    /// <summary>Collects a selector's lines that an offer concerns, in the order of ties.</summary>
    public void LinesOf(CompiledOffer offer, Buffer<int> lines)
    {
        foreach (int line in byRank.Span)
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
        int place = placeOf[selector];
        return (uint)place < (uint)present.Count && present[place].Selector == selector ? place : -1;
    }

    /// <summary>What one selector chooses in the basket.</summary>
    internal struct Measure
    {
        public int Selector;
        public Shelf Shelf;
        public long Units;
        public long Spend;
    }

    private readonly struct RankKey(string sku, int line) : IComparable<RankKey>
    {
        public int Line => line;

        private string Name => sku;

        public int CompareTo(RankKey other)
        {
            int bySku = string.CompareOrdinal(Name, other.Name);
            return bySku != 0 ? bySku : Line.CompareTo(other.Line);
        }
    }
}
