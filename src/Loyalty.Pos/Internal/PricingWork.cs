using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>One basket as one catalogue sees it: what each selector chooses, which offers concern it, and every buffer that pricing fills.</summary>
internal sealed class PricingWork
{
    private readonly Buffer<Resolution> resolutions = new();
    private readonly Buffer<RankKey> rankKeys = new();
    private readonly Buffer<int> byRank = new();
    private readonly Buffer<Chosen> present = new();
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
    public ReadOnlySpan<Chosen> Present => present.Span;

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
        LineDiscounts.Resize(basket.Lines.Length);
        LineDiscounts.Span.Clear();
        places.Clear();
        present.Clear();
        Resolve();
        Enter(0);
        Measure();
    }

    /// <summary>Asks the articles in two rounds without a decision in between, so that the memory is waited for once and not once a line.</summary>
    private void Resolve()
    {
        ReadOnlySpan<BasketLine> lines = Basket.Lines;
        resolutions.Resize(lines.Length);
        Span<Resolution?> resolved = resolutions.Span!;
        for (int i = 0; i < lines.Length; i++)
        {
            resolved[i] = lines[i].Article.Resolved;
        }

        long number = Catalogue.Number;
        for (int i = 0; i < lines.Length; i++)
        {
            if (resolved[i] is not { } known || known.CatalogueNumber != number)
            {
                resolved[i] = lines[i].Article.ResolvedBy(Catalogue);
            }
        }
    }

    private void Measure()
    {
        ReadOnlySpan<BasketLine> lines = Basket.Lines;
        bool free = true;
        long all = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            ref readonly BasketLine line = ref lines[i];
            Resolution resolution = resolutions[i];
            free &= resolution.IsFree;
            all += line.Units;
            foreach (int selector in resolution.Selectors)
            {
                int place = placeOf[selector];
                if ((uint)place >= (uint)present.Count || present[place].Selector != selector)
                {
                    place = Enter(selector);
                }

                ref Chosen chosen = ref present[place];
                chosen.Units += line.Units;
                chosen.Spend += line.Amount;
                places.Add(place);
            }
        }

        present[0].Units = all;
        present[0].Spend = Basket.Subtotal;
        IsFree = free;
    }

    private int Enter(int selector)
    {
        ReadOnlySpan<Shelf> shelves = Catalogue.Image.Shelves;
        ref readonly Shelf own = ref shelves[selector];
        ref readonly Shelf next = ref shelves[selector + 1];
        int place = present.Count;
        placeOf[selector] = place;
        present.Add(new Chosen
        {
            Selector = selector,
            FirstLadder = own.FirstLadder,
            Ladders = next.FirstLadder - own.FirstLadder,
            FirstOffer = own.FirstOffer,
            Offers = next.FirstOffer - own.FirstOffer,
        });
        return place;
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

    /// <summary>How many selectors the catalogue has, 'everything' among them.</summary>
    public int SelectorCount => measures.Length;

    /// <summary>The selectors that choose a line, without 'everything'.</summary>
    public ReadOnlySpan<int> SelectorsOf(int line) => resolutions[line].Selectors;

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

        ref readonly Chosen measure = ref present[counts];
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

    /// <summary>What one selector chooses in the basket, and what is filed under it.</summary>
    internal struct Chosen
    {
        public int Selector;
        public int FirstLadder;
        public int Ladders;
        public int FirstOffer;
        public int Offers;
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
