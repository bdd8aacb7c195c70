using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>An offer with everything that pricing asks of it, in fields. <see cref="Index"/> is its place by id.</summary>
internal sealed class CompiledOffer : IComparable<CompiledOffer>
{
    public const long Unlimited = long.MaxValue;

    /// <summary>On how many lines of the processor's cache one lies, wherever it begins.</summary>
    public const int CacheLines = 5;

    public CompiledOffer(int index, in OfferRow row, Offer offer, ReadOnlySpan<int> items)
    {
        Index = index;
        Definition = offer;
        Kind = row.Kind;
        IsBasket = row.Is(OfferTraits.Basket);
        Priority = row.Priority;
        Stacking = row.Stacking;
        Order = row.Order;
        Target = row.Target;
        Counts = row.Counts;
        RequiresItems = row.Is(OfferTraits.RequiresItems);
        HasItems = row.Is(OfferTraits.HasItems);
        Items = row.Items;
        Ratio = row.Ratio;
        Amount = row.Amount;
        Buy = row.Buy;
        Get = row.Get;
        MinSpend = row.MinSpend;
        MinUnits = row.MinUnits;
        MinQuantity = offer.Requires?.MinQuantity ?? 0;
        PerReceipt = offer.Limits?.PerReceipt ?? Unlimited;
        MaxDiscount = offer.Limits?.MaxDiscount ?? Unlimited;
        MaxUnits = offer.Limits?.MaxUnits ?? Unlimited;
        Cheapest = offer.Limits?.UnitOrder == UnitOrder.Cheapest;
        IsSimple = !IsBasket && Kind is (RewardKind.Percent or RewardKind.Amount or RewardKind.FixedPrice) && MaxUnits == Unlimited && MaxDiscount == Unlimited;
        TakesUnits = Kind is RewardKind.Bundle or RewardKind.Gift || MaxUnits != Unlimited || (Kind == RewardKind.BuyGet && PerReceipt != Unlimited);
        switch (offer.Reward)
        {
            case BuyGet group:
                GroupsFromDearest = group.Grouping == Grouping.Best;
                break;
            case Tiers tiers:
                Steps = [.. tiers.Steps.OrderBy(s => s.From)];
                StepsFrom = [.. Steps.Select(s => (long)decimal.Ceiling(s.From))];
                StepRatios = [.. Steps.Select(s => Ratio.OfPercent(s.Percent))];
                StepsBySpend = tiers.By == TierMeasure.Spend;
                break;
            case BonusPoints points:
                Multiplier = (long)(points.Multiplier * PointsStage.MultiplierUnit);
                break;
            case Bundle bundle:
                SetItems = items.ToArray();
                SetQuantities = [.. bundle.Items.Select(i => i.Quantity)];
                break;
        }
    }

    public int Index { get; }

    public Offer Definition { get; }

    public RewardKind Kind { get; }

    public bool IsBasket { get; }

    public bool IsPoints => Kind == RewardKind.Points;

    public int Priority { get; }

    public Stacking Stacking { get; }

    /// <summary>The offer's place when offers are applied: line rewards before basket rewards before points; higher priorities first; then kind and id.</summary>
    public int Order { get; }

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

    /// <summary>From which amount or units on each step is reached: the least whole ones.</summary>
    public long[] StepsFrom { get; } = [];

    public Ratio[] StepRatios { get; } = [];

    public bool StepsBySpend { get; }

    public long Multiplier { get; }

    public int[] SetItems { get; } = [];

    public int[] SetQuantities { get; } = [];

    /// <summary>Whether a best or exclusive one takes the units it uses, and not whole lines.</summary>
    public bool TakesUnits { get; }

    /// <summary>Whether it is a percent, an amount or a price that decides line by line.</summary>
    public bool IsSimple { get; }

    /// <summary>The order in which offers are applied.</summary>
    public int CompareTo(CompiledOffer? other) => Order.CompareTo(other!.Order);

    /// <summary>Whether 'times' counts units.</summary>
    public bool CountsUnits => Kind is RewardKind.Amount or RewardKind.FixedPrice && !IsBasket;
}
