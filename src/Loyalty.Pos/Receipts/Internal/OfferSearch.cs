using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Finds an offer of a catalogue by its id; of a catalogue from a file only those on the way are read.</summary>
internal static class OfferSearch
{
    public static Offer? Find(this Catalogue catalogue, OfferId id)
    {
        int first = 0;
        int last = catalogue.OfferCount - 1;
        while (first <= last)
        {
            int middle = (first + last) >>> 1;
            Offer offer = catalogue.Define(middle);
            int order = offer.Id.CompareTo(id);
            if (order == 0)
            {
                return offer;
            }

            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return null;
    }
}
