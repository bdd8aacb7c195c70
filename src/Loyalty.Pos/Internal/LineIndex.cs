namespace Loyalty.Pos.Internal;

/// <summary>The basket's lines by selector, in the order of ties: found once for a basket, so that an offer need not ask each line.</summary>
internal sealed class LineIndex(PricingWork work)
{
    private readonly Buffer<int> lines = new();
    private readonly Buffer<int> ends = new();
    private readonly Buffer<int> union = new();

    /// <summary>Looks at the basket that is being priced, once its lines are in order.</summary>
    public void Begin()
    {
        ends.Resize(work.Present.Length);
        Span<int> end = ends.Span;
        end.Clear();
        foreach (int place in work.Places)
        {
            end[place]++;
        }

        int start = 0;
        foreach (ref int place in end)
        {
            (place, start) = (start, start + place);
        }

        lines.Resize(start);
        Span<int> found = lines.Span;
        foreach (int line in work.ByRank)
        {
            foreach (int place in work.PlacesOf(line))
            {
                found[end[place]++] = line;
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
        return place < 0 ? [] : lines.Span[ends[place - 1]..ends[place]];
    }

    private ReadOnlySpan<int> Union(CompiledOffer offer)
    {
        union.Clear();
        work.LinesOf(offer, union);
        return union.Span;
    }
}
