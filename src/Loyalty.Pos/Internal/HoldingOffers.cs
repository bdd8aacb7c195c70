using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Finds the offers whose conditions hold: by what is in the basket, by guest, by code; never by going through the catalogue.</summary>
internal sealed class HoldingOffers(PricingWork work)
{
    private readonly Buffer<int> candidates = new();
    private readonly Buffer<Key> keys = new();

    /// <summary>An offer's place when offers are applied, and its place by id.</summary>
    private readonly record struct Key(int Order, int Offer) : IComparable<Key>
    {
        public int CompareTo(Key other) => Order.CompareTo(other.Order);
    }

    /// <summary>Fills in every offer that holds, in the order in which they are applied.</summary>
    /// <param name="own">The guest's own: where each is filed and which it is.</param>
    /// <param name="active">Is filled.</param>
    public void Find(ReadOnlySpan<int> own, Buffer<ActiveOffer> active)
    {
        // All rows are asked for before the first is looked at, and all offers before the first is: the memory is waited for once.
        candidates.Clear();
        keys.Clear();
        Name(own);
        Hold(candidates.Span);
        HoldCoupons();
        SmallSort.Sort(keys.Span);
        active.Clear();
        foreach (ref readonly Key key in keys.Span)
        {
            active.Add(new ActiveOffer { Offer = work.Catalogue.Offer(key.Offer) });
        }
    }

    /// <summary>Adds an offer of points if it holds.</summary>
    public void Points(int offer, in OfferRow row, Buffer<ActiveOffer> active)
    {
        if (work.MayHold(row) && !IsExhausted(offer))
        {
            active.Add(new ActiveOffer { Offer = work.Catalogue.Offer(offer) });
        }
    }

    private void Name(ReadOnlySpan<int> own)
    {
        CatalogueImage image = work.Catalogue.Image;
        foreach (int selector in work.PresentSelectors)
        {
            foreach (int offer in image.OffersUnder(selector))
            {
                Name(offer);
            }

            int cell = image.Shelves[selector].Ladder;
            for (bool isLast = cell < 0; !isLast; cell += 1 + image.Ladders[cell].Head.Steps)
            {
                ref readonly Ladder ladder = ref image.Ladders[cell].Head;
                isLast = ladder.IsLast;
                foreach (ref readonly Rung rung in image.Rungs(ladder))
                {
                    Name(rung.Offer);
                }
            }
        }

        for (int i = 0; i < own.Length; i += 2)
        {
            if (work.Find(own[i]) >= 0)
            {
                Name(own[i + 1]);
            }
        }
    }

    private void Name(int offer)
    {
        work.Catalogue.Image.PrefetchRow(offer);
        candidates.Add(offer);
    }

    private void Hold(ReadOnlySpan<int> named)
    {
        ReadOnlySpan<OfferRow> rows = work.Catalogue.Image.Rows;
        foreach (int offer in named)
        {
            ref readonly OfferRow row = ref rows[offer];
            if (work.MayHold(row) && MayHoldByKind(offer, row) && !IsExhausted(offer))
            {
                work.Catalogue.Prefetch(offer);
                keys.Add(new Key(row.Order, offer));
            }
        }
    }

    private void HoldCoupons()
    {
        int before = keys.Count;
        foreach (string code in work.Basket.Coupons)
        {
            foreach (int offer in work.Catalogue.Image.Codes.Of(code))
            {
                if (!IsHeld(offer, before))
                {
                    Hold([offer]);
                }
            }
        }
    }

    private bool IsHeld(int offer, int from)
    {
        for (int i = from; i < keys.Count; i++)
        {
            if (keys[i].Offer == offer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What groups, sets and steps need besides.</summary>
    private bool MayHoldByKind(int offer, in OfferRow row) => row.Kind switch
    {
        RewardKind.BuyGet when !row.Is(OfferTraits.HasItems) => work.UnitsOf(row.Target) >= (long)row.Buy + row.Get,
        RewardKind.BuyGet or RewardKind.Bundle or RewardKind.Tiers => Conditions.Fault(work.Catalogue.Offer(offer), work, out _, out _) is null,
        _ => true,
    };

    private bool IsExhausted(int offer) => work.Basket.Exhausted.Length > 0 && work.Basket.Exhausted.Contains(work.Catalogue.Offer(offer).Definition.Id);
}
