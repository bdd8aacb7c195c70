using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Turns an offer into its row: selectors by number, ranges by number, what is true of it as bits.</summary>
internal static class OfferNumbering
{
    public static OfferRow Row(Offer offer, SelectorNumbers selectors, List<int> items)
    {
        OfferRow row = new()
        {
            Priority = offer.Priority,
            Stacking = offer.Stacking,
            Target = selectors.Of(offer.Target),
            MinSpend = offer.Requires?.MinSpend ?? 0,
            MinUnits = (long)decimal.Ceiling(offer.Requires?.MinQuantity ?? 0),
            From = offer.From?.UtcTicks ?? long.MinValue,
            To = offer.To?.UtcTicks ?? long.MaxValue,
            FromMinute = (short)(offer.Hours?.FromMinute ?? -1),
            ToMinute = (short)(offer.Hours?.ToMinute ?? -1),
            Denominator = 1,
            Percent = -1,
            FirstItem = items.Count,
        };
        foreach (DayOfWeek day in offer.Days)
        {
            row.Days |= (byte)(1 << (int)day);
        }

        Mark(ref row, OfferTraits.RequiresItems, offer.Requires?.Items is not null);
        row.Counts = row.Is(OfferTraits.RequiresItems) ? selectors.Of(offer.Requires!.Items) : row.Target;
        AddReward(ref row, offer, selectors, items);
        row.ItemCount = items.Count - row.FirstItem;

        // The rarest thing that must be in the basket finds the offer.
        row.Key = row.Kind == RewardKind.Bundle && row.Target == 0 ? items[row.FirstItem]
            : row.Target == 0 && row.Is(OfferTraits.RequiresItems) ? row.Counts : row.Target;
        Mark(ref row, OfferTraits.Always, row.From == long.MinValue && row.To == long.MaxValue && row.Days == 0 && row.FromMinute < 0);
        Mark(ref row, OfferTraits.Automatic, offer.Activation == Activation.Automatic);
        Mark(ref row, OfferTraits.Local, IsLocal(row, offer));
        Mark(ref row, OfferTraits.LineByLine, row.Is(OfferTraits.Local) && row.Stacking == Stacking.Best && !IsBasketAmount(row));
        Mark(ref row, OfferTraits.OnLadder, IsOnLadder(row));
        return row;
    }

    private static void AddReward(ref OfferRow row, Offer offer, SelectorNumbers selectors, List<int> items)
    {
        switch (offer.Reward)
        {
            case PercentOff percent:
                row.Kind = RewardKind.Percent;
                SetRatio(ref row, Ratio.OfPercent(percent.Percent));
                Mark(ref row, OfferTraits.Basket, offer.Target is null);
                break;
            case AmountOff amount:
                row.Kind = RewardKind.Amount;
                row.Amount = amount.Amount;
                Mark(ref row, OfferTraits.Basket, amount.Per == AmountPer.Basket);
                break;
            case FixedPrice price:
                row.Kind = RewardKind.FixedPrice;
                row.Amount = price.Price;
                break;
            case BuyGet group:
                row.Kind = RewardKind.BuyGet;
                row.Buy = group.Buy;
                row.Get = group.Get;
                SetRatio(ref row, Ratio.OfPercent(group.Percent));
                Mark(ref row, OfferTraits.HasItems, group.Items is not null);
                row.Items = group.Items is null ? row.Target : selectors.Of(group.Items);
                break;
            case Tiers:
                row.Kind = RewardKind.Tiers;
                Mark(ref row, OfferTraits.Basket, true);
                break;
            case BonusPoints points:
                row.Kind = RewardKind.Points;
                row.Amount = points.Fixed;
                break;
            case Gift gift:
                row.Kind = RewardKind.Gift;
                SetRatio(ref row, new Ratio(1, 1));
                row.Items = selectors.Of(Selector.OfSkus(gift.Sku));
                row.Get = gift.Quantity;
                break;
            case Bundle bundle:
                row.Kind = RewardKind.Bundle;
                row.Amount = bundle.Price;
                foreach (BundleItem item in bundle.Items)
                {
                    items.Add(selectors.Of(item.Items));
                }

                break;
            default:
                throw new ArgumentException("There is no such reward.");
        }
    }

    private static bool IsLocal(in OfferRow row, Offer offer)
    {
        if (offer.Limits?.MaxDiscount is not null || offer.Limits?.MaxUnits is not null)
        {
            return false;
        }

        return row.Kind switch
        {
            RewardKind.Percent or RewardKind.Amount => !row.Is(OfferTraits.Basket) || row.Target == 0,
            RewardKind.FixedPrice => true,
            RewardKind.BuyGet => !row.Is(OfferTraits.HasItems) && offer.Limits?.PerReceipt is null,
            _ => false,
        };
    }

    /// <summary>Groups stand on ladders too, though only a whole line can tell what they give: each on one of its own.</summary>
    private static bool IsOnLadder(in OfferRow row) => row.Is(OfferTraits.Local | OfferTraits.Always | OfferTraits.Automatic) && row.Stacking != Stacking.Compound
        && !IsBasketAmount(row) && !row.Is(OfferTraits.RequiresItems) && (row.MinSpend == 0 || (row.MinUnits == 0 && row.Kind != RewardKind.BuyGet));

    private static bool IsBasketAmount(in OfferRow row) => row.Is(OfferTraits.Basket) && row.Kind == RewardKind.Amount;

    private static void SetRatio(ref OfferRow row, Ratio ratio) => (row.Numerator, row.Denominator, row.Percent) = (ratio.Numerator, ratio.Denominator, ratio.Percent);

    private static void Mark(ref OfferRow row, OfferTraits trait, bool holds) => row.Traits |= holds ? trait : 0;
}
