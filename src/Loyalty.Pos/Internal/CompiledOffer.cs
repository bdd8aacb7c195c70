using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Internal;

/// <summary>An offer with everything that pricing asks of it, in fields. <see cref="Index"/> is its place by id.</summary>
internal sealed class CompiledOffer : IComparable<CompiledOffer>
{
    public const long Unlimited = long.MaxValue;

    public CompiledOffer(int index, Offer offer, SelectorTable selectors)
    {
        Index = index;
        Definition = offer;
        Priority = offer.Priority;
        Stacking = offer.Stacking;
        Target = selectors.Id(offer.Target);
        Counts = offer.Requires?.Items is { } items ? selectors.Id(items) : Target;
        RequiresItems = offer.Requires?.Items is not null;
        MinSpend = offer.Requires?.MinSpend ?? 0;
        MinQuantity = offer.Requires?.MinQuantity ?? 0;
        MinUnits = (long)decimal.Ceiling(MinQuantity);
        PerReceipt = offer.Limits?.PerReceipt ?? Unlimited;
        MaxDiscount = offer.Limits?.MaxDiscount ?? Unlimited;
        MaxUnits = offer.Limits?.MaxUnits ?? Unlimited;
        Cheapest = offer.Limits?.UnitOrder == UnitOrder.Cheapest;
        Calendar = new OfferCalendar(offer);
        switch (offer.Reward)
        {
            case PercentOff percent:
                Kind = RewardKind.Percent;
                Ratio = Ratio.OfPercent(percent.Percent);
                IsBasket = offer.Target is null;
                break;
            case AmountOff amount:
                Kind = RewardKind.Amount;
                Amount = amount.Amount;
                IsBasket = amount.Per == AmountPer.Basket;
                break;
            case FixedPrice price:
                Kind = RewardKind.FixedPrice;
                Amount = price.Price;
                break;
            case BuyGet group:
                Kind = RewardKind.BuyGet;
                Buy = group.Buy;
                Get = group.Get;
                Ratio = Ratio.OfPercent(group.Percent);
                GroupsFromDearest = group.Grouping == Grouping.Best;
                HasItems = group.Items is not null;
                Items = HasItems ? selectors.Id(group.Items) : Target;
                break;
            case Tiers tiers:
                Kind = RewardKind.Tiers;
                IsBasket = true;
                Steps = [.. tiers.Steps.OrderBy(s => s.From)];
                StepRatios = [.. Steps.Select(s => Ratio.OfPercent(s.Percent))];
                StepsBySpend = tiers.By == TierMeasure.Spend;
                break;
            case BonusPoints points:
                Kind = RewardKind.Points;
                Multiplier = (long)(points.Multiplier * PointsStage.MultiplierUnit);
                Amount = points.Fixed;
                break;
            case Gift gift:
                Kind = RewardKind.Gift;
                Ratio = new Ratio(1, 1);
                Items = selectors.Id(Selector.OfSkus(gift.Sku));
                Get = gift.Quantity;
                break;
            case Bundle bundle:
                Kind = RewardKind.Bundle;
                Amount = bundle.Price;
                SetItems = [.. bundle.Items.Select(i => selectors.Id(i.Items))];
                SetQuantities = [.. bundle.Items.Select(i => i.Quantity)];
                break;
            default:
                throw new ArgumentException("There is no such reward.");
        }

        // The rarest thing that must be in the basket finds the offer.
        Key = Kind == RewardKind.Bundle && Target == 0 ? SetItems[0] : Target == 0 && RequiresItems ? Counts : Target;
        TakesUnits = Kind is RewardKind.Bundle or RewardKind.Gift || MaxUnits != Unlimited || (Kind == RewardKind.BuyGet && PerReceipt != Unlimited);
    }

    public int Index { get; }

    public Offer Definition { get; }

    public RewardKind Kind { get; }

    public bool IsBasket { get; }

    public bool IsPoints => Kind == RewardKind.Points;

    public int Priority { get; }

    public Stacking Stacking { get; }

    /// <summary>The selector under which the offer is found.</summary>
    public int Key { get; }

    public int Target { get; }

    /// <summary>The selector that the requirement counts.</summary>
    public int Counts { get; }

    public bool RequiresItems { get; }

    public long MinSpend { get; }

    public decimal MinQuantity { get; }

    public long MinUnits { get; }

    public long PerReceipt { get; }

    public long MaxDiscount { get; }

    public long MaxUnits { get; }

    public bool Cheapest { get; }

    public OfferCalendar Calendar { get; }

    public Ratio Ratio { get; }

    /// <summary>An amount, a price or fixed points.</summary>
    public long Amount { get; }

    public int Buy { get; }

    public int Get { get; }

    public bool HasItems { get; }

    /// <summary>What is got.</summary>
    public int Items { get; }

    public bool GroupsFromDearest { get; }

    public TierStep[] Steps { get; } = [];

    public Ratio[] StepRatios { get; } = [];

    public bool StepsBySpend { get; }

    public long Multiplier { get; }

    public int[] SetItems { get; } = [];

    public int[] SetQuantities { get; } = [];

    /// <summary>Whether a best or exclusive one takes the units it uses, and not whole lines.</summary>
    public bool TakesUnits { get; }

    /// <summary>The order in which offers are applied: line rewards before basket rewards before points; higher priorities first; then kind and id.</summary>
    public int CompareTo(CompiledOffer? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int order = Phase.CompareTo(other.Phase);
        order = order != 0 || IsPoints ? order : other.Priority.CompareTo(Priority);
        order = order != 0 ? order : ((int)Kind).CompareTo((int)other.Kind);
        return order != 0 ? order : Index.CompareTo(other.Index);
    }

    /// <summary>Whether 'times' counts units.</summary>
    public bool CountsUnits => Kind is RewardKind.Amount or RewardKind.FixedPrice && !IsBasket;

    private int Phase => IsPoints ? 2 : IsBasket ? 1 : 0;
}
