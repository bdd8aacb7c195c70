using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>One basket as one catalogue sees it: what each selector chooses, which offers concern it, and every buffer that pricing fills.</summary>
internal sealed class PricingWork
{
    private readonly Buffer<Resolution> resolutions = new();
    private readonly Buffer<RankKey> rankKeys = new();
    private readonly Buffer<int> byRank = new();
    private readonly Buffer<int> present = new();
    private Measure[] measures = [];
    private int stamp;

    private struct Measure
    {
        public int Stamp;
        public long Units;
        public long Spend;
    }

    public Catalogue Catalogue { get; private set; } = null!;

    public Basket Basket { get; private set; } = null!;

    public ReadOnlySpan<Resolution> Resolutions => resolutions.Span;

    /// <summary>The lines in the order of ties: sku by UTF-16 code units, then the earlier line.</summary>
    public ReadOnlySpan<int> ByRank => byRank.Span;

    /// <summary>The selectors that choose something in the basket, without 'everything'.</summary>
    public ReadOnlySpan<int> Present => present.Span;

    /// <summary>What each line was discounted so far.</summary>
    public Buffer<long> LineDiscounts { get; } = new();

    /// <summary>Looks at a basket with a catalogue.</summary>
    public void Begin(Catalogue catalogue, Basket basket)
    {
        if (!ReferenceEquals(catalogue, Catalogue))
        {
            Catalogue = catalogue;
            measures = new Measure[catalogue.Selectors.Count];
            stamp = 0;
        }

        Basket = basket;
        if (++stamp == int.MaxValue)
        {
            Array.Clear(measures);
            stamp = 1;
        }

        present.Clear();
        ReadOnlySpan<BasketLine> lines = basket.Lines;
        resolutions.Resize(lines.Length);
        LineDiscounts.Resize(lines.Length);
        LineDiscounts.Span.Clear();
        measures[0] = new Measure { Stamp = stamp };
        for (int i = 0; i < lines.Length; i++)
        {
            ref readonly BasketLine line = ref lines[i];
            Resolution resolution = line.Article.ResolvedBy(catalogue);
            resolutions[i] = resolution;
            Count(0, line);
            foreach (int selector in resolution.Selectors)
            {
                if (measures[selector].Stamp != stamp)
                {
                    measures[selector] = new Measure { Stamp = stamp };
                    present.Add(selector);
                }

                Count(selector, line);
            }
        }
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

    public long UnitsOf(int selector) => measures[selector].Stamp == stamp ? measures[selector].Units : 0;

    public long SpendOf(int selector) => measures[selector].Stamp == stamp ? measures[selector].Spend : 0;

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

    private void Count(int selector, in BasketLine line)
    {
        measures[selector].Units += line.Units;
        measures[selector].Spend += line.Amount;
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
