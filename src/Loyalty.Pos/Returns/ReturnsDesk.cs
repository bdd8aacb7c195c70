using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Returns;

/// <summary>Reckons what the guest gets back when goods come back: money, points, coupons; and what is taken back.</summary>
/// <remarks>
/// Units come back in order, the first ones first; what a unit bore is its share of the line's amount less its share of the line's discount. All units returned,
/// in any order and any number of steps, give back the whole payment, all points and every coupon. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class ReturnsDesk
{
    private readonly ReturnOptions options;

    /// <summary>Opens a desk.</summary>
    /// <param name="options">The rules; default: as <see cref="ReturnOptions"/> says.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public ReturnsDesk(ReturnOptions? options = null)
    {
        this.options = options ?? new ReturnOptions();
        this.options.Check();
    }

    /// <summary>Reckons a return.</summary>
    /// <param name="receipt">The receipt as it was stored.</param>
    /// <param name="before">What has come back of it before; <see cref="ReturnLedger.None"/> at first.</param>
    /// <param name="goods">What comes back now; a line named twice comes back twice.</param>
    /// <param name="catalogue">The catalogue that priced the receipt; not needed with <see cref="ReturnPolicy.Keep"/>.</param>
    /// <exception cref="ArgumentException">The return is refused; the message says why, as <see cref="ReturnRefusal.Message"/> does. Nothing has changed.</exception>
    public ReturnResult Return(TillReceipt receipt, ReturnLedger before, ReadOnlySpan<ReturnedGoods> goods, Catalogue? catalogue = null) =>
        TryReturn(receipt, before, goods, catalogue, out ReturnResult? result, out ReturnRefusal? refusal) ? result : throw new ArgumentException(refusal.Message, nameof(goods));

    /// <summary>Reckons a return if it may be made.</summary>
    /// <param name="receipt">The receipt as it was stored.</param>
    /// <param name="before">What has come back of it before; <see cref="ReturnLedger.None"/> at first.</param>
    /// <param name="goods">What comes back now; a line named twice comes back twice.</param>
    /// <param name="catalogue">The catalogue that priced the receipt; not needed with <see cref="ReturnPolicy.Keep"/>.</param>
    /// <param name="result">What the guest gets, or null.</param>
    /// <param name="refusal">Why it is refused, or null.</param>
    /// <returns>Whether it may be made.</returns>
    public bool TryReturn(
        TillReceipt receipt,
        ReturnLedger before,
        ReadOnlySpan<ReturnedGoods> goods,
        Catalogue? catalogue,
        [NotNullWhen(true)] out ReturnResult? result,
        [NotNullWhen(false)] out ReturnRefusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(before);
        result = null;
        ImmutableArray<decimal> after = [];
        refusal = ReturnCheck.Documents(receipt, before, catalogue, options.Policy) ?? ReturnCheck.Goods(receipt, before, goods, out after);
        if (refusal is not null)
        {
            return false;
        }

        result = Reckon(receipt, before, new KeptGoods(receipt, after), after, catalogue);
        return true;
    }

    /// <summary>Reckons a return of goods without their receipt.</summary>
    /// <param name="goods">The goods, each with the lowest price at which it was sold within the time for returns.</param>
    /// <param name="points">How purchases earn points, where points are to be taken back from a known guest; default none.</param>
    /// <param name="result">What the guest gets, or null.</param>
    /// <param name="refusal">Why it is refused, or null.</param>
    /// <returns>Whether it may be made: never with <see cref="UnprovenPolicy.Refused"/>.</returns>
    public bool TryReturnWithoutReceipt(
        ReadOnlySpan<UnprovenGoods> goods, PointsRule? points, [NotNullWhen(true)] out UnprovenReturn? result, [NotNullWhen(false)] out ReturnRefusal? refusal)
    {
        result = null;
        refusal = options.WithoutReceipt == UnprovenPolicy.Refused
            ? new ReturnRefusal(ReturnFault.NoReceipt, -1, 0, 0, "Without its receipt nothing is taken back; find the receipt, by the guest or by the payment.")
            : UnprovenGoods.Fault(goods);
        if (refusal is null)
        {
            result = UnprovenReturn.Of(goods, points);
        }

        return refusal is null;
    }

    private ReturnResult Reckon(TillReceipt receipt, ReturnLedger before, KeptGoods kept, ImmutableArray<decimal> after, Catalogue? catalogue)
    {
        ReturnReckoning reckoning = ReturnReckoning.Of(receipt, kept, catalogue, options, before);
        long refunded = Math.Max(before.Refunded, receipt.Total - reckoning.Cost);
        long uncollected = Math.Max(0, refunded + reckoning.Cost - receipt.Total);
        long withPoints = options.Order == RefundOrder.PointsFirst
            ? Math.Min(refunded, receipt.PaidWithPoints.Amount)
            : Math.Max(0, refunded - (receipt.Total - receipt.PaidWithPoints.Amount));
        ImmutableArray<string> coupons = kept.IsEmpty || uncollected == 0 ? FreeCoupons(receipt, reckoning, kept, before) : [];
        ImmutableArray<ReturnedGift> gifts = GiftsBack(receipt, reckoning, before);
        ReturnLedger ledger = new(receipt, after)
        {
            Steps = before.Steps + 1,
            Refunded = refunded,
            Money = Math.Max(before.Money, refunded - withPoints),
            PointsGivenBack = receipt.PaidWithPoints.Amount == 0
                ? 0
                : Math.Max(before.PointsGivenBack, (long)((Int128)receipt.PaidWithPoints.Points * withPoints / receipt.PaidWithPoints.Amount)),
            PointsTakenBack = Math.Max(before.PointsTakenBack, receipt.Points - reckoning.Points),
            Coupons = [.. before.Coupons, .. coupons],
            Gifts = gifts,
        };
        return new ReturnResult(ledger)
        {
            Refund = ledger.Refunded - before.Refunded,
            Money = ledger.Money - before.Money,
            PointsGivenBack = ledger.PointsGivenBack - before.PointsGivenBack,
            PointsTakenBack = ledger.PointsTakenBack - before.PointsTakenBack,
            Coupons = coupons,
            Gifts = [.. gifts.Select(g => g with { Quantity = g.Quantity - GivenBefore(before, g.Offer) }).Where(g => g.Quantity > 0)],
            KeptCost = reckoning.Cost,
            Uncollected = uncollected,
            Standing = reckoning.Standing,
        };
    }

    /// <summary>The coupons of which nothing stays with the guest and that were not handed back before.</summary>
    private static ImmutableArray<string> FreeCoupons(TillReceipt receipt, ReturnReckoning reckoning, KeptGoods kept, ReturnLedger before)
    {
        HashSet<string> standing = new(StringComparer.Ordinal);
        for (int i = 0; i < receipt.Applied.Length && !kept.IsEmpty; i++)
        {
            StandingOffer offer = reckoning.Standing[i];
            GivenOffer given = receipt.Applied[i];
            bool multiplies = given.Discount == 0 && given.GiftQuantity == 0 && given.Shares.Length == 0;
            if (given.Coupon is { } coupon && (offer.Discount > 0 || offer.Points > 0 || offer.Gifts > 0 || multiplies))
            {
                _ = standing.Add(coupon);
            }
        }

        return [.. receipt.Applied.Select(g => g.Coupon).OfType<string>().Distinct(StringComparer.Ordinal).Where(c => !standing.Contains(c) && !before.Coupons.Contains(c))];
    }

    private static ImmutableArray<ReturnedGift> GiftsBack(TillReceipt receipt, ReturnReckoning reckoning, ReturnLedger before)
    {
        ImmutableArray<ReturnedGift>.Builder gifts = ImmutableArray.CreateBuilder<ReturnedGift>();
        for (int i = 0; i < receipt.Applied.Length; i++)
        {
            GivenOffer given = receipt.Applied[i];
            long back = Math.Max(GivenBefore(before, given.Offer), given.GiftQuantity - reckoning.Standing[i].Gifts);
            if (back > 0)
            {
                gifts.Add(new ReturnedGift(given.Offer, given.GiftSku, back));
            }
        }

        return gifts.ToImmutable();
    }

    private static long GivenBefore(ReturnLedger before, OfferId offer) => before.Gifts.FirstOrDefault(g => g.Offer == offer).Quantity;
}
