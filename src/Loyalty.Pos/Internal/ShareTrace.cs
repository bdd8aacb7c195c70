namespace Loyalty.Pos.Internal;

/// <summary>Says of each discounted cent which line and which applied offer it belongs to, from the log of the receipt, when asked.</summary>
internal sealed class ShareTrace
{
    private readonly Buffer<DiscountShare> shares = new();
    private readonly Buffer<Place> places = new();
    private ApplicationLog? log;

    private readonly record struct Place(int Offer, int Applied) : IComparable<Place>
    {
        public int CompareTo(Place other) => Offer.CompareTo(other.Offer);
    }

    /// <summary>Begins the next receipt; nothing is worked out yet, so that pricing pays nothing for it.</summary>
    public void Follow(ApplicationLog written) => log = written;

    /// <summary>The shares of a receipt whose offers were written.</summary>
    public ReadOnlySpan<DiscountShare> Shares(ReadOnlySpan<AppliedOffer> applied)
    {
        if (log is { } written)
        {
            shares.Clear();
            if (!applied.IsEmpty)
            {
                Fill(written);
            }

            log = null;
        }

        return shares.Span;
    }

    private void Fill(ApplicationLog written)
    {
        FillPlaces(written);
        foreach (ref readonly ApplicationLog.Entry entry in written.Entries.Span)
        {
            if (entry.Discount > 0)
            {
                shares.Add(new DiscountShare(entry.Line, places[places.Span.BinarySearch(new Place(entry.Offer, 0))].Applied, entry.Discount));
            }
        }

        shares.Span.Sort(static (a, b) => a.Line != b.Line ? a.Line.CompareTo(b.Line) : a.Applied.CompareTo(b.Applied));
    }

    /// <summary>The receipt writer puts each offer once, in the log's order.</summary>
    private void FillPlaces(ApplicationLog written)
    {
        places.Clear();
        foreach (ref readonly ApplicationLog.Application application in written.Applications.Span)
        {
            if (places.Count == 0 || places[places.Count - 1].Offer != application.Offer)
            {
                places.Add(new Place(application.Offer, places.Count));
            }
        }

        places.Span.Sort();
    }
}
