using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>What the offers on a receipt demand of which limits.</summary>
internal sealed class RedemptionDemand
{
    private readonly List<(OfferId Offer, LimitAmount Amount)> parts = [];
    private readonly SortedDictionary<LimitKey, LimitClaim> claims = [];

    private RedemptionDemand()
    {
    }

    /// <summary>Offers that are limited for each guest, on a basket without one.</summary>
    public List<OfferId> WithoutGuest { get; } = [];

    public IReadOnlyCollection<LimitClaim> Claims => claims.Values;

    /// <summary>The guest, where a limit counts this guest's uses: no redemption names one without need.</summary>
    public string? Guest { get; private set; }

    public static RedemptionDemand Of(RedemptionRules rules, PricedBasket priced, Basket basket, IReadOnlyList<Coupon>? coupons)
    {
        RedemptionDemand demand = new();
        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            OfferId offer = applied.Offer.Id;
            RedemptionRule? rule = rules.Of(offer);
            if (rule?.Uses is { } uses)
            {
                demand.Add(offer, LimitKey.OfOffer(offer), 1, uses);
            }

            if (rule?.UsesPerGuest is { } each)
            {
                if (basket.Guest is { } guest)
                {
                    demand.Guest = guest;
                    demand.Add(offer, LimitKey.OfGuest(offer, guest), 1, each);
                }
                else
                {
                    demand.WithoutGuest.Add(offer);
                }
            }

            if (rule?.Budget is { } budget && applied.Discount > 0)
            {
                LimitKey key = LimitKey.OfBudget(budget);
                demand.Add(offer, key, applied.Discount, rules.LimitOf(key) ?? 0);
            }

            if (TakenCode(applied, basket) is { } code)
            {
                demand.AddCode(offer, code, rule, coupons);
            }
        }

        return demand;
    }

    /// <summary>The offers that do not fit into what is free of the limits, each limit served in the receipt's order.</summary>
    public IReadOnlyList<OfferId> UsedUp(IReadOnlyList<LimitAmount> reached)
    {
        Dictionary<LimitKey, long> free = reached.ToDictionary(r => r.Key, r => r.Amount);
        List<OfferId> usedUp = [.. WithoutGuest];
        foreach ((OfferId offer, LimitAmount amount) in parts)
        {
            if (!free.TryGetValue(amount.Key, out long left))
            {
                continue;
            }

            if (amount.Amount <= left)
            {
                free[amount.Key] = amount.Key.Kind == LimitKind.Code ? left : left - amount.Amount;
            }
            else if (!usedUp.Contains(offer))
            {
                usedUp.Add(offer);
            }
        }

        return usedUp;
    }

    /// <summary>An offer takes one coupon: the first of the basket that names it.</summary>
    private static string? TakenCode(in AppliedOffer applied, Basket basket)
    {
        if (applied.Offer.Codes.Count > 0)
        {
            foreach (string coupon in basket.Coupons)
            {
                if (applied.Offer.Codes.Contains(coupon))
                {
                    return coupon;
                }
            }
        }

        return null;
    }

    private void AddCode(OfferId offer, string code, RedemptionRule? rule, IReadOnlyList<Coupon>? coupons)
    {
        Coupon? signed = coupons?.FirstOrDefault(c => c.Code == code);
        if (signed is not null)
        {
            Add(offer, signed.Limit, 1, 1);
        }
        else if (rule?.UsesPerCode is { } uses)
        {
            Add(offer, LimitKey.OfCode(code), 1, uses);
        }
    }

    private void Add(OfferId offer, LimitKey key, long amount, long limit)
    {
        parts.Add((offer, new LimitAmount(key, amount)));
        // A coupon that several offers take is used once; a budget pays for each.
        claims[key] = claims.TryGetValue(key, out LimitClaim claim) && key.Kind != LimitKind.Code
            ? claim with { Amount = claim.Amount + amount }
            : new LimitClaim(key, amount, Math.Max(limit, claim.Limit));
    }
}
