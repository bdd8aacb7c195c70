using Loyalty.Pos.Redemption;

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
}
