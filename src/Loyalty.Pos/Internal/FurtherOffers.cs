using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>The offers that stand on no ladder and may hold: by what is in the basket, by guest, by code.</summary>
internal sealed class FurtherOffers(Tally tally)
{
    private readonly Buffer<int> own = new();
    private readonly Buffer<(int Offer, int Place)> named = new();
    private OfferTraits all;

    /// <summary>Line rewards.</summary>
    public Buffer<int> OfLines { get; } = new();

    /// <summary>Basket rewards.</summary>
    public Buffer<int> OfBasket { get; } = new();

    /// <summary>Points rewards; they take no part in stacking.</summary>
    public Buffer<int> OfPoints { get; } = new();

    /// <summary>Whether each of them, but for points, stands alone and decides each line, or the whole basket, for itself.</summary>
    public bool AreLineByLine => (all & OfferTraits.LineByLine) != 0;

    /// <summary>Whether each of them, but for points, decides each line, or the whole basket, for itself.</summary>
    public bool AreLocal => (all & OfferTraits.Local) != 0;

    /// <summary>Finds the guest's own offers of which something is in the basket, and asks the memory for them.</summary>
    public void FindOwn(CatalogueImage image, ReadOnlySpan<int> offers)
    {
        own.Clear();
        tally.Find(offers, own);
        foreach (int offer in own.Span)
        {
            image.PrefetchRow(offer);
        }
    }

    /// <summary>Finds the offers. False as soon as one does not decide for itself.</summary>
    public bool TryFind(CatalogueImage image, Basket basket)
    {
        all = OfferTraits.LineByLine | OfferTraits.Local;
        OfLines.Clear();
        OfBasket.Clear();
        OfPoints.Clear();
        if (tally.HasOffers)
        {
            Name(image);
            foreach ((int offer, int place) in named.Span)
            {
                // Nearly always it is found under its target.
                ref readonly OfferRow row = ref image.Rows[offer];
                if (!TryTake(row, offer, tally[place].Selector == row.Target ? place : tally.Find(row.Target), basket.At))
                {
                    return false;
                }
            }
        }

        return TryTake(image, own.Span, basket.At)
            && (basket.IsPlain || basket.Coupons.Length == 0 || TryTake(image, image.Codes.Of(basket.Coupons[0]), basket.At));
    }

    /// <summary>Names the automatic ones. All rows are asked for before the first is looked at: the memory is waited for once.</summary>
    private void Name(CatalogueImage image)
    {
        named.Clear();
        ReadOnlySpan<Shelf> shelves = image.Shelves;
        foreach (ref readonly SelectorTable.Chosen chosen in tally.Present)
        {
            Memory.Prefetch(in shelves[chosen.Selector]);
        }

        for (int place = 0; place < tally.Present.Length; place++)
        {
            foreach (int offer in image.OffersUnder(tally[place].Selector))
            {
                image.PrefetchRow(offer);
                named.Add((offer, place));
            }
        }
    }

    private bool TryTake(CatalogueImage image, ReadOnlySpan<int> offers, DateTimeOffset at)
    {
        foreach (int offer in offers)
        {
            ref readonly OfferRow row = ref image.Rows[offer];
            if (!TryTake(row, offer, tally.Find(row.Target), at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes an offer if it may hold. False where it does not decide for itself.</summary>
    private bool TryTake(in OfferRow row, int offer, int target, DateTimeOffset at)
    {
        if (!tally.MayHold(row, target, at))
        {
            return true;
        }

        if (row.Kind == RewardKind.Points)
        {
            OfPoints.Add(offer);
            return true;
        }

        (row.Is(OfferTraits.Basket) ? OfBasket : OfLines).Add(offer);
        all &= row.Traits | (row.Is(OfferTraits.LineByLine) ? OfferTraits.Local : 0);
        return AreLocal;
    }
}
