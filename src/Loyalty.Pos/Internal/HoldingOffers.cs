using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Finds the offers whose conditions hold: by what is in the basket, by guest, by code; never by going through the catalogue.</summary>
internal sealed class HoldingOffers(PricingWork work)
{
    private readonly Buffer<(int Offer, int Place)> candidates = new();

    // An offer's place when offers are applied, and in the lower half its place by id.
    private readonly Buffer<long> keys = new();
    private readonly Buffer<long> ranked = new();

    // Whether of a ladder of basket rewards the strongest is enough: nobody asks for reasons, and none is exhausted.
    private bool onlyStrongest;

    /// <summary>Fills in every offer that holds, in the order in which they are applied.</summary>
    /// <param name="own">The guest's own: where each is filed and which it is.</param>
    /// <param name="active">Is filled.</param>
    /// <param name="isExplained">Whether the losers are wanted too; else ladders of basket rewards are left to <see cref="FindOfBasket"/>.</param>
    public void Find(ReadOnlySpan<int> own, Buffer<ActiveOffer> active, bool isExplained)
    {
        onlyStrongest = !isExplained && work.Basket.Exhausted.Length == 0;
        // All rows are asked for before the first is looked at: the memory is waited for once.
        candidates.Clear();
        keys.Clear();
        Name(own);
        foreach ((int offer, int place) in candidates.Span)
        {
            Hold(offer, place);
        }

        HoldCoupons();
        active.Clear();
        foreach (long key in SmallSort.Ranked(keys, ranked))
        {
            active.Add(new ActiveOffer { Offer = work.Catalogue.Offer((int)key) });
        }
    }

    /// <summary>
    /// Adds of each ladder of basket rewards the offer that gives most, once it is known what line rewards left: all of them take the whole basket, so
    /// no weaker one is chosen whatever else is.
    /// </summary>
    /// <param name="basket">What line rewards left.</param>
    /// <param name="active">The offers in the order in which they are applied.</param>
    public void FindOfBasket(IBasketLeft basket, Buffer<ActiveOffer> active)
    {
        int before = active.Count;
        CatalogueImage image = work.Catalogue.Image;
        foreach (int cell in image.LaddersFrom(work.Present[0].Ladder))
        {
            ref readonly Ladder ladder = ref image.Ladders[cell].Head;
            if (IsLeft(ladder))
            {
                LineDiscount most = LineDiscount.None;
                BasketLadders.Climb(image, cell, work.Present[0], basket, ref most);
                if (most.Discount > 0)
                {
                    active.Add(new ActiveOffer { Offer = work.Catalogue.Offer(most.Offer) });
                }
            }
        }

        if (active.Count > before)
        {
            SmallSort.Sort(active.Span);
        }
    }

    private bool IsLeft(in Ladder ladder) => onlyStrongest && ladder.IsBasket && work.Catalogue.Image.IsOfOnePriority(ladder);

    /// <summary>Adds an offer of points if it holds.</summary>
    public void HoldPoints(int offer, in OfferRow row, Buffer<ActiveOffer> active)
    {
        if (work.MayHold(row) && !IsExhausted(offer))
        {
            active.Add(new ActiveOffer { Offer = work.Catalogue.Offer(offer) });
        }
    }

    private void Name(ReadOnlySpan<int> own)
    {
        CatalogueImage image = work.Catalogue.Image;
        ReadOnlySpan<SelectorTable.Chosen> present = work.Present;
        foreach (ref readonly SelectorTable.Chosen chosen in present)
        {
            if (chosen.Ladder >= 0)
            {
                image.PrefetchRungs(image.Ladders[chosen.Ladder].Head);
            }
        }

        for (int place = 0; place < present.Length; place++)
        {
            foreach (int offer in image.OffersUnder(present[place].Selector))
            {
                Name(offer, place);
            }

            foreach (int cell in image.LaddersFrom(present[place].Ladder))
            {
                ref readonly Ladder ladder = ref image.Ladders[cell].Head;
                foreach (ref readonly Rung rung in IsLeft(ladder) ? default : image.Rungs(ladder))
                {
                    Name(rung.Offer, place);
                }
            }
        }

        for (int i = 0; i < own.Length; i += 2)
        {
            if (work.Find(own[i]) is var place and >= 0)
            {
                Name(own[i + 1], place);
            }
        }
    }

    private void Name(int offer, int place)
    {
        work.Catalogue.Prefetch(offer);
        candidates.Add((offer, place));
    }

    /// <param name="offer">The offer.</param>
    /// <param name="place">Where the selector under which it is found stands among those present: nearly always its target's.</param>
    private void Hold(int offer, int place)
    {
        ref readonly OfferRow row = ref work.Catalogue.Image.Rows[offer];
        int target = place >= 0 && work.Present[place].Selector == row.Target ? place : work.Find(row.Target);
        if (work.MayHold(row, target) && MayHoldByKind(offer, row, target) && !IsExhausted(offer))
        {
            keys.Add(((long)row.Order << 32) | (uint)offer);
            Memory.PrefetchObject(work.Catalogue.Offer(offer), CompiledOffer.CacheLines);
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
                    Hold(offer, -1);
                }
            }
        }
    }

    private bool IsHeld(int offer, int from)
    {
        for (int i = from; i < keys.Count; i++)
        {
            if ((int)keys[i] == offer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What groups, sets and steps need besides.</summary>
    private bool MayHoldByKind(int offer, in OfferRow row, int target) => row.Kind switch
    {
        RewardKind.BuyGet when !row.Is(OfferTraits.HasItems) => work.Present[target].Units >= (long)row.Buy + row.Get,
        RewardKind.BuyGet or RewardKind.Bundle or RewardKind.Tiers => Conditions.Fault(work.Catalogue.Offer(offer), work, out _, out _) is null,
        _ => true,
    };

    private bool IsExhausted(int offer) => work.Basket.Exhausted.Length > 0 && work.Basket.Exhausted.Contains(work.Catalogue.Offer(offer).Definition.Id);
}
