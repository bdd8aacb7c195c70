namespace Loyalty.Pos.Internal;

/// <summary>The basket's lines by selector, in the order of ties: found once for a basket, so that an offer need not ask each line.</summary>
internal sealed class LineIndex(PricingWork work)
{
    private readonly Buffer<int> lines = new();
    private readonly Buffer<int> union = new();
    private object? catalogue;
    private int[] starts = [];
    private int[] counts = [];
    private int[] stamps = [];
    private int stamp;

    /// <summary>Looks at the basket that is being priced, once its lines are in order.</summary>
    public void Begin()
    {
        if (!ReferenceEquals(catalogue, work.Catalogue))
        {
            catalogue = work.Catalogue;
            int selectors = work.SelectorCount;
            (starts, counts, stamps, stamp) = (new int[selectors], new int[selectors], new int[selectors], 0);
        }

        if (++stamp == int.MaxValue)
        {
            Array.Clear(stamps);
            stamp = 1;
        }

        ReadOnlySpan<int> byRank = work.ByRank;
        int total = 0;
        foreach (int line in byRank)
        {
            foreach (int selector in work.SelectorsOf(line))
            {
                if (stamps[selector] != stamp)
                {
                    stamps[selector] = stamp;
                    counts[selector] = 0;
                }

                counts[selector]++;
                total++;
            }
        }

        lines.Resize(total);
        int start = 0;
        foreach (int selector in work.Present)
        {
            starts[selector] = start;
            start += counts[selector];
            counts[selector] = 0;
        }

        foreach (int line in byRank)
        {
            foreach (int selector in work.SelectorsOf(line))
            {
                lines[starts[selector] + counts[selector]++] = line;
            }
        }
    }

    /// <summary>The lines that an offer concerns; those of an offer with several selectors are good until the next call.</summary>
    public ReadOnlySpan<int> Of(CompiledOffer offer)
    {
        switch (offer.Kind)
        {
            case RewardKind.Gift:
                return OfSelector(offer.Items);
            case RewardKind.Bundle:
                return Union(offer);
            default:
                return offer.HasItems ? Union(offer) : OfSelector(offer.Target);
        }
    }

    private ReadOnlySpan<int> OfSelector(int selector) =>
        selector == 0 ? work.ByRank : stamps[selector] == stamp ? lines.Span.Slice(starts[selector], counts[selector]) : [];

    private ReadOnlySpan<int> Union(CompiledOffer offer)
    {
        union.Clear();
        work.LinesOf(offer, union);
        return union.Span;
    }
}
