namespace Loyalty.Pos.Internal;

/// <summary>The basket's lines by selector, in the order of ties: found once for a basket, so that an offer need not ask each line.</summary>
internal sealed class LineIndex(PricingWork work)
{
    private readonly Buffer<int> lines = new();
    private readonly Buffer<int> union = new();
    private readonly Buffer<Shelved> shelved = new();

    /// <summary>Where the lines of a selector that is present begin, and how many there are.</summary>
    private record struct Shelved(int First, int Count);

    /// <summary>Looks at the basket that is being priced, once its lines are in order.</summary>
    public void Begin()
    {
        shelved.Resize(work.Present.Length);
        shelved.Span.Clear();
        ReadOnlySpan<int> byRank = work.ByRank;
        int total = 0;
        foreach (int line in byRank)
        {
            foreach (int place in work.PlacesOf(line))
            {
                shelved[place].Count++;
                total++;
            }
        }

        lines.Resize(total);
        int first = 0;
        foreach (ref Shelved own in shelved.Span)
        {
            own.First = first;
            first += own.Count;
            own.Count = 0;
        }

        foreach (int line in byRank)
        {
            foreach (int place in work.PlacesOf(line))
            {
                ref Shelved own = ref shelved[place];
                lines[own.First + own.Count++] = line;
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

    private ReadOnlySpan<int> OfSelector(int selector)
    {
        if (selector == 0)
        {
            return work.ByRank;
        }

        int place = work.Find(selector);
        return place < 0 ? [] : lines.Span.Slice(shelved[place].First, shelved[place].Count);
    }

    private ReadOnlySpan<int> Union(CompiledOffer offer)
    {
        union.Clear();
        work.LinesOf(offer, union);
        return union.Span;
    }
}
