namespace Loyalty.Pos.Internal;

/// <summary>The basket's lines by selector, in the order of ties: found once for a basket, so that an offer need not ask each line.</summary>
internal sealed class LineIndex(PricingWork work)
{
    private readonly Buffer<int> lines = new();
    private readonly Buffer<int> ends = new();
    private readonly Buffer<int> firstPlaces = new();
    private readonly Buffer<int> union = new();

    /// <summary>Looks at the basket that is being priced, once its lines are in order.</summary>
    public void Begin()
    {
        ReadOnlySpan<int> places = work.Places;
        lines.Resize(places.Length);
        firstPlaces.Resize(work.ByRank.Length + 1);
        ends.Resize(work.Present.Length);
        Span<int> end = ends.Span;
        end.Clear();
        foreach (int place in places)
        {
            end[place]++;
        }

        int start = 0;
        foreach (ref int place in end)
        {
            (place, start) = (start, start + place);
        }

        Span<int> first = firstPlaces.Span;
        first[0] = 0;
        for (int line = 0; line + 1 < first.Length; line++)
        {
            first[line + 1] = first[line] + work.Resolutions[line].Entries.Length;
        }

        Span<int> found = lines.Span;
        foreach (int line in work.ByRank)
        {
            foreach (int place in places[first[line]..first[line + 1]])
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
