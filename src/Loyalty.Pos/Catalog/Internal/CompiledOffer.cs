using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>An offer that holds, with everything that pricing asks of it, in fields. <see cref="Index"/> is its place by id.</summary>
/// <remarks>What decides whether it holds stands in its row. It is kept short, for a basket waits for each of its offers.</remarks>
internal sealed class CompiledOffer : IComparable<CompiledOffer>
{
    public const long Unlimited = long.MaxValue;

    /// <summary>On how many lines of the processor's cache one lies.</summary>
    public const int CacheLines = 3;

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
        HasItems = row.Is(OfferTraits.HasItems);
        Items = row.Items;
        Ratio = row.Ratio;
        Amount = row.Amount;
        Buy = row.Buy;
        Get = row.Get;
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
                TierSteps = TierTable.Of(tiers);
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

    /// <summary>The steps of tiers; null for others.</summary>
    public TierTable? TierSteps { get; }

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
