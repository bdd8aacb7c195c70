using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Redemption;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Tests.Redemption;

public sealed class RedemptionDeskTests : IDisposable
{
    private readonly Desk shop = new();
    private readonly MemoryRedemptionStore store = new();

    public void Dispose() => shop.Dispose();

    private async Task<RedemptionAnswer> Reserve(string id, (PricedBasket Priced, Basket Basket) receipt, params Coupon[] coupons) =>
        await shop.Online(store).ReserveAsync(new(id), receipt.Priced, receipt.Basket, coupons);

    private async Task<LimitUsage> Usage(LimitKey key) => (await store.UsageAsync([key], shop.Time.Now))[0];

    [Fact]
    public async Task Reserve_ClaimsWhatTheOffersOnTheReceiptDemand()
    {
        RedemptionAnswer answer = await Reserve("r1", shop.Receipt("anna", ["SAVE2"], "milk[dairy] 2 x 5.00", "wine 1 x 8.00", "bread 1 x 3.00"));
        Assert.True(answer.IsHeld);
        Assert.Equal(
            [
                new LimitClaim(Desk.Budget, 400, 1200),
                new LimitClaim(LimitKey.OfCode("SAVE2"), 1, 1),
                new LimitClaim(LimitKey.OfGuest(Desk.Dairy, "anna"), 1, 2),
                new LimitClaim(Desk.DairyUses, 1, 3),
            ],
            answer.Ticket!.Claims);
        await shop.Online(store).ConfirmAsync(answer.Ticket);
        Assert.Equal(new LimitUsage(400, 0, 0, 1200), await Usage(Desk.Budget));
        Assert.Equal(1, (await Usage(LimitKey.OfCode("SAVE2"))).Used);
    }

    [Fact]
    public async Task Reserve_OfAReceiptWithoutLimitedOffers_NeedsNoStore()
    {
        RedemptionAnswer answer = await Reserve("r1", shop.Receipt(null, [], "bread 1 x 3.00"));
        Assert.True(answer.IsHeld);
        Assert.Empty(answer.Ticket!.Claims);
        Assert.Equal(RedemptionState.Confirmed, (await shop.Online(store).ConfirmAsync(answer.Ticket)).After);
    }

    [Fact]
    public async Task Reserve_NamesTheOffersThatAreUsedUp()
    {
        for (int i = 0; i < 2; i++)
        {
            Assert.True((await Reserve($"r{i}", shop.Milk())).IsHeld);
        }

        RedemptionAnswer third = await Reserve("r3", shop.Receipt("anna", [], "milk[dairy] 1 x 5.00", "wine 1 x 8.00"));
        Assert.Equal(ReserveOutcome.LimitReached, third.Outcome);
        Assert.Null(third.Ticket);
        Assert.Equal([Desk.Dairy], third.UsedUp);
        Assert.True((await Reserve("r4", shop.Milk("boris"))).IsHeld);
        Assert.Equal([Desk.Dairy], (await Reserve("r5", shop.Milk("clara"))).UsedUp);
    }

    [Fact]
    public async Task Reserve_ForNobody_OfAnOfferThatIsLimitedForEachGuest_IsRefused()
    {
        RedemptionAnswer answer = await Reserve("r1", shop.Milk(guest: null));
        Assert.Equal([Desk.Dairy], answer.UsedUp);
        Assert.Equal(default, await Usage(Desk.DairyUses));
    }

    [Fact]
    public async Task Reserve_NamesTheGuest_OnlyWhereALimitCountsTheirUses()
    {
        Assert.Null((await Reserve("r1", shop.Receipt("anna", [], "wine 1 x 8.00"))).Ticket!.Guest);
        Assert.Equal("anna", (await Reserve("r2", shop.Milk())).Ticket!.Guest);
        Assert.Equal(1, await store.EraseAsync("anna"));
    }

    [Fact]
    public async Task Reserve_OverTheBudget_NamesTheOffer_AndWhatIsLeft()
    {
        Assert.True((await Reserve("r1", shop.Receipt(null, [], "wine 2 x 10.00"))).IsHeld);
        RedemptionAnswer second = await Reserve("r2", shop.Receipt(null, [], "wine 1 x 5.00"));
        Assert.Equal([Desk.Wine], second.UsedUp);
        Assert.Equal([new LimitAmount(Desk.Budget, 200)], second.Reached);
    }

    [Fact]
    public async Task Reserve_OfTwoOffersOutOfOneBudget_TakesTheLaterOneOff()
    {
        RedemptionRules rules = new([new() { Offer = Desk.Dairy, Budget = "b" }, new() { Offer = Desk.Wine, Budget = "b" }], [new("b", 450)]);
        RedemptionDesk desk = new(rules, store, shop.Time);
        (PricedBasket priced, Basket basket) = shop.Receipt(null, [], "milk[dairy] 1 x 5.00", "wine 1 x 8.00");
        RedemptionAnswer answer = await desk.ReserveAsync(new("r1"), priced, basket);
        Assert.Equal([Desk.Wine], answer.UsedUp);
        basket.Exhaust(Desk.Wine);
        Assert.Equal([new LimitClaim(LimitKey.OfBudget("b"), 100, 450)], (await desk.ReserveAsync(new("r1"), new PricingSession().Price(Desk.Catalogue, basket), basket)).Ticket!.Claims);
    }

    [Fact]
    public async Task Reserve_ASingleUseCodeTwice_IsRefused_UntilItsSaleIsVoided()
    {
        RedemptionAnswer first = await Reserve("r1", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"));
        await shop.Online(store).ConfirmAsync(first.Ticket!);
        Assert.Equal([Desk.Save], (await Reserve("r2", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"))).UsedUp);
        Assert.True((await Reserve("r3", shop.Receipt(null, ["SAVE2"], "bread 1 x 3.00"))).IsHeld);
        await shop.Online(store).VoidAsync(new("r1"));
        Assert.True((await Reserve("r4", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"))).IsHeld);
    }

    [Fact]
    public async Task Reserve_WithSignedCoupons_CountsEachSerial_AndNotTheCode()
    {
        Coupon one = new("SAVE1", 1, shop.Time.Now, shop.Time.Now.AddDays(1));
        Coupon two = new("SAVE1", 2, shop.Time.Now, shop.Time.Now.AddDays(1));
        Assert.True((await Reserve("r1", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"), one)).IsHeld);
        Assert.Equal([Desk.Save], (await Reserve("r2", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"), one)).UsedUp);
        Assert.True((await Reserve("r3", shop.Receipt(null, ["SAVE1"], "bread 1 x 3.00"), two)).IsHeld);
        Assert.Equal(1, (await Usage(LimitKey.OfCode("SAVE1#2"))).Held);
    }

    [Fact]
    public async Task Release_And_Reduce_GiveBack()
    {
        RedemptionDesk desk = shop.Online(store);
        RedemptionAnswer wine = await Reserve("r1", shop.Receipt(null, [], "wine 2 x 10.00"));
        await desk.ConfirmAsync(wine.Ticket!);
        await desk.ReduceAsync(new("r1"), [new(Desk.Budget, 500)]);
        Assert.Equal(500, (await Usage(Desk.Budget)).Used);
        await Reserve("r2", shop.Milk());
        await desk.ReleaseAsync(new("r2"));
        Assert.Equal(0, (await Usage(Desk.DairyUses)).Taken);
    }

    [Fact]
    public void Rules_ThatContradictThemselves_AreRefused()
    {
        RedemptionRule rule = new() { Offer = Desk.Dairy };
        Assert.Throws<ArgumentException>(() => new RedemptionRules([rule, rule]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([rule with { Uses = -1 }]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([rule with { UsesPerGuest = -1 }]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([rule with { UsesPerCode = LimitClaim.MostLimit + 1 }]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([rule with { Budget = "unknown" }]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([rule with { Offer = default }]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([], [new("a", 1), new("a", 2)]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([], [new("a", -1)]));
        Assert.Throws<ArgumentException>(() => new RedemptionRules([], [new("", 1)]));
        Assert.Throws<ArgumentException>(() => new RedemptionDesk(Desk.Rules, store, shop.Time, options: new() { Hold = TimeSpan.Zero }));
    }

    [Fact]
    public void LimitOf_IsWhatTillsShare()
    {
        Assert.Equal(3, Desk.Rules.LimitOf(Desk.DairyUses));
        Assert.Equal(1200, Desk.Rules.LimitOf(Desk.Budget));
        Assert.Null(Desk.Rules.LimitOf(LimitKey.OfOffer(Desk.Save)));
        Assert.Null(Desk.Rules.LimitOf(LimitKey.OfCode("SAVE1")));
        Assert.Null(Desk.Rules.LimitOf(default));
    }

    /// <summary>A guest comes before an offer ends and pays after the next one has begun: one rule, that of the time with which the receipt was opened.</summary>
    [Fact]
    public async Task A_receipt_opened_at_2358_and_paid_at_0003_keeps_the_offer_that_ended_at_235959()
    {
        Catalogue catalogue = Till.Catalogue("""
            { "id": "x", "to": "2026-11-22T23:59:59+03:00", "reward": { "kind": "percent", "value": 10 } },
            { "id": "y", "from": "2026-11-23T00:00:00+03:00", "reward": { "kind": "percent", "value": 50 } }
            """);
        DateTimeOffset midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(3));
        RedemptionDesk desk = new(new RedemptionRules([new() { Offer = new OfferId("x"), Uses = 1 }]), store, shop.Time);
        PricingSession lane = new();
        Basket basket = new();

        shop.Time.Now = midnight.AddMinutes(-2);
        basket.Begin(shop.Time.Now);
        basket.Add(new Article(new Sku("a")), 1, 100);
        Assert.Equal(10, lane.Price(catalogue, basket).Discount);
        shop.Time.Now = midnight.AddMinutes(3);
        basket.Add(new Article(new Sku("b")), 1, 100);
        PricedBasket priced = lane.PriceAndExplain(catalogue, basket);
        Assert.Equal((20, ("y", RejectionReason.NotStarted)), (priced.Discount, priced.Rejected.ToArray().Select(r => (r.Offer.Id.Value, r.Reason)).Single()));
        RedemptionAnswer answer = await desk.ReserveAsync(new("r1"), priced, basket);
        Assert.True(answer.IsHeld);
        shop.Time.Now = midnight.AddMinutes(4);
        Assert.Equal(RedemptionState.Confirmed, (await desk.ConfirmAsync(answer.Ticket!)).After);
        Assert.Equal(new LimitUsage(1, 0, 0, 1), await Usage(LimitKey.OfOffer(new OfferId("x"))));

        // One second before midnight the first is over and the second has not begun; at midnight it has.
        Assert.Equal((0L, RejectionReason.Expired, RejectionReason.NotStarted), At(midnight.AddSeconds(-1)));
        Assert.Equal((10L, null, RejectionReason.NotStarted), At(midnight.AddSeconds(-2)));
        Assert.Equal((50L, RejectionReason.Expired, null), At(midnight));

        (long Discount, RejectionReason? OfX, RejectionReason? OfY) At(DateTimeOffset opened)
        {
            basket.Begin(opened);
            basket.Add(new Article(new Sku("a")), 1, 100);
            PricedBasket at = lane.PriceAndExplain(catalogue, basket);
            Dictionary<string, RejectionReason> reasons = at.Rejected.ToArray().ToDictionary(r => r.Offer.Id.Value, r => r.Reason);
            return (at.Discount, reasons.TryGetValue("x", out RejectionReason x) ? x : null, reasons.TryGetValue("y", out RejectionReason y) ? y : null);
        }
    }

    /// <summary>Whoever buys and returns again and again has in the end what she had before: her money, no points, a coupon that holds once more.</summary>
    [Fact]
    public async Task Buying_and_returning_again_and_again_earns_nothing()
    {
        Catalogue catalogue = Till.Catalogue(
            """
            { "id": "hello", "requires": { "minSpend": 50.00 }, "reward": { "kind": "points", "fixed": 100 } },
            { "id": "save", "activation": "coupon", "codes": ["SAVE1"], "reward": { "kind": "amount", "value": 1.00, "per": "basket" } }
            """,
            """ "points": { "earn": 1, "per": 1.00 } """);
        RedemptionDesk desk = new(new RedemptionRules([new() { Offer = new OfferId("save"), UsesPerCode = 1 }]), store, shop.Time);
        PricingSession lane = new();
        (long money, long points) = (0, 0);
        for (int loop = 0; loop < 3; loop++)
        {
            Basket basket = Till.BasketAt(shop.Time.Now, "42", ["SAVE1"], "a 1 x 60.00");
            PricedBasket priced = lane.Price(catalogue, basket);
            Assert.Equal((5900, 159), (priced.Total, priced.Points));
            ReservationId sale = new($"r{loop}");
            RedemptionAnswer answer = await desk.ReserveAsync(sale, priced, basket);
            Assert.True(answer.IsHeld);
            await desk.ConfirmAsync(answer.Ticket!);
            Assert.Equal(1, (await Usage(LimitKey.OfCode("SAVE1"))).Used);
            TillReceipt receipt = TillReceipt.Of($"r{loop}", catalogue, basket, priced);

            ReturnResult back = new ReturnsDesk().Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)], catalogue);

            Assert.Equal((5900, 159), (back.Refund, back.PointsTakenBack));
            Assert.Equal(["SAVE1"], back.Coupons);
            await desk.VoidAsync(sale);
            Assert.Equal(0, (await Usage(LimitKey.OfCode("SAVE1"))).Used);
            money += back.Refund - receipt.Total;
            points += receipt.Points - back.PointsTakenBack;
        }

        Assert.Equal((0, 0), (money, points));
    }
}
